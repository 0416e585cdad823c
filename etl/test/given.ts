import type { Database } from '@mingshu/db'
import { rebuildFacts } from '../src/facts.js'
import { applyModels } from '../src/models.js'
import { rowsOf } from './played-system.js'

/** A row as raw_latest keeps it: its key, what it belongs to, and its typed values. */
export interface Given {
  readonly entity: string
  readonly key: string
  readonly parent?: string
  readonly county?: number
  readonly [column: string]: unknown
}

const sources: Readonly<Record<string, string>> = { roster_row: 'industry-rosters', member: 'member-register', verification: 'member-register' }

/** Puts rows into raw_latest, makes one fact of them, and returns its columns in the order of its keys. */
export async function factsOf(database: Database, table: string, columns: string, rows: readonly Given[]): Promise<Record<string, unknown>[]> {
  await applyModels(database)
  return database.pool('etl').transaction(async (trx) => {
    await trx.raw('delete from raw_latest')
    for (const [i, { entity, key, parent, county, ...payload }] of rows.entries()) {
      await trx.raw(
        `insert into raw_latest (county_id, source, entity, src_id, load_id, row_no, page, parent_id, hash, payload)
         values (:county, :source, :entity, :key, 1, :i, '1', :parent, :key, :payload::jsonb)`,
        { county: county ?? 12, source: sources[entity] ?? 'test', entity, key, i, parent: parent ?? null, payload: JSON.stringify(payload) })
    }
    await rebuildFacts(trx, { today: '2024-12-31', subjects: [], tables: [table] })
    return (await trx.raw<{ rows: Record<string, unknown>[] }>(`select ${columns} from ${table} order by src_id`)).rows
  })
}

/** Says which months a platform delivered. */
export async function delivered(database: Database, platform: string, ...months: readonly string[]): Promise<void> {
  for (const month of months) {
    await rowsOf(database, `insert into load (source, covers_month, page, as_of) values ('industry-rosters', '${month}-01', '${platform}/${month}', now())`)
  }
}
