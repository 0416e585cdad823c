import type { Knex } from 'knex'

/** A file somebody sent, and what became of it. */
export interface Upload {
  readonly uploadId: string
  readonly userId: string
  readonly source: string
  readonly fileName: string
  readonly filePath: string
  readonly sha256: string
  readonly mode: 'all' | 'good'
  readonly state: 'queued' | 'running' | 'done' | 'refused' | 'failed'
  readonly loadId: string | null
  readonly runId: string | null
  readonly outcome: Readonly<Record<string, unknown>> | null
  readonly createdAt: string
}

const columns = `upload_id as "uploadId", user_id as "userId", source, file_name as "fileName", file_path as "filePath", sha256, mode, state, load_id as "loadId", run_id as "runId", outcome, created_at as "createdAt"`

/** How many files a user may have waiting or under way. */
export const mostOpen = 20

/** Puts a file down to be loaded. False when its sender has too many open. */
export async function addUpload(trx: Knex.Transaction, upload: Pick<Upload, 'uploadId' | 'userId' | 'source' | 'fileName' | 'filePath' | 'sha256' | 'mode'>): Promise<boolean> {
  await trx.raw(`select pg_advisory_xact_lock(hashtext('mingshu upload ' || :userId))`, { userId: upload.userId })
  const { rows: [open] } = await trx.raw<{ rows: { count: string }[] }>(`select count(*) as count from upload where user_id = :userId and state in ('queued', 'running')`, { userId: upload.userId })
  if (Number(open?.count) >= mostOpen) return false
  await trx.raw(
    `insert into upload (upload_id, user_id, source, file_name, file_path, sha256, mode, state) values (:uploadId, :userId, :source, :fileName, :filePath, :sha256, :mode, 'queued')`, { ...upload })
  return true
}

/** A user's own upload. */
export async function findUpload(desk: Knex, uploadId: string, userId: string): Promise<Upload | undefined> {
  return (await desk.raw<{ rows: Upload[] }>(`select ${columns} from upload where upload_id = :uploadId and user_id = :userId`, { uploadId, userId })).rows[0]
}

/** Takes an upload up. Undefined when it is over. */
export async function beginUpload(desk: Knex, uploadId: string): Promise<Upload | undefined> {
  return (await desk.raw<{ rows: Upload[] }>(`update upload set state = 'running' where upload_id = :uploadId and state in ('queued', 'running') returning ${columns}`, { uploadId })).rows[0]
}

/** Writes what became of it. */
export async function endUpload(desk: Knex, uploadId: string, end: Pick<Upload, 'state' | 'loadId' | 'runId' | 'outcome'>): Promise<void> {
  await desk.raw(
    `update upload set state = :state, load_id = :loadId, run_id = :runId, outcome = :outcome::jsonb where upload_id = :uploadId`,
    { uploadId, state: end.state, loadId: end.loadId, runId: end.runId, outcome: JSON.stringify(end.outcome) })
}
