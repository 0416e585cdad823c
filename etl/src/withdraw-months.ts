import { rollupTable, type Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'

// Of the counties, and of the units above them all.
const withdrawn = `(select county_id, month_on from fold_withdrawn where source = :system union select 0, month_on from fold_withdrawn where source = :system)`

/**
 * Takes back the months that no row speaks for any more: nobody has reported them, so their cells and those of periods without any other
 * month are closed. The other months of their years are marked, for quarters and years held them. Answers whether there were any, and how many cells it closed.
 * Expects `fold_mark`.
 */
export async function withdrawMonths(trx: Knex.Transaction, subjects: readonly Subject[], { next, businessOn }: { readonly next: number; readonly businessOn: string }): Promise<{ readonly isAny: boolean; readonly closed: number }> {
  await trx.raw('create temp table fold_withdrawn (county_id int, source text, month_on date) on commit drop')
  await trx.raw(
    `with gone as (delete from coverage where withdrawn_by is not null returning county_id, source, month_on, from_version),
     told as (insert into coverage_withdrawn select county_id, source, month_on, from_version, :next from gone where from_version is not null)
     insert into fold_withdrawn select county_id, source, month_on from gone`, { next })
  const { rows } = await trx.raw<{ rows: { source: string }[] }>('select distinct source from fold_withdrawn')
  let closed = 0
  for (const subject of subjects.filter((s) => rows.some((r) => r.source === s.system))) {
    for (const sql of [closeMonths, closePeriods]) {
      closed += (await trx.raw<{ rowCount: number | null }>(sql(rollupTable(subject)), { system: subject.system, next, businessOn })).rowCount ?? 0
    }
    await trx.raw(
      `insert into fold_mark select distinct county_id, :subject, m::date
       from ${withdrawn} w cross join lateral generate_series(year_of(month_on)::timestamp, (year_of(month_on) + interval '11 months')::timestamp, interval '1 month') m`,
      { system: subject.system, subject: subject.id })
  }
  return { isAny: rows.length > 0, closed }
}

// Units above still have what another county reports of the month: it is folded again.
const closeMonths = (table: string): string => `
update ${table} r set until_version = :next
from ${withdrawn} w
where r.until_version is null and r.county_id = w.county_id and r.grain in ('d', 'm') and r.period_on >= w.month_on and r.period_on < (w.month_on + interval '1 month')::date
  and (r.county_id <> 0 or not exists (select from coverage c where c.source = :system and c.month_on = w.month_on))`

const closePeriods = (table: string): string => `
update ${table} r set until_version = :next
from (select distinct county_id, year_of(month_on) as year_on from ${withdrawn} w) w
where r.until_version is null and r.county_id = w.county_id and r.grain in ('q', 'y', 't') and r.period_on >= w.year_on and r.period_on < (w.year_on + interval '1 year')::date
  and not exists (
    select from coverage c
    where c.source = :system and (c.county_id = r.county_id or r.county_id = 0) and c.month_on <= :businessOn and c.month_on >= r.period_on
      and c.month_on < (r.period_on + case r.grain when 'q' then interval '3 months' when 'y' then interval '1 year' else interval '1 month' end)::date)`
