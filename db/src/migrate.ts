import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { type Database, withClient } from './database.js'
import { secureAll } from './secure.js'

/** A numbered step of the schema. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

const folder = fileURLToPath(new URL('../migrations/', import.meta.url))

/** The migrations in `db/migrations`, in order. */
export function readMigrations(dir = folder): Migration[] {
  return readdirSync(dir).filter(name => name.endsWith('.sql')).sort().map(name => ({ name, sql: readFileSync(`${dir}/${name}`, 'utf8') }))
}

/** Brings the schema, the rights, the units and the calendar up to date. Any number of servers may call it at once. */
export async function migrate(database: Database, migrations = readMigrations()): Promise<{ applied: string[] }> {
  return withClient(database.url('owner'), async client => {
    // Held by the connection: whatever ends us gives it back.
    await client.query(`select pg_advisory_lock(hashtext('mingshu migrate'))`)
    const applied = await applyAll(client, migrations)
    await inTransaction(client, () => secureAll(sql => client.query(sql)))
    return { applied }
  })
}

async function applyAll(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(`
    create table if not exists migration (
      name       text primary key,
      sha256     text not null,
      applied_at timestamptz not null default now()
    )`)
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration order by name')
  const done = new Map(rows.map(row => [row.name, row.sha256]))
  const applied: string[] = []
  for (const { name, sql } of migrations) {
    const sha256 = createHash('sha256').update(sql).digest('hex')
    if (done.get(name) === sha256) continue
    if (done.has(name)) {
      throw new Error(
        `db/migrations/${name} was changed after it had been applied to this database. ` +
        'Put it back as it was and write the change as a new migration with the next number.')
    }
    try {
      await inTransaction(client, async () => {
        await client.query(sql)
        await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256])
      })
    } catch (error) {
      throw new Error(`db/migrations/${name} failed and left nothing behind: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
    applied.push(name)
  }
  return applied
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {}) // the connection may be what failed; the server then rolls back itself
    throw error
  }
}
