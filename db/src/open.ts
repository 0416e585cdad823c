import pg from 'pg'
import { connect, type Database, withClient } from './database.js'
import { startEmbedded } from './embedded.js'
import { allLogins, ensureRoles, logins, openTo } from './roles.js'
import { openSecrets } from './secrets.js'
import { findDoubts, findRefusal, findTraits } from './suitable.js'

/** Where the database is, or where to keep one. */
export interface OpenOptions {
  /** A PostgreSQL 15 to 18, as a role that may create roles; without it the bundled server is started below `dataDir`. */
  readonly url?: string | undefined
  /** Holds the bundled server's data, and the passwords of our roles. */
  readonly dataDir: string
  /** Port of the bundled server; default: the one of the last start, or any free one. */
  readonly port?: number | undefined
  /** Hears one line per thing worth knowing. */
  readonly say?: ((line: string) => void) | undefined
}

/** Opens the database, starting the bundled server when no address is given. Both ways give the same roles and rights. */
export async function openDatabase({ url, dataDir, port, say = () => {} }: OpenOptions): Promise<Database> {
  if (url) {
    const traits = await reach(url, findTraits)
    const refusal = findRefusal(traits)
    if (refusal) throw new Error(refusal)
    findDoubts(traits).forEach(say)
    return prepare(url, dataDir, false)
  }
  const server = await startEmbedded({ dataDir, port, say })
  try {
    const bootstrap = await ownDatabase(server.url, 'mingshu')
    return await prepare(bootstrap, dataDir, true, () => server.stop())
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Makes the roles, and lets them and nobody else into the database, so that it can be migrated. */
export async function prepare(bootstrap: string, dataDir: string, embedded: boolean, stop?: () => Promise<void>): Promise<Database> {
  const name = decodeURIComponent(new URL(bootstrap).pathname.slice(1))
  const secrets = await withClient(bootstrap, async client => {
    await client.query(`select pg_advisory_lock(hashtext('mingshu roles'))`) // of two starts at once one makes them, the other finds them
    const secrets = openSecrets(dataDir, allLogins)
    try {
      await ensureRoles(client, secrets)
    } catch (error) {
      secrets.forget() // or the next start would take passwords for known that were never set
      throw error
    }
    await ensureRights(client, name)
    return secrets
  })
  const database = connect({ bootstrap, passwords: secrets.passwords, embedded, ...(stop && { stop }) })
  await refuseStrangers(database.url('owner'), secrets.file)
  return database
}

async function ensureRights(client: pg.Client, database: string): Promise<void> {
  const { rows } = await client.query<{ done: boolean; mine: boolean; owner: string; me: string }>(`
    select has_schema_privilege('mingshu_owner', 'public', 'create') and has_database_privilege('mingshu_etl', oid, 'temporary')
        and not exists (select from aclexplode(coalesce(datacl, acldefault('d', datdba))) where grantee = 0) as done,
      pg_has_role(datdba, 'usage') as mine, datdba::regrole::text as owner, current_user as me
    from pg_database where datname = current_database()`)
  const { done, mine, owner, me } = rows[0] ?? { done: false, mine: false, owner: '', me: '' }
  if (done) return
  if (!mine) throw new Error(
    `The database ${database} belongs to ${owner}, so “${me}” of DATABASE_URL cannot give Mingshu's roles their rights in it. ` +
    `Let an administrator run: alter database ${pg.escapeIdentifier(database)} owner to ${pg.escapeIdentifier(me)};`)
  await openTo(client, database, Object.values(logins))
  await client.query('grant create, usage on schema public to mingshu_owner; grant usage on schema public to mingshu_etl, mingshu_api, mingshu_trace, mingshu_desk')
}

async function refuseStrangers(url: string, file: string): Promise<void> {
  try {
    await withClient(url, client => client.query('select'))
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') throw error
    throw new Error(
      `The passwords in ${file} are not those of the server: another Mingshu has set its own. ` +
      'Copy that file from there, or remove this one to have new passwords set.', { cause: error })
  }
}

// Says which server could not be reached; its address may hold a password, so only the place is named.
async function reach<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { hostname, port, pathname } = address(url)
  try {
    return await withClient(url, work)
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (!code) throw error
    throw new Error(
      `PostgreSQL at ${hostname}:${port || 5432}${pathname} (DATABASE_URL) does not let us in: ${message || code}. Check address, role and password, and that it runs.`,
      { cause: error })
  }
}

function address(url: string): URL {
  try {
    const found = new URL(url)
    // A socket's address has no host, and then a URL can carry no role.
    if (/^postgres(ql)?:$/.test(found.protocol) && found.hostname && found.pathname.length > 1) return found
  } catch {
    // told below
  }
  throw new Error('DATABASE_URL must look like postgres://role:password@host:5432/database.')
}

/** Makes the database `name` on a server if it is missing; its address, as the same role. */
export async function ownDatabase(server: string, name: string): Promise<string> {
  await withClient(server, async client => {
    await client.query(`select pg_advisory_lock(hashtext('mingshu database'))`)
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  })
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
