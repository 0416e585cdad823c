import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { holidaysFile, loadCalendar } from './calendar.js'
import { type Database, withClient } from './database.js'
import { refuseGaps } from './guard.js'
import { secureAll } from './secure.js'
import { loadUnits, ownUnits, unitsFile } from './units.js'

/** A numbered step of the schema. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

// What was done to this database, each with the hash of what it was done from.
const bookkeeping = `
  create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now());
  create table if not exists reference_list (name text primary key, sha256 text not null, loaded_at timestamptz not null default now());
  create table if not exists secured (table_name text primary key, sha256 text not null)`

const folder = fileURLToPath(new URL('../migrations/', import.meta.url))

/** The migrations in `db/migrations`, in order. */
export function readMigrations(dir = folder): Migration[] {
  return readdirSync(dir).filter(name => name.endsWith('.sql')).sort().map(name => ({ name, sql: readFileSync(`${dir}/${name}`, 'utf8') }))
}

/** What differs from a usual start. */
export interface MigrateOptions {
  /** Default: those in `db/migrations`. */
  readonly migrations?: readonly Migration[]
  /** First and last month that facts have a partition of their own for; others share one. Default: 2022 to the end of next year. */
  readonly months?: readonly [from: string, to: string]
}

/** Brings the schema, the rights, the units and the calendar up to date. Any number of servers may call it at once. */
export async function migrate(database: Database, { migrations = readMigrations(), months }: MigrateOptions = {}): Promise<{ applied: string[] }> {
  return withClient(database.url('owner'), async client => {
    // Held by the connection: whatever ends us gives it back.
    await client.query(`select pg_advisory_lock(hashtext('mingshu migrate'))`)
    await client.query(bookkeeping)
    const applied = await applyAll(client, migrations)
    await client.query(`
      select make_partitions(partrelid::regclass, coalesce($1::date, '2022-01-01'), coalesce($2::date, (date_trunc('year', now()) + interval '23 months')::date))
      from pg_partitioned_table where partrelid::regclass::text like 'fact\\_%'`, months ? [...months] : [null, null])
    await inTransaction(client, () => secureAll(sql => client.query(sql)))
    const { rowCount: hasOwn } = await client.query('select from reference_list where name = $1', [ownUnits])
    if (hasOwn === 0) await refresh(client, unitsFile, () => loadUnits(client))
    await refresh(client, holidaysFile, () => loadCalendar(client))
    await refuseGaps(client)
    return { applied }
  })
}

async function applyAll(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration order by name')
  const done = new Map(rows.map(row => [row.name, row.sha256]))
  const unknown = rows.find(row => !migrations.some(({ name }) => name === row.name))
  if (unknown) throw new Error(
    `This database has ${unknown.name}, which this version of Mingshu does not know: a newer one has used it. ` +
    'Start that one, or restore a backup from before. Migrations only go forward.')
  const applied: string[] = []
  for (const { name, sql } of migrations) {
    const sha256 = hash(sql)
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

// A reference list is loaded again when its file is not the one loaded last.
async function refresh(client: pg.Client, file: URL, load: () => Promise<void>): Promise<void> {
  const name = basename(file.pathname)
  const sha256 = hash(readFileSync(file, 'utf8'))
  const { rowCount } = await client.query('select from reference_list where name = $1 and sha256 = $2', [name, sha256])
  if (rowCount === 1) return
  await inTransaction(client, async () => {
    await load()
    await client.query(`
      insert into reference_list (name, sha256) values ($1, $2)
      on conflict (name) do update set sha256 = excluded.sha256, loaded_at = now()`, [name, sha256])
  })
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
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
