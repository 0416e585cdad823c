import { randomUUID } from 'node:crypto'
import { text, type Text } from '@mingshu/metrics'
import type { Knex } from 'knex'

/** What a run is asked to do. */
export interface RunRequest {
  readonly job: string
  /** Nominal time, ISO: with the job, the key that lets a tick run once whatever the number of servers. */
  readonly fireAt: string
  /** Last day that counts. Default: the day before `fireAt` in Asia/Shanghai. */
  readonly businessOn?: string
  /** Fold everything again. */
  readonly full?: boolean
  /** Fold again the months these days lie in, besides what is dirty. */
  readonly from?: string
  readonly to?: string
  /** Do one step again, `load issue-system` or `publish`, instead of reading every source. */
  readonly onlyStep?: string
  readonly requestedBy?: string
}

/** A run that this process holds the lease of. */
export interface ClaimedRun {
  readonly runId: string
  readonly job: string
  /** When its first attempt began. */
  readonly startedAt: string
  readonly businessOn: string
  readonly full: boolean
  readonly from: string | null
  readonly to: string | null
  readonly onlyStep: string | null
  readonly attempt: number
  readonly owner: string
}

const lease = '30 seconds'

// A run that ends its owner would end every next one, and the nights behind it would never come.
const mostAttempts = 3
const gaveUp = text(
  `运行 ${mostAttempts} 次都中途断了(服务停止，或与数据库失去联系)，不再重试。已发布的数据不变；请查看服务日志，排除原因后重新运行。`,
  `The run broke off ${mostAttempts} times (the service stopped, or lost the database) and is not tried again. What was published stands; see the log of the service, and run again once the cause is removed.`,
)

// What PostgreSQL answers to an update of a row that changed after the transaction's snapshot.
const changedMeanwhile = '40001'

/** Offers a run. Undefined when the tick was offered before: somebody has it, or had it. */
export async function offerRun(pool: Knex, r: RunRequest): Promise<string | undefined> {
  const { rows } = await pool.raw<{ rows: { run_id: string }[] }>(
    `insert into run (run_id, job, fire_at, state, full_fold, from_on, to_on, business_on, only_step, requested_by)
     values (:runId, :job, :fireAt, 'queued', :full, :from, :to,
       coalesce(:businessOn::date, (:fireAt::timestamptz at time zone 'Asia/Shanghai')::date - 1), :onlyStep, :requestedBy)
     on conflict on constraint run_once do nothing returning run_id`,
    {
      runId: randomUUID(), job: r.job, fireAt: r.fireAt, full: r.full ?? false, from: r.from ?? null, to: r.to ?? null,
      businessOn: r.businessOn ?? null, onlyStep: r.onlyStep ?? null, requestedBy: r.requestedBy ?? null,
    },
  )
  return rows[0]?.run_id
}

/** Takes the oldest run that waits, or whose owner stopped beating; one that broke off too often has failed. The database's clock decides. */
export async function claimRun(pool: Knex, owner: string, runId?: string): Promise<ClaimedRun | undefined> {
  return pool.transaction(async (trx) => {
    await trx.raw(`select pg_advisory_xact_lock(hashtext('mingshu claim'))`)
    await trx.raw(
      `update run set state = case when cancel_asked then 'cancelled' else 'failed' end, finished_at = now(), failure_zh = :zh, failure_en = :en
       where state = 'running' and attempt >= :mostAttempts and not exists (select from run_lease held where held.run_id = run.run_id and until >= now())`,
      { mostAttempts, zh: gaveUp.zh, en: gaveUp.en },
    )
    const { rows } = await trx.raw<{ rows: ClaimedRun[] }>(
      `with next as (
         select run_id from run left join run_lease using (run_id)
         where (state = 'queued' or (state = 'running' and (until is null or until < now()))) and (:runId::uuid is null or run_id = :runId)
           and not exists (select from run other join run_lease held using (run_id) where other.state = 'running' and held.until >= now())
         order by queued_at, fire_at limit 1
       ),
       held as (
         insert into run_lease (run_id, until) select run_id, now() + :lease::interval from next
         on conflict (run_id) do update set until = excluded.until
       )
       update run set state = 'running', attempt = attempt + 1, lease_owner = :owner, started_at = coalesce(started_at, now())
       from next where run.run_id = next.run_id
       returning run.run_id as "runId", job, started_at as "startedAt", business_on as "businessOn", full_fold as "full",
         from_on as "from", to_on as "to", only_step as "onlyStep", attempt, lease_owner as owner`,
      { owner, lease, runId: runId ?? null },
    )
    return rows[0]
  })
}

