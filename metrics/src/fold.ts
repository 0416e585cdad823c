import { conditionOf, overUnits, type Cohort, type Distinct, type Flow, type Measure, type Stock, type Subject } from './subject.js'

/**
 * The SQL that folds one subject's facts into `rollup_<subject>`, generated from its declaration.
 *
 * Input tables, temporary and filled by the run:
 * - `fold_slice(slice_county, slice_month, slice_until)`: reported months to fold; `slice_until` is excluded and cut at the business date.
 * - `fold_period(p_no, p_county, p_grain, p_on, p_from, p_until, p_at, p_year)`: the quarters, years and years to date they belong to;
 *   `p_no` is its key, `p_at` the day stocks are read.
 * - `fold_within(unit_id, ancestor_id, level, valid_from, valid_to)`: the tree inside a county (or above all counties), a unit itself included
 *   as long as it stands (`unit_counted`); `fold_above` likewise from every unit to the units above the counties.
 * - `fold_place(place_no, place_id, head_id, path, place_from, place_to)`: ancestors of a unit from the top down, itself included while it
 *   stands, as long as they are the same; the head is the county's own unit (a city's is the city), the number goes depth-first.
 *
 * Each statement fills `fresh_<subject>`, which has the columns of the roll-up but for its versions. Binds: `:business_on`, and `:since` and
 * `:before`, between which all slices or periods lie: constants that let the partitions of other months alone.
 */
export interface Fold {
  /** Day and month cells of the counties, from their facts. */
  readonly countyMonths: string
  /** Quarter, year and year-to-date cells of the counties: only what is distinct in a period, counted again; undefined without such a measure. */
  readonly countyPeriods: string | undefined
  /** Day and month cells of the units above, from the counties' cells and the facts of the units themselves. */
  readonly upperMonths: string
  readonly upperPeriods: string | undefined
}

/** Columns that identify a roll-up row, besides its version. */
export const rollupKey = ['county_id', 'unit_id', 'grain', 'period_on', 'dim', 'member'] as const

/** Name of a subject's roll-up table. */
export const rollupTable = (s: Subject): string => `rollup_${s.id}`

/** Writes the fold of a subject. */
export function fold(s: Subject): Fold {
  return {
    countyMonths: freshSql(s, 'Days and months of counties', [...flowParts(s), ...stockParts(s), ...distinctParts(s, monthGrains, 'county')]),
    countyPeriods: periodsSql(s, 'Quarters, years and years to date of counties', distinctParts(s, longGrains, 'county')),
    upperMonths: freshSql(s, 'Days and months above the county', [countiesPart(s), ...flowParts(s), ...stockParts(s), ...distinctParts(s, monthGrains, 'upper')]),
    upperPeriods: periodsSql(s, 'Quarters, years and years to date above the county', distinctParts(s, longGrains, 'upper')),
  }
}

// What adds needs no cells of longer periods: asking adds its months, and reads a stock in the last of them.
const periodsSql = (s: Subject, what: string, parts: readonly string[]): string | undefined => (parts.length > 0 ? freshSql(s, what, parts) : undefined)

type On = Flow | Cohort
const monthGrains = ['d', 'm']
const longGrains = ['q', 'y', 't']

const isOn = (m: Measure): m is Measure & On => m.kind === 'flow' || m.kind === 'cohort'
const isStock = (m: Measure): m is Measure & Stock => m.kind === 'stock'
const isDistinct = (m: Measure): m is Measure & Distinct => m.kind === 'distinct'
const isAdditive = (m: Measure): boolean => m.kind !== 'distinct'

const columns = (s: Subject): string[] => s.measures.map((m) => m.code)
const list = (items: readonly string[]): string => items.join(', ')
const all = (conditions: readonly (string | undefined)[]): string => conditions.filter((c) => c !== undefined).map((c) => `(${c})`).join(' and ')
const groupBy = <T>(items: readonly T[], key: (item: T) => string): T[][] =>
  [...new Set(items.map(key))].map((k) => items.filter((item) => key(item) === k))

/** One line for each measure: its own column when `value` gives one, null otherwise. */
const valuesOf = (s: Subject, value: (m: Measure) => string | undefined): string => list(s.measures.map((m) => `${value(m) ?? 'null::numeric'} as ${m.code}`))

