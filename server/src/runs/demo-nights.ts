import { createHash } from 'node:crypto'
import type { Database } from '@mingshu/db'
import { playNights, type PlayedNight } from '@mingshu/demo'
import { parseCron, ticks } from './cron.js'
import { demoSeed, isDemoFilled, isPublished } from './demo.js'
import { businessDayOf } from './due.js'

/** Nights before the late one: what its medians are of. */
const nights = 30

/**
 * Writes the nights the demo played into the ledger, the last of them late, so that there is something to compare with. Only while the demo is there and
 * nothing was ever published; the rows say that they were played, published no version, and are shown only beside the demo's figures.
 */
export async function writeDemoNights(database: Database, schedule: string, now = new Date()): Promise<void> {
  if (!(await isDemoFilled(database)) || (await isPublished(database))) return
  // A night that would still be at work now has not been.
  const fireAts = ticks(parseCron(schedule), new Date(now.getTime() - 400 * 86_400_000), new Date(now.getTime() - 5 * 3600_000), 100_000).slice(-nights - 1)
  await database.pool('etl').transaction(async (trx) => {
    for (const night of playNights(demoSeed, fireAts)) {
      const run = runOf(night)
      await trx.raw(
        `insert into run (run_id, job, fire_at, state, business_on, attempt, requested_by, queued_at, started_at, finished_at, is_demo)
         values (:runId, 'nightly', :fireAt, 'done', :businessOn, 1, 'schedule', :fireAt, :startedAt, :finishedAt, true)
         on conflict do nothing`, run)
      await trx.raw(
        `insert into run_step (run_id, seq, attempt, name, started_at, finished_at, rows_in, rows_out, rows_rejected, tries)
         select :runId, seq, 1, name, :fireAt::timestamptz + make_interval(secs => "from"), :fireAt::timestamptz + make_interval(secs => "to"), "rowsIn", "rowsOut", "rowsRejected", tries
         from jsonb_to_recordset(:steps::jsonb) as s (seq int, name text, "from" int, "to" int, "rowsIn" bigint, "rowsOut" bigint, "rowsRejected" bigint, tries int)
         where exists (select from run where run_id = :runId)
         on conflict do nothing`,
        { runId: run.runId, fireAt: night.fireAt, steps: JSON.stringify(night.steps.map((s, i) => ({ ...s, seq: i + 1 }))) })
    }
  })
}

function runOf({ fireAt, steps, published }: PlayedNight): { runId: string; fireAt: string; businessOn: string; startedAt: string; finishedAt: string } {
  const after = (seconds: number): string => new Date(Date.parse(fireAt) + seconds * 1000).toISOString()
  return { runId: idOf(fireAt), fireAt, businessOn: businessDayOf(fireAt), startedAt: after(steps[0]?.from ?? 0), finishedAt: after(published) }
}

// The same night has the same number, so that a start that was ended in the middle writes it once.
function idOf(fireAt: string): string {
  const hex = createHash('sha256').update(`demo night ${fireAt}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
