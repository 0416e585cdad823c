import knex, { type Knex } from 'knex'
import pg from 'pg'
import './parsers.js'
import { type Login, logins, openTo, type Role } from './roles.js'
import type { Passwords } from './secrets.js'

/** A PostgreSQL database with one pool of connections per role. */
export interface Database {
  /** The pool of a role; made on the first call. */
  pool(role: Role): Knex
  /** The address a role connects with, password included. */
  url(role: Role): string
  /** Makes a database beside ours for a source system the demo plays; its address, as its owner. Names are local to our database. */
  createDatabase(name: string): Promise<string>
  /** The address of a database made by `createDatabase`, undefined when there is none. */
  findDatabase(name: string): Promise<string | undefined>
  hasDatabase(name: string): Promise<boolean>
  dropDatabase(name: string): Promise<void>
  /** Whether the server is the bundled one. */
  readonly embedded: boolean
  /** Closes all pools, then stops the server if it is ours. */
  close(): Promise<void>
}

/** What a database is reached by. */
export interface Connection {
  /** Address of the database as the role that made our roles. */
  readonly bootstrap: string
  readonly passwords: Passwords
  readonly embedded: boolean
  /** Called last by `close`. */
  readonly stop?: () => Promise<void>
}

const poolSize: Readonly<Record<Role, number>> = { owner: 2, etl: 8, api: 10, trace: 4, desk: 6 }

const quiet = (): void => {}

/** The database behind a connection. Opens nothing until it is asked for something. */
export function connect({ bootstrap, passwords, embedded, stop }: Connection): Database {
  const own = decodeURIComponent(new URL(bootstrap).pathname.slice(1))
  const pools = new Map<Role, Knex>()

  const urlOf = (login: Login, database = own): string => {
    const url = new URL(bootstrap)
    url.username = login
    url.password = passwords[login] ?? ''
    url.pathname = `/${encodeURIComponent(database)}`
    return url.href
  }
  const asBootstrap = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => withClient(bootstrap, work)
  const beside = (name: string): string => {
    if (!/^[a-z][a-z0-9_]{0,30}$/.test(name)) throw new Error(`“${name}” is no name for a database: use up to 31 small letters, digits and _.`)
    return `${own}_${name}`
  }
  const has = async (name: string): Promise<boolean> => asBootstrap(async client => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [beside(name)])
    return rowCount === 1
  })

  return {
    embedded,
    url: role => urlOf(logins[role]),
    pool(role) {
      const known = pools.get(role)
      if (known) return known
      const made = knex({
        client: 'pg',
        connection: { connectionString: urlOf(logins[role]), application_name: `mingshu ${role}` },
        pool: { min: 0, max: poolSize[role] },
        log: { debug: quiet, warn: quiet, error: quiet, deprecate: quiet }, // what fails is told to who asked, not to the terminal
      })
      pools.set(role, made)
      return made
    },
    async createDatabase(name) {
      const url = urlOf('mingshu_source', beside(name))
      await asBootstrap(async client => {
        const { rows } = await client.query<{ me: string; may: boolean }>(
          'select current_user as me, rolsuper or rolcreatedb as may from pg_roles where rolname = current_user')
        if (!rows[0]?.may) throw new Error(
          `The role “${rows[0]?.me}” of DATABASE_URL may not create databases, and the demo needs some to play its source systems. ` +
          `Let an administrator run: alter role ${pg.escapeIdentifier(rows[0]?.me ?? '')} createdb;`)
        await client.query(`create database ${pg.escapeIdentifier(beside(name))} owner mingshu_source template template0`)
        await openTo(client, beside(name), ['mingshu_source'])
      })
      return url
    },
    findDatabase: async name => (await has(name) ? urlOf('mingshu_source', beside(name)) : undefined),
    hasDatabase: has,
    dropDatabase: async name => asBootstrap(async client => {
      await client.query(`drop database if exists ${pg.escapeIdentifier(beside(name))} with (force)`)
    }),
    async close() {
      await Promise.all([...pools.values()].map(pool => pool.destroy()))
      pools.clear()
      await stop?.()
    },
  }
}

/** Runs `work` on a connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'mingshu' })
  client.on('error', () => {}) // told by the query that fails; unheard it would end the process
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
