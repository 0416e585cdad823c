import type { Knex } from 'knex'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { copyRows, type CopyRows, type CopyType } from './copy-rows.js'
import { hashOf, type Parsed } from './parse-row.js'
import { rawClient } from './raw-client.js'

/** A row as it lands, before it is compared with what is known. */
interface Landed {
  readonly loadId: string
  /** Line of the file, or order of reading. */
  readonly rowNo: number
  readonly entity: string
  /** Null when the row does not say. */
  readonly key: string | null
  readonly page: string
  readonly parent: string | null
  readonly parsed: Parsed
}

/** Takes rows on their way to `raw_row`. */
export interface Landing {
  take(row: Landed): Promise<void> | undefined
  /** Says what a load is complete for: what is known of these pages and did not land is gone. A null page means the whole entity. */
  complete(loadId: string, entity: string, page: string | null): void
  /** Ends the copy for now, so that the connection can be asked something. */
  rest(): Promise<void>
  /** Ends the copy; the landing tables are filled then. */
  end(): Promise<void>
  /** Breaks the copy off, so that the connection can roll back. */
  abandon(): Promise<void>
}

const rowTypes: readonly CopyType[] = ['int8', 'int8', 'text', 'text', 'text', 'text', 'int4', 'text', 'text', 'jsonb']
const problemTypes: readonly CopyType[] = ['int8', 'int8', 'text', 'text', 'text', 'text']
const pageTypes: readonly CopyType[] = ['int8', 'text', 'text']

// Problems that wait for a copy of their own: a connection copies into one table at a time.
const mostWaiting = 10_000

/**
 * Makes the landing tables of this transaction. A row that is taken opens a copy into the first; until `rest` or `end`, the connection does
 * nothing else. Temporary tables are as unlogged as unlogged ones, and two loads never meet in them.
 */
export async function openLanding(trx: Knex.Transaction): Promise<Landing> {
  await trx.raw(`
    drop table if exists landing, landing_problem, landing_page;
    create temp table landing (
      load_id bigint not null, row_no bigint not null, entity text not null, src_id text, page text not null, parent_id text, county_id int,
      state text not null, hash text not null, payload jsonb not null
    ) on commit drop;
    create temp table landing_problem (
      load_id bigint not null, row_no bigint not null, column_name text not null, value text, sentence_zh text not null, sentence_en text not null
    ) on commit drop;
    create temp table landing_page (load_id bigint not null, entity text not null, page text) on commit drop`)
  const client = await rawClient(trx)
  let rows: CopyRows | undefined
  const problems: (readonly (string | number | null)[])[] = []
  const pages: (readonly (string | null)[])[] = []
  const rest = async (): Promise<void> => {
    await rows?.end()
    rows = undefined
    await copyAll(client, 'landing_problem', problemTypes, problems.splice(0))
  }

  return {
    take({ loadId, rowNo, entity, key, page, parent, parsed }) {
      const isGood = parsed.problems.length === 0 && key !== null
      const payload = JSON.stringify(parsed.row)
      const hash = hashOf(isGood ? payload : payload + parsed.problems.map((p) => `${p.column.zh} ${p.value ?? ''}`).join('\n'))
      const columns = new Set<string>()
      for (const { column, value, sentence } of parsed.problems) {
        if (columns.has(column.zh)) continue // one sentence a cell: the first says what to mend first
        columns.add(column.zh)
        problems.push([loadId, rowNo, column.zh, value, sentence.zh, sentence.en])
      }
      rows ??= copyRows(client.query(copyFrom('copy landing from stdin (format binary)')), rowTypes)
      const written = rows.write([loadId, rowNo, entity, key, page, parent, parsed.countyId, isGood ? 'good' : 'rejected', hash, payload])
      return problems.length < mostWaiting ? written : Promise.resolve(written).then(rest)
    },
    complete(loadId, entity, page) {
      pages.push([loadId, entity, page])
    },
    abandon: async () => rows?.abandon(),
    rest,
    async end() {
      await rest()
      await copyAll(client, 'landing_page', pageTypes, pages)
      await trx.raw('analyze landing (load_id, row_no, entity, src_id, page, parent_id, state, hash); analyze landing_page') // payloads are never compared
    },
  }
}

async function copyAll(client: Client, table: string, types: readonly CopyType[], rows: readonly (readonly (string | number | null)[])[]): Promise<void> {
  if (rows.length === 0) return
  const copy: CopyRows = copyRows(client.query(copyFrom(`copy ${table} from stdin (format binary)`)), types)
  for (const row of rows) await copy.write(row)
  await copy.end()
}
