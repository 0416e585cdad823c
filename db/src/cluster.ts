import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { type Account, canReach } from './account.js'
import type { Native } from './native.js'
import { makeOpen, roomFor } from './room.js'

/** The superuser that initdb makes. It creates the roles and databases, and nothing else ever signs in as it. */
export const superuser = 'postgres'

/** The files of one embedded server. */
export interface Cluster {
  /** Holds all of the others. */
  readonly dir: string
  readonly data: string
  readonly log: string
  /** Says which process keeps the server up, and on which port. */
  readonly keeper: string
  readonly password: string
}

function files(dir: string): Cluster {
  return { dir, data: join(dir, 'data'), log: join(dir, 'log'), keeper: join(dir, 'keeper.json'), password: readFileSync(join(dir, 'password'), 'utf8') }
}

/**
 * The cluster below `dataDir`, made on the first call. It is made under another name and moved into place when complete, so
 * a start that is killed halfway leaves nothing behind that counts, and of two starts at once one wins.
 */
export function openCluster({ dataDir, native, account, env, say, rooms }: {
  readonly dataDir: string
  readonly native: Native
  readonly account: Account | undefined
  readonly env: NodeJS.ProcessEnv
  readonly say: (line: string) => void
  readonly rooms?: readonly string[] | undefined
}): Cluster {
  makeOpen(resolve(dataDir))
  const place = join(realpathSync(dataDir), 'postgres')
  if (existsSync(place)) return files(realpathSync(place))
  if (lstatSync(place, { throwIfNoEntry: false })) {
    throw new Error(`${place} points to ${readlinkSync(place)}, which is gone. Bring it back, or remove the link to begin with an empty database.`)
  }
  removeHalfMade(dirname(place))

  const reachable = canReach(dirname(place), account)
  const name = `postgres.${process.pid}.${randomBytes(3).toString('hex')}`
  const room = reachable ? dirname(place) : roomFor(account, rooms)
  if (!reachable) sayLeftBehind(room, say)
  const dir = join(room, name)
  make(dir, native, account, env)
  if (!reachable) writeFileSync(join(dir, 'link'), place)
  try {
    if (reachable) renameSync(dir, place)
    else symlinkSync(dir, place)
  } catch (error) {
    rmSync(dir, { recursive: true, force: true })
    if (!existsSync(place)) throw error // else another start was faster: its cluster is the one
  }
  if (!reachable) say(`PostgreSQL runs as “${account?.name}”, who cannot enter ${dirname(place)}: its data are in ${dir}`)
  return files(realpathSync(place))
}

function make(dir: string, native: Native, account: Account | undefined, env: NodeJS.ProcessEnv): void {
  const data = join(dir, 'data')
  const given = join(dir, 'given-password')
  makeOpen(dir)
  chmodSync(dir, 0o755)
  mkdirSync(data)
  chmodSync(data, 0o700)
  const password = randomBytes(32).toString('base64url')
  writeFileSync(join(dir, 'password'), password, { mode: 0o600 })
  writeFileSync(given, password, { mode: 0o600 })
  writeFileSync(join(dir, 'log'), '', { mode: 0o600 })
  if (account) for (const path of [data, given]) chownSync(path, account.uid, account.gid)
  try {
    initdb(native, account, env, ['-D', data, `--pwfile=${given}`])
  } catch (error) {
    rmSync(dir, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(given, { force: true })
  }
}

// Text is ordered by code point, which never changes; but the character type must know Chinese letters, or pg_trgm sees none.
function initdb(native: Native, account: Account | undefined, env: NodeJS.ProcessEnv, where: string[]): void {
  let failure = ''
  for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'zh_CN.UTF-8']) {
    const { status, error, stderr } = spawnSync(join(native.dir, 'bin', 'initdb'), [
      ...where, '-U', superuser, '--auth=scram-sha-256', '--encoding=UTF8', '--no-sync', '--no-instructions',
      '--locale=C', `--lc-ctype=${ctype}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8',
    ], { encoding: 'utf8', env, cwd: '/', ...(account && { uid: account.uid, gid: account.gid }) })
    if (status === 0) return
    failure ||= error?.message ?? stderr.trim()
  }
  throw new Error(
    `initdb could not make a database (${where[1]}): ${failure}\n` +
    'Install a UTF-8 locale (C.UTF-8, en_US.UTF-8 or zh_CN.UTF-8) if it names one, free disk space if it is full, or set DATABASE_URL.')
}

function removeHalfMade(dir: string): void {
  for (const name of readdirSync(dir)) {
    const pid = /^postgres\.(\d+)\./.exec(basename(name))?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(join(dir, name), { recursive: true, force: true })
  }
}

// Whoever removes a folder that is private to root removes a link: gigabytes stay where it led. A folder that was only moved still leads there, so nothing is removed here.
function sayLeftBehind(room: string, say: (line: string) => void): void {
  for (const name of readdirSync(room).filter(name => name.startsWith('postgres.'))) {
    const link = join(room, name, 'link')
    if (!existsSync(link)) continue
    const place = readFileSync(link, 'utf8')
    if (!existsSync(place)) say(`${join(room, name)} holds the data of ${dirname(place)}, which is gone. If that folder was not moved but removed, remove this too.`)
  }
}

/** Whether a process with this id exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
