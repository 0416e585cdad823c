import { createHash, randomUUID } from 'node:crypto'
import type { Text } from '@mingshu/metrics'
import type { Knex } from 'knex'

/** What an export is to hold. */
export interface Wanted {
  /** Id of a report, or `ledger` for the rows behind one figure. */
  readonly report: string
  readonly unit: string
  readonly period: string
  readonly metric?: string | undefined
  readonly language: 'zh' | 'en'
  /** The viewer could see small counts when they asked. */
  readonly exact: boolean
}

/** An export, from being asked for to its file. */
export interface ExportJob {
  readonly exportId: string
  readonly number: string | null
  readonly userId: string
  readonly report: string
  readonly question: Wanted
  readonly version: number
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: number
  readonly attempt: number
  readonly isCancelAsked: boolean
  readonly fileName: string | null
  readonly filePath: string | null
  readonly sha256: string | null
  readonly bytes: string | null
  readonly rowCount: string | null
  readonly failure: Text | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

type Stored = Omit<ExportJob, 'failure' | 'progress'> & { readonly progress: string; readonly failureZh: string | null; readonly failureEn: string | null }

const columns = `export_id as "exportId", number, user_id as "userId", report, question, version, state, progress, attempt, cancel_asked as "isCancelAsked",
  file_name as "fileName", file_path as "filePath", sha256, bytes, row_count as "rowCount", failure_zh as "failureZh", failure_en as "failureEn",
  created_at as "createdAt", finished_at as "finishedAt"`

const jobOf = ({ failureZh: zh, failureEn: en, progress, ...job }: Stored): ExportJob => ({ ...job, progress: Number(progress), failure: zh === null ? null : { zh, en: en ?? zh } })

/** How many exports a user may have waiting or under way. */
export const mostOpen = 5

/** What became of asking: the id of the export, an older one that the same key asked for, or why not. */
export type Asked = { readonly id: string; readonly isNew: boolean } | { readonly refused: 'other body' | 'too many' }

/** Puts an export down. The same key again gives the same export, if it asks for the same. */
export async function askExport(trx: Knex.Transaction, userId: string, wanted: Wanted, version: number, key: string | undefined): Promise<Asked> {
  await trx.raw(`select pg_advisory_xact_lock(hashtext('mingshu export ' || :userId))`, { userId })
  const idempotency = key === undefined ? null : createHash('sha256').update(key).digest('hex')
  const { rows: [known] } = await trx.raw<{ rows: { id: string; isSame: boolean }[] }>(
    `select export_id as id, question = :wanted::jsonb as "isSame" from export_job where user_id = :userId and idempotency_key = :idempotency`,
    { userId, idempotency, wanted: JSON.stringify(wanted) })
  if (known) return known.isSame ? { id: known.id, isNew: false } : { refused: 'other body' }
  const { rows: [open] } = await trx.raw<{ rows: { count: string }[] }>(`select count(*) as count from export_job where user_id = :userId and state in ('queued', 'running')`, { userId })
  if (Number(open?.count) >= mostOpen) return { refused: 'too many' }
  const id = randomUUID()
  await trx.raw(
    `insert into export_job (export_id, user_id, report, question, version, state, idempotency_key) values (:id, :userId, :report, :wanted::jsonb, :version, 'queued', :idempotency)`,
    { id, userId, report: wanted.report, wanted: JSON.stringify(wanted), version, idempotency })
  return { id, isNew: true }
}

/** A user's own export; those of others do not exist for them. */
export async function findExport(desk: Knex, exportId: string, userId: string): Promise<ExportJob | undefined> {
  const { rows: [row] } = await desk.raw<{ rows: Stored[] }>(`select ${columns} from export_job where export_id = :exportId and user_id = :userId`, { exportId, userId })
  return row && jobOf(row)
}

/** Exports of a number that were made, whoever asked for them, newest first. */
export async function findByNumber(desk: Knex, number: string): Promise<ExportJob[]> {
  const { rows } = await desk.raw<{ rows: Stored[] }>(`select ${columns} from export_job where number = :number and state = 'done' order by created_at desc limit 20`, { number })
  return rows.map(jobOf)
}

/** A user's exports, newest first. */
export async function listExports(desk: Knex, userId: string): Promise<ExportJob[]> {
  const { rows } = await desk.raw<{ rows: Stored[] }>(`select ${columns} from export_job where user_id = :userId order by created_at desc limit 100`, { userId })
  return rows.map(jobOf)
}

/** Asks an export to stop: at once when it waits, soon when it is under way. */
export async function cancelExport(trx: Knex.Transaction, exportId: string, userId: string): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `update export_job set cancel_asked = true, state = case state when 'queued' then 'cancelled' else state end,
       finished_at = case state when 'queued' then now() else finished_at end
     where export_id = :exportId and user_id = :userId and state in ('queued', 'running')`, { exportId, userId })
  return rowCount === 1
}

/** Takes an export up, as one attempt more; ends one that was cancelled while the server making it died. Undefined when it was cancelled or is done. */
export async function beginExport(desk: Knex, exportId: string): Promise<ExportJob | undefined> {
  const { rows: [row] } = await desk.raw<{ rows: Stored[] }>(
    `update export_job set state = case when cancel_asked then 'cancelled' else 'running' end, finished_at = case when cancel_asked then now() end, attempt = attempt + 1, progress = 0
     where export_id = :exportId and state in ('queued', 'running') returning ${columns}`, { exportId })
  return row?.state === 'running' ? jobOf(row) : undefined
}

/** Writes how far an attempt is. False when it should stop: it was cancelled, or another attempt has begun. */
export async function moveExport(desk: Knex, { exportId, attempt }: Pick<ExportJob, 'exportId' | 'attempt'>, progress: number): Promise<boolean> {
  const { rows: [row] } = await desk.raw<{ rows: { goes: boolean }[] }>(
    `update export_job set progress = greatest(progress, :progress) where export_id = :exportId and attempt = :attempt and state = 'running' returning not cancel_asked as goes`,
    { exportId, attempt, progress: Math.min(Math.max(progress, 0), 0.99) })
  return row?.goes ?? false
}

/** A file that is complete and in its place. */
export interface Made {
  /** 导出号; a ledger has none before it is written. */
  readonly number: string | null
  readonly fileName: string
  readonly filePath: string
  readonly sha256: string
  readonly bytes: number
  readonly rowCount: number
}

/** The fence: publishes the file of the attempt that made it, or of none. */
export async function finishExport(trx: Knex.Transaction, { exportId, attempt }: Pick<ExportJob, 'exportId' | 'attempt'>, made: Made): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `update export_job set state = 'done', progress = 1, finished_at = now(), number = :number, file_name = :fileName, file_path = :filePath, sha256 = :sha256, bytes = :bytes, row_count = :rowCount
     where export_id = :exportId and attempt = :attempt and state = 'running' and not cancel_asked`, { exportId, attempt, ...made })
  return rowCount === 1
}

/** Writes that an attempt came to nothing: cancelled when that was asked, given back when it will be tried again, else failed. */
export async function endExport(desk: Knex, { exportId, attempt }: Pick<ExportJob, 'exportId' | 'attempt'>, why: Text | 'again'): Promise<void> {
  await desk.raw(
    `update export_job set state = case when cancel_asked then 'cancelled' when :again then 'queued' else 'failed' end,
       finished_at = case when cancel_asked or not :again then now() end, failure_zh = :zh, failure_en = :en
     where export_id = :exportId and attempt = :attempt and state = 'running'`,
    { exportId, attempt, again: why === 'again', zh: why === 'again' ? null : why.zh, en: why === 'again' ? null : why.en })
}
