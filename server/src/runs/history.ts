import { offerRun, type ClaimedRun, type PublishOptions } from '@mingshu/etl'
import { addMonths, yearOf } from '@mingshu/metrics'
import type { Knex } from 'knex'

const job = 'history'

/** First month that a first start tells, of the year the last whole month lies in. The years before are told behind the page: one run each, the last one first. */
export const firstTold = (businessOn: string): string => yearOf(addMonths(businessOn, -1))

/** Offers the run that tells the last year waiting before a day, once for each run it follows. Does nothing when none waits. */
export async function offerYearBefore(pool: Knex, day: string, { startedAt, businessOn }: Pick<ClaimedRun, 'startedAt' | 'businessOn'>): Promise<void> {
  const last = await lastWaiting(pool, day)
  if (last === undefined) return
  const from = yearOf(last)
  await offerRun(pool, { job, onlyStep: 'publish', from, to: `${from.slice(0, 4)}-12-31`, fireAt: justAfter(startedAt), businessOn, requestedBy: 'schedule' })
}

// The nominal time follows from the first begin of the run before, so that a second attempt of it offers nothing new.
const justAfter = (startedAt: string): string => new Date(Date.parse(startedAt) + 1).toISOString()

/** Offers it again where a start was ended between its first publication and that offer. */
export async function resumeHistory(pool: Knex, businessOn: string): Promise<void> {
  const { rows } = await pool.raw<{ rows: { first: string | null }[] }>('select min(month_on) as first from coverage where from_version is not null')
  const told = rows[0]?.first
  if (told && !(await isTellingHistory(pool))) await offerYearBefore(pool, yearOf(told), { startedAt: new Date().toISOString(), businessOn })
}

/** How a run of the history publishes: its year alone, and the first year with all that was marked before it, then with a sample. Undefined for every other run. */
export async function yearOfRun(pool: Knex, { job: its, from }: ClaimedRun): Promise<(PublishOptions & { readonly sample?: number }) | undefined> {
  if (its !== job || from === null) return undefined
  return (await lastWaiting(pool, from)) === undefined ? {} : { since: from, sample: 0 }
}

/** Whether some year of the history is still to come. */
export async function isTellingHistory(pool: Knex): Promise<boolean> {
  const { rows } = await pool.raw<{ rows: unknown[] }>(`select from run where job = :job and state in ('queued', 'running') limit 1`, { job })
  return rows.length > 0
}

// Reported months alone: what is marked reaches back to the oldest member's first day.
async function lastWaiting(pool: Knex, day: string): Promise<string | undefined> {
  const { rows } = await pool.raw<{ rows: { last: string | null }[] }>('select max(month_on) as last from coverage where from_version is null and month_on < :day', { day })
  return rows[0]?.last ?? undefined
}
