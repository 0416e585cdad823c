import type { Mark, Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'

/** Which fact moved, and what is counted from it. */
export interface Moved {
  readonly table: string
  readonly subjects: readonly Subject[]
  /** What is open-ended is marked up to the month of this day. */
  readonly today: string
}

/** Marks the months that the rows in `fact_moved`, old and new ones alike, count in. */
export async function markDirty(trx: Knex.Transaction, { table, subjects, today }: Moved): Promise<void> {
  for (const subject of subjects) {
    const months = subject.marks.filter((mark) => mark.fact === table).map(monthsSql)
    if (months.length === 0) continue
    await trx.raw(
      `insert into dirty (county_id, subject, month_on, ripe_on)
       select county_id, :subject, month_on, ripe_on from (${months.join(' union ')}) m where month_on is not null order by county_id, month_on, ripe_on`,
      { subject: subject.id, today },
    )
  }
}

/** Marks all that is counted from a source in the months of `covered(county_id, month_on)`, which it had not reported before. */
export async function markCovered(trx: Knex.Transaction, source: string, subjects: readonly Subject[]): Promise<void> {
  for (const subject of subjects.filter((s) => s.system === source)) {
    await trx.raw(
      'insert into dirty (county_id, subject, month_on) select county_id, :subject, month_on from covered order by county_id, month_on', { subject: subject.id })
  }
}

// An interval changes the figures of every month it touches, and the month it ends in. What a cohort reaches after the business date
// will change its month on the day the date gets there, though no fact changes then.
function monthsSql(mark: Mark): string {
  if ('on' in mark && mark.reachedOn !== undefined) {
    return `select distinct county_id, month_of(${mark.on}) as month_on, reached_on as ripe_on
    from fact_moved cross join lateral (select (${mark.reachedOn}) as reached_on) r
    where reached_on > (select coalesce(max(business_on), '-infinity') from published join data_version using (version))`
  }
  if ('on' in mark) return `select distinct county_id, month_of(${mark.on}) as month_on, null::date as ripe_on from fact_moved`
  return `select distinct county_id, m::date as month_on, null::date as ripe_on from (select county_id, (${mark.from}) as from_on, (${mark.to}) as to_on from fact_moved) i
    cross join lateral generate_series(month_of(from_on)::timestamp, least(coalesce(to_on, :today), :today)::timestamp, interval '1 month') m`
}