// Every part speaks of the same columns and leaves null what it does not know; adding the parts makes the rows.
function freshSql(s: Subject, what: string, parts: readonly string[]): string {
  const something = s.measures.map((m) => `sum(${m.code}) <> 0`).join(' or ')
  return `-- ${what}: ${s.id}
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_${s.id} (${list([...rollupKey, ...columns(s)])})
with part (${list([...rollupKey, ...columns(s)])}) as (
${parts.join('\nunion all\n')}
)
select ${list(rollupKey)},
  ${s.measures.map(cellOf).join(',\n  ')}
from part
group by ${list(rollupKey)}
having ${something}`
}

function cellOf(m: Measure): string {
  const sum = m.nullable ? `sum(${m.code})` : `coalesce(sum(${m.code}), 0)`
  const grains = isAdditive(m) ? `grain in ('d', 'm')` : isDistinct(m) && m.on ? undefined : `grain = 'm'`
  const dims = `dim in (${list(['', ...m.dimensions].map((d) => `'${d}'`))})`
  return `case when ${all([grains, dims])} then ${sum} end as ${m.code}`
}

/** `grouping sets` for the total and each dimension, and the two columns that name the set. */
function breakdown(s: Subject, keys: string): { dim: string; member: string; sets: string } {
  const dims = Object.keys(s.by)
  const named = (value: (d: string) => string): string =>
    dims.length ? `case ${dims.map((d) => `when grouping(${d}) = 0 then ${value(d)}`).join(' ')} else '' end` : `''`
  return {
    dim: named((d) => `'${d}'`),
    member: named((d) => `${d}::text`),
    sets: `grouping sets ((${keys})${dims.map((d) => `, (${keys}, ${d})`).join('')})`,
  }
}

/** Facts of the slices, by the day they are placed on. */
const inSlice = (on: string): string => `month_of(${on}) = slice_month and ${on} < slice_until and ${on} >= :since and ${on} < :before`

const valueOf = (m: On | Stock): string => ('sum' in m && m.sum ? `(${m.sum})` : '1')
const counted = (m: Measure, value: string): string => `case when ${conditionOf(m) ?? 'true'} then ${value} end`

// Flows and cohorts: one pass over the fact for each day they are placed on, then up the tree of that day. Before it climbs, a month is
// added up for as long as the unit keeps its place, and a day's breakdown for the head alone: far fewer rows than one a day and member.
function flowParts(s: Subject): string[] {
  return groupBy(s.measures.filter(isOn), (m) => m.on).map((measures) => {
    const on = measures[0]?.on ?? ''
    const codes = new Set(measures.map((m) => m.code))
    const dims = Object.keys(s.by)
    const { dim, member } = breakdown(s, '')
    const sets = ['unit_id, place_from, month', 'unit_id, day', ...dims.flatMap((d) => [`unit_id, place_from, month, ${d}`, `head_id, day, ${d}`])]
    const inner = measures.map((m) => `${counted(m, valueOf(m))} as ${m.code}`)
    const own = valuesOf(s, (m) => (codes.has(m.code) ? `leaf.${m.code}` : undefined))
    return `  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, ${own}
  from (
    select county_id, ${dims.length > 0 ? 'coalesce(unit_id, head_id) as unit_id' : 'unit_id'}, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, ${dim} as dim, ${member} as member, ${list(measures.map((m) => `sum(${m.code}) as ${m.code}`))}
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, ${on} as day, ${on} as placed_on${dims.map((d) => `, ${d}`).join('')},
        ${inner.join(',\n        ')}
      from fold_slice
      join ${s.from} on county_id = slice_county and ${inSlice(on)}
      join fold_place on place_id = unit_id and place_from <= ${on} and (place_to is null or place_to > ${on})
    ) f
    group by grouping sets (${sets.map((set) => `(county_id, ${set})`).join(', ')})
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)`
  })
}

