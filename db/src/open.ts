import pg from 'pg'
import { connect, type Database, withClient } from './database.js'
import { startEmbedded } from './embedded.js'
import { allLogins, ensureRoles, logins, openTo } from './roles.js'
import { openSecrets } from './secrets.js'

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
  if (url) return prepare(url, dataDir, false)
  const server = await startEmbedded({ dataDir, say, ...(port !== undefined && { port }) })
  try {
    const bootstrap = await ownDatabase(server.url, 'mingshu')
    return await prepare(bootstrap, dataDir, true, () => server.stop())
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Makes the roles, and a database that is ready to be migrated. */
export async function prepare(bootstrap: string, dataDir: string, embedded: boolean, stop?: () => Promise<void>): Promise<Database> {
  const secrets = openSecrets(dataDir, allLogins)
  const name = decodeURIComponent(new URL(bootstrap).pathname.slice(1))
  await withClient(bootstrap, async client => {
    await ensureRoles(client, secrets)
    await openTo(client, name, Object.values(logins))
    await client.query('grant create, usage on schema public to mingshu_owner')
  })
  return connect({ bootstrap, passwords: secrets.passwords, embedded, ...(stop && { stop }) })
}

/** Makes the database `name` on a server if it is missing; its address, as the same role. */
export async function ownDatabase(server: string, name: string): Promise<string> {
  await withClient(server, async client => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  })
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
