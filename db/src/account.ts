import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The operating system's account a PostgreSQL server runs as. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * The account the embedded server runs as when we are root, since PostgreSQL refuses to run as root: `postgres` where it
 * exists, else `nobody`. Undefined when we are not root: then the server runs as ourselves.
 */
export function serverAccount(passwd = '/etc/passwd', uid = process.getuid?.()): Account | undefined {
  if (uid !== 0) return undefined
  const accounts = readFileSync(passwd, 'utf8').split('\n').map(line => line.split(':'))
  for (const wanted of ['postgres', 'nobody']) {
    const [name, , uid, gid] = accounts.find(([name]) => name === wanted) ?? []
    if (name && uid && gid) return { name, uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    `PostgreSQL does not run as root, and ${passwd} has neither an account “postgres” nor “nobody” to run it as. ` +
    'Add one of them, start as an ordinary user, or set DATABASE_URL to a server of your own.')
}

/** Whether the account may pass through every directory down to `path` (which must exist); undefined is ourselves. */
export function canReach(path: string, account: Account | undefined): boolean {
  if (!account) return true
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const execute = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if (!(mode & execute)) return false
    if (at === dirname(at)) return true
  }
}
