import { readFileSync } from 'node:fs'
import type { Database } from '@mingshu/db'
import pg from 'pg'
import { applyModels } from '../src/models.js'
import type { LoadOptions } from '../src/load.js'
import type { PostgresSystem } from '../src/source.js'

/** A source system of a test: a database beside ours with the tables of the demo's. */
export interface Played {
  readonly url: string
  readonly client: pg.Client
  /** Inserts rows, columns by name. */
  add(table: string, ...rows: readonly Readonly<Record<string, unknown>>[]): Promise<void>
  run(sql: string): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Makes the database of a system and the staging views of ours. */
export async function play(database: Database, system: PostgresSystem): Promise<Played> {
  await applyModels(database)
  const url = await database.createDatabase(system.id.replaceAll('-', '_'))
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await client.query(readFileSync(new URL(`../../demo/systems/${system.id}.sql`, import.meta.url), 'utf8'))
  return {
    url,
    client,
    async add(table, ...rows) {
      for (const row of rows) {
        const columns = Object.keys(row)
        await client.query(`insert into ${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`, Object.values(row))
      }
    },
    async run(sql) {
      await client.query(sql)
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}

/** Options of a load in a test: the state of 2024-12-31, read the morning after. */
export const morning: LoadOptions = {
  asOf: '2025-01-01T02:00:00+08:00',
  pseudonymKey: { kid: 'test', secret: new Uint8Array(32).fill(7) },
  isDemo: false,
}

/** All rows of a query under our own owner. */
export async function rowsOf(database: Database, sql: string): Promise<Record<string, unknown>[]> {
  return (await database.pool('etl').raw<{ rows: Record<string, unknown>[] }>(sql)).rows
}
