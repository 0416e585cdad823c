import type { Text } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { z } from 'zod'
import { TextSchema } from '../http/texts.js'
import { minutesLate, promiseOf } from './due.js'
import { DutyNote, findDutyNotes } from './duty.js'
import { isShown } from './shown-runs.js'
import { usualOf, type Usual } from './usual.js'

/** A step of a run on the wire. */
export const RunStep = z.object({
  name: z.string(), startedAt: z.string(), finishedAt: z.string().nullable(), rowsIn: z.string().nullable(), rowsOut: z.string().nullable(), rowsRejected: z.string().nullable(),
  progress: z.number().nullable(), note: TextSchema.nullable(),
  tries: z.int().meta({ description: 'How often it was begun: a source that is away for a moment is tried again.' }),
  failed: z.boolean().meta({ description: 'It ended without a result.' }),
  usual: z.number().nullable().meta({ description: 'Median of its seconds over the nights before; null when there were none.' }),
  nights: z.int().meta({ description: 'Nights the median is of, 30 at most.' }),
}).meta({ id: 'RunStep' })

/** A run of the ledger on the wire. */
export const Run = z.object({
  runId: z.uuid(), job: z.string().meta({ description: 'nightly, on-demand, retry, first, history, definitions or upload' }), fireAt: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']), full: z.boolean(), from: z.string().nullable(), to: z.string().nullable(),
  onlyStep: z.string().nullable().meta({ description: 'The one step that was done again.' }),
  businessOn: z.string(), attempt: z.int(), requestedBy: z.string().nullable(), queuedAt: z.string(), startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(), version: z.int().nullable(), failure: TextSchema.nullable(),
  promisedAt: z.string().nullable().meta({ description: 'When its figures were promised; of nightly runs.' }),
  minutesLate: z.int().meta({ description: 'Minutes after the promise that it was, or still is not, published.' }),
  demo: z.boolean().meta({ description: 'A night of the demo\'s history: played, not run.' }),
}).meta({ id: 'Run' })

/** A run with its steps. */
export const RunDetail = Run.extend({ steps: z.array(RunStep), duty: z.array(DutyNote) }).meta({ id: 'RunDetail' })

/** A run and its steps. */
export type RunState = z.infer<typeof RunDetail>

type RunOnWire = z.infer<typeof Run>
type Row = Omit<RunOnWire, 'failure' | 'promisedAt' | 'minutesLate'> & { failure_zh: string | null; failure_en: string | null }

const columns = `run_id as "runId", job, fire_at as "fireAt", state, full_fold as "full", from_on as "from", to_on as "to", only_step as "onlyStep", business_on as "businessOn", attempt,
  requested_by as "requestedBy", queued_at as "queuedAt", started_at as "startedAt", finished_at as "finishedAt", version, failure_zh, failure_en, is_demo as demo`

const both = (zh: string | null, en: string | null): Text | null => (zh === null ? null : { zh, en: en ?? zh })

function runOf({ failure_zh: zh, failure_en: en, ...row }: Row, now: Date): RunOnWire {
  const isNight = row.job === 'nightly'
  return {
    ...row, failure: both(zh, en), promisedAt: isNight ? promiseOf(row.fireAt) : null,
    minutesLate: isNight && row.state !== 'cancelled' ? minutesLate(row.fireAt, row.state === 'done' ? row.finishedAt : null, now) : 0,
  }
}

/** The runs, newest first, older than the cursor (a run's id) if one is given; all jobs, or one. */
export async function listRuns(desk: Knex, { limit, cursor, job, now }: { limit: number; cursor?: string | undefined; job?: string; now: Date }): Promise<RunOnWire[]> {
  const { rows } = await desk.raw<{ rows: Row[] }>(
    `select ${columns} from run
     where ${isShown} and (:job::text is null or job = :job) and (:cursor::uuid is null or (queued_at, run_id) < (select queued_at, run_id from run where run_id = :cursor::uuid))
     order by queued_at desc, run_id desc limit :limit`, { cursor: cursor ?? null, job: job ?? null, limit })
  return rows.map((row) => runOf(row, now))
}

type StepRow = Omit<z.infer<typeof RunStep>, 'note' | 'progress' | 'failed' | 'usual' | 'nights'> & { runId: string; progress: string | null; note_zh: string | null; note_en: string | null }

/** The steps of the last attempts of runs, in the order they began. */
export async function stepsOf(desk: Knex, runs: readonly Pick<RunOnWire, 'runId' | 'state'>[], usual: ReadonlyMap<string, Usual>): Promise<Map<string, z.infer<typeof RunStep>[]>> {
  const { rows } = await desk.raw<{ rows: StepRow[] }>(
    `select run_id as "runId", name, s.started_at as "startedAt", s.finished_at as "finishedAt", rows_in as "rowsIn", rows_out as "rowsOut", rows_rejected as "rowsRejected", progress, note_zh, note_en, tries
     from run_step s join run using (run_id, attempt) where run_id = any(:runs::uuid[]) order by run_id, seq`, { runs: runs.map((r) => r.runId) })
  const found = new Map<string, z.infer<typeof RunStep>[]>(runs.map((r) => [r.runId, []]))
  const going = new Set(runs.filter((r) => r.state === 'running').map((r) => r.runId))
  for (const { runId, note_zh: zh, note_en: en, progress, ...step } of rows) {
    const failed = step.rowsOut === null && (step.finishedAt !== null || !going.has(runId))
    const { seconds = null, nights = 0 } = usual.get(step.name) ?? {}
    found.get(runId)?.push({ ...step, progress: progress === null ? null : Number(progress), note: both(zh, en), failed, usual: seconds, nights })
  }
  return found
}

/** A run, the steps of its last attempt beside what they usually take, and what was said about it. */
export async function findRun(desk: Knex, runId: string, now = new Date()): Promise<RunState | undefined> {
  const { rows: [row] } = await desk.raw<{ rows: Row[] }>(`select ${columns} from run where run_id = :runId and ${isShown}`, { runId })
  if (!row) return undefined
  const run = runOf(row, now)
  const steps = await stepsOf(desk, [run], await usualOf(desk, run))
  return { ...run, steps: steps.get(runId) ?? [], duty: run.promisedAt === null ? [] : await findDutyNotes(desk, run.promisedAt) }
}
