import { scoped, type Database } from '@mingshu/db'
import type { Scope } from '@mingshu/metrics'
import { z } from 'zod'
import type { Viewer } from '../access/viewer.js'
import { TextSchema } from '../http/texts.js'

/** A load that refused rows, on the wire. */
export const RejectedLoad = z.object({
  loadId: z.string(), source: z.string(), name: TextSchema, fileName: z.string().nullable(), asOf: z.string(),
  read: z.string(), rejected: z.string().meta({ description: 'Rows of the viewer\'s counties that it refused.' }),
}).meta({ id: 'RejectedLoad' })

/** A row that was refused, on the wire: what was wrong with it, personal values masked. */
export const RejectedRow = z.object({
  loadId: z.string(), row: z.string(), column: z.string(), value: z.string().nullable(), sentence: TextSchema,
  county: z.string().nullable().meta({ description: 'null while its unit could not be told; operators alone see such rows.' }),
}).meta({ id: 'RejectedRow' })

/** A load that refused rows. */
export type RejectedLoad = z.infer<typeof RejectedLoad>

/** A row that was refused. */
export type RejectedRow = z.infer<typeof RejectedRow>

/** Which refused rows. */
export interface RejectedOf {
  readonly source?: string | undefined
  readonly load?: string | undefined
}

// A row whose unit cannot be told lies under county 0. Nobody else could mend it, so operators see it.
const scopeOf = ({ scope, role }: Viewer): Scope => (role === 'operator' ? { ...scope, counties: [0, ...scope.counties] } : scope)

/** The loads that refused rows of the viewer, newest first. */
export async function listRejectedLoads(database: Database, viewer: Viewer): Promise<Omit<RejectedLoad, 'name'>[]> {
  return scoped(database.pool('trace'), scopeOf(viewer), async (trx) => {
    const { rows } = await trx.raw<{ rows: Omit<RejectedLoad, 'name'>[] }>(
      `select load_id as "loadId", source, file_name as "fileName", as_of as "asOf", rows_read as read, rejected
       from load join (select load_id, count(distinct (county_id, row_no)) as rejected from load_problem group by load_id) p using (load_id)
       order by as_of desc, load_id desc limit 500`)
    return rows
  })
}

/** Refused rows in the order of their loads, newest first, after the cursor of the page before. */
export async function listRejectedRows(database: Database, viewer: Viewer, { source, load }: RejectedOf, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<RejectedRow[]> {
  const [lastLoad, lastRow, lastColumn] = cursor === undefined ? [] : readCursor(cursor)
  return scoped(database.pool('trace'), scopeOf(viewer), async (trx) => {
    const { rows } = await trx.raw<{ rows: (Omit<RejectedRow, 'sentence'> & { zh: string; en: string })[] }>(
      `select load_id as "loadId", row_no as row, column_name as "column", value, sentence_zh as zh, sentence_en as en, u.code as county
       from load_problem p join load l using (load_id)
       left join unit u on u.county_id = p.county_id and u.level = 'county' and p.county_id <> 0
       where (:source::text is null or l.source = :source) and (:load::bigint is null or load_id = :load)
         and (:lastLoad::bigint is null or load_id < :lastLoad or (load_id = :lastLoad and (row_no, column_name) > (:lastRow::bigint, :lastColumn::text)))
       order by load_id desc, row_no, column_name limit :limit`,
      { source: source ?? null, load: load ?? null, lastLoad: lastLoad ?? null, lastRow: lastRow ?? null, lastColumn: lastColumn ?? null, limit })
    return rows.map(({ zh, en, ...row }) => ({ ...row, sentence: { zh, en } }))
  })
}

/** What a cursor is: load, row and column of the last row shown. */
export const cursorPattern = /^\d{1,18}\.\d{1,18}\..{1,100}$/u

const readCursor = (cursor: string): [string, string, string] => {
  const [load = '', row = '', ...column] = cursor.split('.')
  return [load, row, column.join('.')]
}

/** The cursor after a row. */
export const cursorOf = ({ loadId, row, column }: RejectedRow): string => `${loadId}.${row}.${column}`
