import { fold, rollupKey, rollupTable, type Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { crossFoot, type Violation } from './cross-foot.js'

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
  /** Cells whose breakdowns do not add up to them. */
  readonly violations: readonly Violation[]
}

/**
 * Folds the slices of one subject: counties first, then the units above them, months before longer periods.
 * Expects `prepareFold` and `fold_dirty(county_id, month_on)`, the reported months to fold, up to that of the business date.
 */
export async function foldSubject(trx: Knex.Transaction, s: Subject, { next, businessOn }: FoldBinds): Promise<Folded> {
  const sql = fold(s)
  const columns = [...rollupKey, ...s.measures.map((m) => m.code)]
  await trx.raw(`create temp table fresh_${s.id} on commit drop as select ${columns.join(', ')} from ${rollupTable(s)} with no data`)
  const { rows: known } = await trx.raw<{ rows: unknown[] }>(`select from ${rollupTable(s)} where until_version is null limit 1`)
  let opened = 0
  let closed = 0
  const violations: Violation[] = []
  const pass = async (text: string, scope: string, stretch: Stretch): Promise<void> => {
    await trx.raw(`truncate fresh_${s.id}`)
    await trx.raw(text, { business_on: businessOn, ...stretch })
    await trx.raw(`analyze fresh_${s.id}`)
    violations.push(...(await crossFoot(trx, s)))
    if (known.length > 0) closed += await affected(trx.raw(closeSql(s, scope), { next }))
    opened += await affected(trx.raw(openSql(s, known.length > 0), { next }))
  }

  let slices = 0
  const months = await stretches(trx, 'month')
  const years = await stretches(trx, 'year')
  for (const isUpper of [false, true]) {
    for (const stretch of months) {
      const found = await setSlices(trx, isUpper, businessOn, stretch)
      if (!isUpper) slices += found
      if (found > 0) await pass(isUpper ? sql.upperMonths : sql.countyMonths, monthScope, stretch)
    }
    const periods = isUpper ? sql.upperPeriods : sql.countyPeriods
    for (const stretch of periods === undefined ? [] : years) {
      await setSlices(trx, isUpper, businessOn, stretch)
      if (periods !== undefined && (await setPeriods(trx, s, isUpper, businessOn)) > 0) await pass(periods, periodScope, stretch)
    }
  }
  return { slices, opened, closed, violations }
}

/** Days from `since` to `before` (excluded). */
interface Stretch {
  readonly since: string
  readonly before: string
}

/** The dirty months, or the years they lie in, as stretches without a gap: each is folded with constant bounds, so that only its own partitions are read. */
async function stretches(trx: Knex.Transaction, step: 'month' | 'year'): Promise<Stretch[]> {
  const { rows } = await trx.raw<{ rows: Stretch[] }>(
    `select min(period_on) as since, (max(period_on) + interval '1 ${step}')::date as before
     from (
       select period_on, period_on - row_number() over (order by period_on) * interval '1 ${step}' as island
       from (select distinct ${step}_of(month_on) as period_on from fold_dirty) dirty
     ) numbered
     group by island order by since`,
  )
  return rows
}

