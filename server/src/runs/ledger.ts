import type { Text } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { z } from 'zod'
import { TextSchema } from '../http/texts.js'

/** A step of a run on the wire. */
export const RunStep = z.object({
  name: z.string(), startedAt: z.string(), finishedAt: z.string().nullable(), rowsIn: z.string().nullable(), rowsOut: z.string().nullable(),
  progress: z.number().nullable(), note: TextSchema.nullable(),
}).meta({ id: 'RunStep' })

/** A run of the ledger on the wire. */
export const Run = z.object({
  runId: z.uuid(), job: z.string().meta({ description: 'nightly, on-demand or upload' }), fireAt: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']), full: z.boolean(), from: z.string().nullable(), to: z.string().nullable(),
  businessOn: z.string(), attempt: z.int(), requestedBy: z.string().nullable(), queuedAt: z.string(), startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(), version: z.int().nullable(), failure: TextSchema.nullable(),
}).meta({ id: 'Run' })

/** A run with its steps. */
export const RunDetail = Run.extend({ steps: z.array(RunStep) }).meta({ id: 'RunDetail' })

/** A run and its steps. */
export type RunState = z.infer<typeof RunDetail>

type Row = Omit<z.infer<typeof Run>, 'failure'> & { failure_zh: string | null; failure_en: string | null }

const columns = `run_id as "runId", job, fire_at as "fireAt", state, full_fold as "full", from_on as "from", to_on as "to", business_on as "businessOn", attempt,
  requested_by as "requestedBy", queued_at as "queuedAt", started_at as "startedAt", finished_at as "finishedAt", version, failure_zh, failure_en`

const both = (zh: string | null, en: string | null): Text | null => (zh === null ? null : { zh, en: en ?? zh })

function runOf({ failure_zh: zh, failure_en: en, ...row }: Row): z.infer<typeof Run> {
  return { ...row, failure: both(zh, en) }
}

/** The runs, newest first, older than the cursor (a run's id) if one is given. */
export async function listRuns(desk: Knex, limit: number, cursor: string | undefined): Promise<z.infer<typeof Run>[]> {
  const { rows } = await desk.raw<{ rows: Row[] }>(
    `select ${columns} from run
     where :cursor::uuid is null or (queued_at, run_id) < (select queued_at, run_id from run where run_id = :cursor::uuid)
     order by queued_at desc, run_id desc limit :limit`, { cursor: cursor ?? null, limit })
  return rows.map(runOf)
}

/** A run and the steps of its last attempt. */
export async function findRun(desk: Knex, runId: string): Promise<z.infer<typeof RunDetail> | undefined> {
  const { rows: [row] } = await desk.raw<{ rows: Row[] }>(`select ${columns} from run where run_id = :runId`, { runId })
  if (!row) return undefined
  const { rows: steps } = await desk.raw<{ rows: (Omit<z.infer<typeof RunStep>, 'note' | 'progress'> & { progress: string | null; note_zh: string | null; note_en: string | null })[] }>(
    `select name, started_at as "startedAt", finished_at as "finishedAt", rows_in as "rowsIn", rows_out as "rowsOut", progress, note_zh, note_en
     from run_step where run_id = :runId and attempt = :attempt order by seq`, { runId, attempt: row.attempt })
  return {
    ...runOf(row),
    steps: steps.map(({ note_zh: zh, note_en: en, progress, ...step }) => ({ ...step, progress: progress === null ? null : Number(progress), note: both(zh, en) })),
  }
}
