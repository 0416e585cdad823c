import { addMonths, fold, monthOf, monthsBetween, rollupKey, rollupTable, yearOf, type Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'

/** A reported month to fold again: of a county, or of the units above all counties (0). */
export interface Slice {
  readonly countyId: number
  readonly month: string
}

/** One statement of a fold: the cells it makes anew, and the slices they are counted from. */
export interface Pass {
  readonly subject: Subject
  readonly sql: string
  readonly isUpper: boolean
  /** Makes quarters, years and years to date, not days and months. */
  readonly isPeriods: boolean
  readonly slices: readonly Slice[]
  /** Days between which the slices, or the years they lie in, are: constants, so that only their own partitions are read. */
  readonly since: string
  readonly before: string
}

/** The passes of a subject: counties first, then the units above them, months before longer periods. */
export function passesOf(subject: Subject, dirty: readonly Slice[]): Pass[] {
  const sql = fold(subject)
  const passes = (text: string | undefined, isUpper: boolean, isPeriods: boolean): Pass[] => {
    if (text === undefined) return []
    return stretches(dirty, isPeriods).flatMap(({ since, before }) => {
      const within = dirty.filter(({ month }) => month >= since && month < before)
      // Units above fold every month that any county, or a unit above itself, has dirty.
      const slices = isUpper ? [...new Set(within.map((d) => d.month))].map((month) => ({ countyId: 0, month })) : within.filter((d) => d.countyId !== 0)
      return slices.length === 0 ? [] : [{ subject, sql: text, isUpper, isPeriods, slices, since, before }]
    })
  }
  return [
    ...passes(sql.countyMonths, false, false), ...passes(sql.countyPeriods, false, true),
    ...passes(sql.upperMonths, true, false), ...passes(sql.upperPeriods, true, true),
  ]
}

// A longer history is folded in parts: what is sorted stays small, and one part is written while the next is counted.
const longest = 24

/** The dirty months, or the years they lie in, as stretches without a gap and of no more than two years. */
function stretches(dirty: readonly Slice[], isYears: boolean): { since: string; before: string }[] {
  const [first, step] = isYears ? [yearOf, 12] : [monthOf, 1]
  const all: { since: string; before: string }[] = []
  for (const since of [...new Set(dirty.map(({ month }) => first(month)))].sort()) {
    const last = all.at(-1)
    if (last && last.before === since && monthsBetween(last.since, since) < longest) last.before = addMonths(since, step)
    else all.push({ since, before: addMonths(since, step) })
  }
  return all
}

/** Makes the tables that the passes of a session read and fill. */
export async function prepareFold(trx: Knex.Transaction): Promise<void> {
  await trx.raw(`set local work_mem = '128MB'`) // a part of a long history is hashed as a whole
  await trx.raw(`create temp table fold_slice (slice_county int, slice_month date, slice_until date) on commit drop`)
  await trx.raw(`create temp table fold_period (
    p_no int generated always as identity primary key, p_county int, p_grain text, p_on date, p_from date, p_until date, p_at date, p_year date) on commit drop`)
  await trx.raw(`create temp table fold_place on commit drop as
    select row_number() over (order by path, place_from)::int as place_no, place_id, place_from, place_to, path, head_id
    from (
      select unit_id as place_id, from_on as place_from, lead(from_on) over (partition by unit_id order by from_on) as place_to
      from (select unit_id, valid_from as from_on from unit_counted union select unit_id, valid_to from unit_counted where valid_to is not null) turn
    ) place
    cross join lateral (
      select array_agg(c.ancestor_id order by c.depth desc) as path, (array_agg(c.ancestor_id order by c.depth desc) filter (where a.county_id = c.county_id))[1] as head_id
      from unit_counted c join unit a on a.unit_id = c.ancestor_id
      where c.unit_id = place_id and c.valid_from <= place_from and (c.valid_to is null or c.valid_to > place_from)
    ) above
    where path is not null`)
  await trx.raw(`create temp table fold_within on commit drop as
    select c.unit_id, c.ancestor_id, a.level, c.valid_from, c.valid_to from unit_counted c join unit a on a.unit_id = c.ancestor_id and a.county_id = c.county_id`)
  await trx.raw(`create temp table fold_above on commit drop as
    select c.unit_id, c.ancestor_id, c.valid_from, c.valid_to from unit_counted c join unit a on a.unit_id = c.ancestor_id and a.county_id = 0`)
  for (const [table, key] of [['fold_place', 'place_id'], ['fold_within', 'unit_id'], ['fold_above', 'unit_id']]) {
    await trx.raw(`create index on ${table} (${key})`)
    await trx.raw(`analyze ${table}`)
  }
}

/** Makes the empty table `fresh_<subject>`, which has the columns of its roll-up but for the versions. */
export async function makeFresh(trx: Knex.Transaction, s: Subject): Promise<void> {
  const columns = [...rollupKey, ...s.measures.map((m) => m.code)]
  await trx.raw(`create temp table fresh_${s.id} on commit drop as select ${columns.join(', ')} from ${rollupTable(s)} with no data`)
}

/** Fills `fold_slice`, and `fold_period` where a pass makes periods. Expects `prepareFold`; `businessOn` is the last day that counts. */
export async function setScope(trx: Knex.Transaction, pass: Pass, businessOn: string): Promise<void> {
  await trx.raw('truncate fold_slice')
  await trx.raw(
    `insert into fold_slice select county_id, month_on, least((month_on + interval '1 month')::date, :businessOn::date + 1)
     from unnest(:counties::int[], :months::date[]) as s (county_id, month_on)`,
    { businessOn, counties: pass.slices.map((s) => s.countyId), months: pass.slices.map((s) => s.month) },
  )
  await trx.raw('analyze fold_slice')
  if (pass.isPeriods) await setPeriods(trx, pass, businessOn)
}

/** Counts the cells of a pass into `fresh_<subject>`. Expects `setScope` and `makeFresh`. */
export async function countCells(trx: Knex.Transaction, { sql, since, before }: Pass, businessOn: string): Promise<void> {
  await trx.raw(sql, { business_on: businessOn, since, before })
}

/** Fills `fold_period` from the slices: the quarters, years and years to date that their months belong to. */
async function setPeriods(trx: Knex.Transaction, { subject, isUpper }: Pass, businessOn: string): Promise<void> {
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
                     and ${isUpper ? 'true' : 'c.county_id = p.slice_county'}) as last_month
      from period p
    )
    insert into fold_period (p_county, p_grain, p_on, p_from, p_until, p_at, p_year)
    select slice_county, grain, period_on, from_on, least(until_on, :business_on::date + 1), least((last_month + interval '1 month')::date - 1, :business_on::date), year_of(period_on)
    from reported
    where last_month is not null and from_on <= :business_on::date and (grain <> 't' or last_month = period_on)`,
    { system: subject.system, business_on: businessOn },
  )
  await trx.raw('analyze fold_period')
}

/** The cells a pass makes anew. Joined, not asked for with exists: so the few slices lead to the cells, by the index. */
export const cellsOf = ({ isPeriods }: Pass): string =>
  isPeriods
    ? `fold_period where r.county_id = p_county and r.grain = p_grain and r.period_on = p_on`
    : `fold_slice where r.county_id = slice_county and r.grain in ('d', 'm') and r.period_on >= slice_month and r.period_on < (slice_month + interval '1 month')::date`
