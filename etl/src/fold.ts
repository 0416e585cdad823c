import { fold, rollupKey, rollupTable, type Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'

/** What a fold works on. */
export interface FoldBinds {
  /** Number the new cells open under. */
  readonly next: number
  /** Last day that counts. */
  readonly businessOn: string
}

/** What a fold did to one subject. */
export interface Folded {
  /** County-months folded again. */
  readonly slices: number
  /** Cells opened and closed. */
  readonly opened: number
  readonly closed: number
}

/**
 * Folds the slices of one subject: counties first, then the units above them, months before longer periods.
 * Expects `prepareFold` and `fold_dirty(county_id, month_on)`, the reported months to fold, up to that of the business date.
 */
export async function foldSubject(trx: Knex.Transaction, s: Subject, { next, businessOn }: FoldBinds): Promise<Folded> {
  const sql = fold(s)
  const columns = [...rollupKey, ...s.measures.map((m) => m.code)]
  await trx.raw(`create temp table fresh_${s.id} on commit drop as select ${columns.join(', ')} from ${rollupTable(s)} with no data`)
  let opened = 0
  let closed = 0
  const pass = async (text: string, scope: string): Promise<void> => {
    await trx.raw(`truncate fresh_${s.id}`)
    await trx.raw(text, { business_on: businessOn })
    await trx.raw(`analyze fresh_${s.id}`)
    closed += await affected(trx.raw(closeSql(s, scope), { next }))
    opened += await affected(trx.raw(openSql(s), { next }))
  }

  await trx.raw('truncate fold_slice')
  const slices = await affected(trx.raw(countySlices, { business_on: businessOn }))
  await setPeriods(trx, s, false, businessOn)
  await pass(sql.countyMonths, monthScope)
  await pass(sql.countyPeriods, periodScope)
  await trx.raw('truncate fold_slice')
  await trx.raw(upperSlices, { business_on: businessOn })
  await setPeriods(trx, s, true, businessOn)
  await pass(sql.upperMonths, monthScope)
  await pass(sql.upperPeriods, periodScope)
  return { slices, opened, closed }
}

/** Makes the tables that every fold of a run fills again. */
export async function prepareFold(trx: Knex.Transaction): Promise<void> {
  await trx.raw(`create temp table fold_dirty (county_id int, month_on date) on commit drop`)
  await trx.raw(`create temp table fold_slice (slice_county int, slice_month date, slice_until date) on commit drop`)
  await trx.raw(`create temp table fold_period (p_county int, p_grain text, p_on date, p_from date, p_until date, p_at date, p_year date) on commit drop`)
  await trx.raw(`create temp table fold_place on commit drop as
    select unit_id, valid_from, lead(valid_from) over (partition by unit_id order by valid_from) as valid_to,
      (select array_agg(c.ancestor_id order by c.depth desc) from unit_closure c
       where c.unit_id = b.unit_id and c.valid_from <= b.valid_from and (c.valid_to is null or c.valid_to > b.valid_from)) as path
    from (select distinct unit_id, valid_from from unit_closure) b`)
  await trx.raw(`create temp table fold_within on commit drop as
    select c.unit_id, c.ancestor_id, a.level, c.valid_from, c.valid_to from unit_closure c join unit a on a.unit_id = c.ancestor_id and a.county_id = c.county_id`)
  await trx.raw(`create temp table fold_above on commit drop as
    select c.unit_id, c.ancestor_id, c.valid_from, c.valid_to from unit_closure c join unit a on a.unit_id = c.ancestor_id and a.county_id = 0`)
  for (const table of ['fold_place', 'fold_within', 'fold_above']) {
    await trx.raw(`create index on ${table} (unit_id)`)
    await trx.raw(`analyze ${table}`)
  }
}

// Counties fold their dirty months; the units above fold every month that any county, or a unit above itself, has dirty.
const sliceOf = (county: string): string =>
  `insert into fold_slice select distinct ${county}, month_on, least((month_on + interval '1 month')::date, :business_on::date + 1) from fold_dirty`
const countySlices = `${sliceOf('county_id')} where county_id <> 0`
const upperSlices = sliceOf('0')

/** Fills `fold_period` from the slices: the quarters, years and years to date that their months belong to. */
async function setPeriods(trx: Knex.Transaction, s: Subject, upper: boolean, businessOn: string): Promise<void> {
  await trx.raw('truncate fold_period')
  await trx.raw(
    `with period as (
      select slice_county, 'q' as grain, quarter_of(slice_month) as period_on, quarter_of(slice_month) as from_on, (quarter_of(slice_month) + interval '3 months')::date as until_on from fold_slice
      union select slice_county, 'y', year_of(slice_month), year_of(slice_month), (year_of(slice_month) + interval '1 year')::date from fold_slice
      union select slice_county, 't', m::date, year_of(slice_month), (m + interval '1 month')::date
        from fold_slice cross join lateral generate_series(slice_month::timestamp, (year_of(slice_month) + interval '11 months')::timestamp, interval '1 month') m
    ),
    reported as (
      select p.*, (select max(c.month_on) from coverage c
                   where c.source = :system and c.month_on >= p.from_on and c.month_on < p.until_on and c.month_on <= :business_on
                     and ${upper ? 'true' : 'c.county_id = p.slice_county'}) as last_month
      from period p
    )
    insert into fold_period
    select slice_county, grain, period_on, from_on, least(until_on, :business_on::date + 1), least((last_month + interval '1 month')::date - 1, :business_on::date), year_of(period_on)
    from reported
    where last_month is not null and from_on <= :business_on::date and (grain <> 't' or last_month = period_on)`,
    { system: s.system, business_on: businessOn },
  )
  await trx.raw('analyze fold_slice')
  await trx.raw('analyze fold_period')
}

const monthScope = `exists (select from fold_slice where slice_county = r.county_id and r.grain in ('d', 'm') and month_of(r.period_on) = slice_month)`
const periodScope = `exists (select from fold_period where p_county = r.county_id and p_grain = r.grain and p_on = r.period_on and r.grain in ('q', 'y', 't'))`

const same = (s: Subject): string => {
  const key = rollupKey.map((k) => `f.${k} = r.${k}`).join(' and ')
  return `${key} and (${s.measures.map((m) => `f.${m.code}`).join(', ')}) is not distinct from (${s.measures.map((m) => `r.${m.code}`).join(', ')})`
}

// A cell that is no longer so is closed; one that is new, or different, is opened. A cell that is the same is not touched.
const closeSql = (s: Subject, scope: string): string => `update ${rollupTable(s)} r set until_version = :next
where r.until_version is null and ${scope} and not exists (select from fresh_${s.id} f where ${same(s)})`

const openSql = (s: Subject): string => `insert into ${rollupTable(s)} (${[...rollupKey, ...s.measures.map((m) => m.code)].join(', ')}, from_version)
select ${[...rollupKey, ...s.measures.map((m) => m.code)].map((c) => `f.${c}`).join(', ')}, :next
from fresh_${s.id} f
where not exists (select from ${rollupTable(s)} r where r.until_version is null and ${same(s)})`

async function affected(query: Promise<{ rowCount: number | null }>): Promise<number> {
  return (await query).rowCount ?? 0
}