/** Prolongs the lease. False when it was lost or the run was cancelled: the work must stop. */
export async function beat(pool: Knex, run: ClaimedRun): Promise<boolean> {
  const { rowCount } = await pool.raw<{ rowCount: number }>(
    `update run_lease set until = now() + :lease::interval from run
     where run_lease.run_id = :runId and run.run_id = :runId and lease_owner = :owner and attempt = :attempt and state = 'running' and not cancel_asked`,
    { lease, runId: run.runId, owner: run.owner, attempt: run.attempt },
  )
  return rowCount === 1
}

/** The fence: marks the run done in the transaction that publishes, or refuses when the lease was lost. */
export async function finishRun(trx: Knex.Transaction, run: ClaimedRun, version: number): Promise<void> {
  const marked = await trx.raw<{ rowCount: number }>(
    `update run set state = 'done', version = :version, finished_at = clock_timestamp(), failure_zh = null, failure_en = null
     where run_id = :runId and lease_owner = :owner and attempt = :attempt and state = 'running' and not cancel_asked`,
    { version, runId: run.runId, owner: run.owner, attempt: run.attempt },
  ).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === changedMeanwhile) return { rowCount: 0 }
    throw cause
  })
  if (marked.rowCount !== 1) throw new Error(`Run ${run.runId} was cancelled or lost its lease to another server, so nothing was published here.`)
}

/** Records why a run failed. The last published version stays. */
export async function failRun(pool: Knex, run: ClaimedRun, why: Text): Promise<void> {
  await pool.raw(
    `update run set state = case when cancel_asked then 'cancelled' else 'failed' end, finished_at = now(),
       failure_zh = :zh, failure_en = :en
     where run_id = :runId and lease_owner = :owner and attempt = :attempt and state = 'running'`,
    { zh: why.zh, en: why.en, runId: run.runId, owner: run.owner, attempt: run.attempt },
  )
}

/** A step as it stands: written when it starts and when it ends. */
export interface Step {
  readonly seq: number
  readonly name: string
  readonly rowsIn?: number
  readonly rowsOut?: number
  readonly rowsRejected?: number
  readonly note?: Text
  /** How often it was begun. Default 1. */
  readonly tries?: number
}

/** Writes that a step began. */
export async function beginStep(pool: Knex, run: ClaimedRun, step: Step): Promise<void> {
  await pool.raw(
    `insert into run_step (run_id, seq, attempt, name, started_at) values (:runId, :seq, :attempt, :name, clock_timestamp())
     on conflict (run_id, attempt, seq) do nothing`,
    { runId: run.runId, seq: step.seq, attempt: run.attempt, name: step.name },
  )
}

/** Writes that a step ended, with its row counts. */
export async function endStep(pool: Knex, run: ClaimedRun, step: Step): Promise<void> {
  await pool.raw(
    `update run_step set finished_at = clock_timestamp(), rows_in = :rowsIn, rows_out = :rowsOut, rows_rejected = :rowsRejected, note_zh = :zh, note_en = :en, tries = :tries
     where run_id = :runId and attempt = :attempt and seq = :seq`,
    {
      runId: run.runId, attempt: run.attempt, seq: step.seq, rowsIn: step.rowsIn ?? null, rowsOut: step.rowsOut ?? null, rowsRejected: step.rowsRejected ?? null,
      zh: step.note?.zh ?? null, en: step.note?.en ?? null, tries: step.tries ?? 1,
    },
  )
}