// Stocks: what holds at the end of the month, and each day's net change.
function stockParts(s: Subject): string[] {
  return groupBy(s.measures.filter(isStock), (m) => `${m.from} ${m.to}`).flatMap((measures) => {
    const { from, to } = measures[0] ?? { from: '', to: '' }
    const codes = new Set(measures.map((m) => m.code))
    const dims = Object.keys(s.by)
    const own = valuesOf(s, (m) => (codes.has(m.code) ? `leaf.${m.code}` : undefined))
    const ends = breakdown(s, 'county_id, unit_id, slice_month, slice_until')
    const days = breakdown(s, '')
    const daySets = ['unit_id, day', ...dims.map((d) => `head_id, day, ${d}`)].map((set) => `(county_id, ${set})`).join(', ')
    const weighed = (sign: string): string => list(measures.map((m) => `${counted(m, sign + valueOf(m))} as ${m.code}`))
    const atEnd = `  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, ${own}
  from (
    select county_id, unit_id, slice_month, slice_until, ${ends.dim} as dim, ${ends.member} as member, ${list(measures.map((m) => `sum(${m.code}) as ${m.code}`))}
    from (
      select county_id, unit_id, slice_month, slice_until${dims.map((d) => `, ${d}`).join('')}, ${weighed('')}
      from fold_slice
      join ${s.from} on county_id = slice_county and ${from} < slice_until and (${to} is null or ${to} >= slice_until)
    ) f
    group by ${ends.sets}
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)`
    // A day's breakdown is for the head and the units above alone, so it is added there before it climbs.
    const changes = (day: string, sign: string): string => `      select county_id, unit_id, head_id, ${day} as day${dims.map((d) => `, ${d}`).join('')}, ${weighed(sign)}
      from fold_slice
      join ${s.from} on county_id = slice_county and ${inSlice(day)}
      join fold_place on place_id = unit_id and place_from <= ${day} and (place_to is null or place_to > ${day})
      where ${to} is null or ${to} > ${from}`
    const perDay = `  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, ${own}
  from (
    select county_id, ${dims.length > 0 ? 'coalesce(unit_id, head_id) as unit_id' : 'unit_id'}, day, ${days.dim} as dim, ${days.member} as member, ${list(measures.map((m) => `sum(${m.code}) as ${m.code}`))}
    from (
${changes(from, '')}
      union all
${changes(to, '-')}
    ) f
    group by grouping sets (${daySets})
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)`
    return [atEnd, perDay]
  })
}

// Distinct things: the keys seen in a period, once for each unit, and then counted.
function distinctParts(s: Subject, grains: readonly string[], level: 'county' | 'upper'): string[] {
  return s.measures.filter(isDistinct).flatMap((m) => {
    const mine = grains.filter((g) => m.on !== undefined || g === 'm')
    if (mine.length === 0) return []
    const seen = mine.includes('m') ? seenSql(s, m, seenInMonths(s, m, level)) : m.on && !m.having ? seenOnceSql(s, m, m.on, level) : seenSql(s, m, seenInPeriods(s, m, mine, level))
    const counted = level === 'upper' ? countedAbove(seen) : m.ofOneUnit ? countedWhere(seen) : countedWithin(seen)
    return `  select p_county, ancestor_id, p_grain, p_on, dim, member, ${valuesOf(s, (x) => (x.code === m.code ? 'n' : undefined))}
  from (
${counted}
  ) counted`
  })
}

const cell = 'p_county, p_grain, p_on, p_at, dim, member'

/** Cells of a day's breakdown are for heads and the units above alone. */
const upTheTree = `    select p_county, ancestor_id, p_grain, p_on, dim, member, sum(n) as n
    from term
    join fold_within c on c.unit_id = term.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    where p_grain <> 'd' or dim = '' or c.level in ('city', 'county')
    group by p_county, ancestor_id, p_grain, p_on, dim, member`

/** Keys that never stand in two units are added like rows. */
const countedWhere = (seen: string): string => `    with term as (
      select ${cell}, unit_id, count(*) as n
      from (
${seen}
      ) seen
      group by ${cell}, unit_id
    )
${upTheTree}`

// Within a county, each key adds one at every unit it was seen in and takes one off at the lowest common ancestor of each two
// neighbours in depth-first order: sums over a subtree then count every key once, at every level.
const countedWithin = (seen: string): string => `    with step as materialized (
      select ${cell}, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
${seen}
      ) seen
      join fold_place on place_id = unit_id and place_from <= p_at and (place_to is null or place_to > p_at)
    ),
    term as (
      select ${cell}, unit_id, count(*) as n from step group by ${cell}, unit_id
      union all
      select ${cell}, common_id, -count(*)
      from (
        select ${cell}, (select here.path[i] from generate_series(cardinality(here.path), 1, -1) i where here.path[i] = before.path[i] limit 1) as common_id
        from step
        join fold_place here on here.place_no = step.place_no
        join fold_place before on before.place_no = step.before_no
      ) twice
      group by ${cell}, common_id
    )
${upTheTree}`