/** Makes the tables that every fold of a run fills again. */
export async function prepareFold(trx: Knex.Transaction): Promise<void> {
  await trx.raw(`create temp table fold_dirty (county_id int, month_on date) on commit drop`)
  await trx.raw(`create temp table fold_slice (slice_county int, slice_month date, slice_until date) on commit drop`)
  await trx.raw(`create temp table fold_period (p_no int generated always as identity primary key, p_county int, p_grain text, p_on date, p_from date, p_until date, p_at date, p_year date) on commit drop`)
  await trx.raw(`create temp table fold_place on commit drop as
    select row_number() over (order by path, place_from)::int as place_no, place_id, place_from, place_to, path, head_id
    from (
      select unit_id as place_id, from_on as place_from, lead(from_on) over (partition by unit_id order by from_on) as place_to
      from (select unit_id, valid_from as from_on from unit_closure union select unit_id, valid_to from unit_closure where valid_to is not null) turn
    ) place
    cross join lateral (
      select array_agg(c.ancestor_id order by c.depth desc) as path, (array_agg(c.ancestor_id order by c.depth desc) filter (where a.county_id = c.county_id))[1] as head_id
      from unit_closure c join unit a on a.unit_id = c.ancestor_id
      where c.unit_id = place_id and c.valid_from <= place_from and (c.valid_to is null or c.valid_to > place_from)
    ) above
    where path is not null`)
  await trx.raw(`create temp table fold_within on commit drop as
    select c.unit_id, c.ancestor_id, a.level, c.valid_from, c.valid_to from unit_closure c join unit a on a.unit_id = c.ancestor_id and a.county_id = c.county_id`)
  await trx.raw(`create temp table fold_above on commit drop as
    select c.unit_id, c.ancestor_id, c.valid_from, c.valid_to from unit_closure c join unit a on a.unit_id = c.ancestor_id and a.county_id = 0`)
  for (const [table, key] of [['fold_place', 'place_id'], ['fold_within', 'unit_id'], ['fold_above', 'unit_id']]) {
    await trx.raw(`create index on ${table} (${key})`)
    await trx.raw(`analyze ${table}`)
  }
}

/** Fills `fold_slice`: counties fold their dirty months, the units above every month that any county, or a unit above itself, has dirty. */
async function setSlices(trx: Knex.Transaction, isUpper: boolean, businessOn: string, stretch: Stretch): Promise<number> {
  await trx.raw('truncate fold_slice')
  const filled = await affected(trx.raw(
    `insert into fold_slice
     select distinct ${isUpper ? '0' : 'county_id'}, month_on, least((month_on + interval '1 month')::date, :businessOn::date + 1)
     from fold_dirty where month_on >= :since and month_on < :before ${isUpper ? '' : 'and county_id <> 0'}`,
    { businessOn, ...stretch },
  ))
  await trx.raw('analyze fold_slice')
  return filled
}

/** Fills `fold_period` from the slices: the quarters, years and years to date that their months belong to. */
async function setPeriods(trx: Knex.Transaction, s: Subject, isUpper: boolean, businessOn: string): Promise<number> {
  await trx.raw('truncate fold_period')
  const filled = await affected(trx.raw(
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
    { system: s.system, business_on: businessOn },
  ))
  await trx.raw('analyze fold_period')
  return filled
}

// Which cells a pass makes anew. Joined, not asked for with exists: so the few slices lead to the cells, by the index.
const monthScope = `fold_slice where r.county_id = slice_county and r.grain in ('d', 'm') and r.period_on >= slice_month and r.period_on < (slice_month + interval '1 month')::date`
const periodScope = `fold_period where r.county_id = p_county and r.grain = p_grain and r.period_on = p_on`

const same = (s: Subject): string => {
  const key = rollupKey.map((k) => `f.${k} = r.${k}`).join(' and ')
  return `${key} and (${s.measures.map((m) => `f.${m.code}`).join(', ')}) is not distinct from (${s.measures.map((m) => `r.${m.code}`).join(', ')})`
}

// A cell that is no longer so is closed; one that is new, or different, is opened. A cell that is the same is not touched.
const closeSql = (s: Subject, scope: string): string => `update ${rollupTable(s)} r set until_version = :next
from ${scope} and r.until_version is null and not exists (select from fresh_${s.id} f where ${same(s)})`

// In the order of the key, so that its index grows at one end. A subject's first fold finds nothing to compare with.
const openSql = (s: Subject, isKnown: boolean): string => `insert into ${rollupTable(s)} (${[...rollupKey, ...s.measures.map((m) => m.code)].join(', ')}, from_version)
select ${[...rollupKey, ...s.measures.map((m) => m.code)].map((c) => `f.${c}`).join(', ')}, :next
from fresh_${s.id} f
${isKnown ? `where not exists (select from ${rollupTable(s)} r where r.until_version is null and ${same(s)})` : ''}
order by ${rollupKey.map((k) => `f.${k}`).join(', ')}`

async function affected(query: Promise<{ rowCount: number | null }>): Promise<number> {
  return (await query).rowCount ?? 0
}