// Above the county the keys of all counties are compared at once.
const countedAbove = (seen: string): string => `    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
${seen}
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member`

const splitOf = (m: Measure): string => `cross join lateral (values ('', '')${m.dimensions.map((d) => `, ('${d}', ${d}::text)`).join('')}) b (dim, member)`

/** Which keys were seen in which unit in each period, once. */
function seenSql(s: Subject, m: Measure & Distinct, from: string): string {
  const having = m.having ? `\n        having ${m.having.replaceAll(':from', 'p_from').replaceAll(':to', '(p_at + 1)')}` : ''
  return `        select ${cell}, unit_id, ${m.key} as key
        ${from}
        ${splitOf(m)}${m.where ? `\n        where ${m.where}` : ''}
        group by ${from.startsWith('from fold_period') ? 'p_no, dim, member' : having ? `${cell}, p_from` : cell}, unit_id, key${having}`
}

// The same for quarters, years and years to date. A key is looked for once a month: in a year to date it is from the first month on.
function seenOnceSql(s: Subject, m: Measure & Distinct, on: string, level: 'county' | 'upper'): string {
  const ofCounty = level === 'county' ? 'county_id = p_county and ' : ''
  const keys = 'county_id, dim, member, unit_id, key'
  return `        (with in_month as materialized (
          select county_id, dim, member, unit_id, ${m.key} as key, month_of(${on}) as month
          from ${s.from}
          ${splitOf(m)}
          where ${all([`${on} >= :since and ${on} < :before and ${on} <= :business_on`, level === 'county' ? 'county_id in (select p_county from fold_period)' : undefined, m.where])}
          group by county_id, dim, member, unit_id, key, month
        )
        select ${cell}, unit_id, key
        from (select ${keys}, quarter_of(month) as quarter from in_month group by ${keys}, quarter) q
        join fold_period on ${ofCounty}p_grain = 'q' and p_on = quarter
        union all
        select ${cell}, unit_id, key
        from (select ${keys}, year_of(month) as year, min(month) as first_month from in_month group by ${keys}, year) y
        join fold_period on ${ofCounty}p_grain in ('y', 't') and p_year = year and first_month < p_until)`
}

function seenInMonths(s: Subject, m: Measure & Distinct, level: 'county' | 'upper'): string {
  const county = level === 'county' ? 'county_id = slice_county and ' : ''
  const month = `'m', slice_month, slice_month, slice_until, slice_until - 1`
  if (!m.on) {
    return `from fold_slice
        join ${s.from} on ${county}${m.from} < slice_until and (${m.to} is null or ${m.to} >= slice_until)
        cross join lateral (values (slice_county, ${month})) cell (p_county, p_grain, p_on, p_from, p_until, p_at)`
  }
  // A fact of whole months (its day is the month's first) has no days to count on.
  const day = m.on === 'month_on' ? '' : `, (slice_county, 'd', ${m.on}, ${m.on}, ${m.on} + 1, ${m.on})`
  return `from fold_slice
        join ${s.from} on ${county}${inSlice(m.on)}
        cross join lateral (values (slice_county, ${month})${day}) cell (p_county, p_grain, p_on, p_from, p_until, p_at)`
}

function seenInPeriods(s: Subject, m: Measure & Distinct, grains: readonly string[], level: 'county' | 'upper'): string {
  const county = level === 'county' ? 'county_id = p_county and ' : ''
  const inGrains = `p_grain in (${list(grains.map((g) => `'${g}'`))})`
  if (!m.on) {
    return `from fold_period
        join ${s.from} on ${county}${inGrains} and ${m.from} <= p_at and (${m.to} is null or ${m.to} > p_at)`
  }
  // The periods of a day never leave its year.
  return `from fold_period
        join ${s.from} on ${county}${inGrains} and p_year = year_of(${m.on}) and ${m.on} >= p_from and ${m.on} < p_until and ${m.on} >= :since and ${m.on} < :before`
}

// Above the county, what adds is added from the counties' cells; what does not is counted from the facts.
function countiesPart(s: Subject): string {
  return `  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, ${valuesOf(s, (m) => (overUnits(m) === 'sum' && isAdditive(m) ? `r.${m.code}` : undefined))}
  from fold_slice
  join unit k on k.level = 'county'
  join ${rollupTable(s)} r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)`
}
