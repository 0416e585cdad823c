import { monthOf, type Day } from './day.js'
import { rollupTable } from './fold.js'
import { partsOf, readerOf, readingOf, type Reading } from './parts.js'
import { monthsOf } from './period.js'
import type { Sql } from './sql.js'
import type { Stretch } from './stretch.js'
import type { Measure, Metric, Subject } from './subject.js'

/** A row of the answer: one unit, one member or the total, one period. */
export interface RowAsked {
  readonly rowNo: number
  readonly unitId: string
  readonly countyId: number
  readonly dim: string
  readonly member: string
  readonly periodNo: number
}

/** What to read from the roll-up. */
export interface Reads {
  readonly metrics: readonly Metric[]
  readonly rows: readonly RowAsked[]
  readonly stretches: readonly Stretch[]
  readonly subjects: readonly Subject[]
  readonly v: number
  readonly businessOn: Day
  /** Days are kept; false for breakdowns below the county. */
  readonly hasDays: boolean
}

/**
 * Common table expressions that end in
 * `measure (code, reader, row_no, role, reads, stretch_no, value, is_reported, is_whole, holes)`:
 * the values of the measures the metrics are made of, null where they were not reported, cannot be told exactly, or were declared after the
 * version.
 * `more` adds rows to `row_asked`.
 */
export function readingSql(reads: Reads, more = ''): Sql {
  const parts = [...new Map(reads.metrics.flatMap(partsOf).map((m) => [m.code, m])).values()]
  const groups = reads.subjects.flatMap((s) =>
    (['added', 'held', 'counted'] as const).flatMap((how) => {
      const measures = parts.filter((m) => m.subject === s.id && readingOf(m) === how)
      return measures.length > 0 ? [{ s, how, name: `${s.id}_${how}`, measures }] : []
    }),
  )
  const uses = (how: Reading): boolean => groups.some((g) => g.how === how)
  const ctes = [
    ...askedCtes(more, uses('added')), newerCte, ...reachCtes, ...(uses('held') ? [moveCte] : []),
    ...groups.map((g) => groupCte[g.how](g.s, g.name, g.measures)),
    measureCte(groups),
  ]
  return { sql: ctes.join(',\n'), binds: { ...bindsOf(reads), part_code: parts.map((m) => m.code) } }
}

function askedCtes(more: string, hasSpans: boolean): string[] {
  const tables = [
    `row_asked (row_no, unit_id, county_id, dim, member, period_no) as (
  select row_no, unit_id, county_id, dim, member, period_no
  from unnest(:row_no::int[], :unit_id::bigint[], :county_id::int[], :dim::text[], :member::text[], :period_no::int[])
    as r (row_no, unit_id, county_id, dim, member, period_no)${more}
)`,
    `stretch (stretch_no, period_no, role, reads, late, from_on, until_on, once_grain, once_on) as (
  select n - 1, period_no, role, reads, late, from_on, until_on, once_grain, once_on
  from unnest(:s_period::int[], :s_role::text[], :s_reads::text[], :s_late::boolean[], :s_from::date[], :s_until::date[], :s_once_grain::text[], :s_once_on::date[])
    with ordinality as s (period_no, role, reads, late, from_on, until_on, once_grain, once_on, n)
)`,
  ]
  const spans = `span (stretch_no, grain, from_on, until_on) as (
  select stretch_no, grain, from_on, until_on
  from unnest(:span_stretch::int[], :span_grain::text[], :span_from::date[], :span_until::date[]) as s (stretch_no, grain, from_on, until_on)
)`
  return hasSpans ? [...tables, spans] : tables
}

// A column that was added later is empty in the rows of versions before it, and empty would be added up to zero.
const newerCte = `newer (code) as (
  select p.code
  from unnest(:part_code::text[]) as p (code)
  join data_version d on d.version = :v
  where not jsonb_exists(d.definitions, p.code)
)`

const monthAfter = (day: string): string => `(${day} + interval '1 month')::date`

/** Whether a reporter `p` is to report a month: it stands at the month's end. */
export const reportsIn = (month: string): string => `p.valid_from < ${monthAfter(month)} and (p.valid_to is null or p.valid_to >= ${monthAfter(month)})`

/** Whether a row that is kept by versions is one a version tells: a cell, a target, a reported month. */
export const toldBy = (row: string, version = ':v'): string => `${row}.from_version <= ${version} and (${row}.until_version is null or ${row}.until_version > ${version})`

// What has been reported of each stretch. A county reports a month; a unit above has what its counties have.
const reachCtes = [
  `reader (reader, source) as (
  select reader, source from unnest(:reader::text[], :source::text[]) as r (reader, source)
)`,
  `reader_late (reader, late) as (
  -- Nobody has reported the running month to one of its systems: then it is read up to the month before.
  select reader, bool_or(not exists (
    select from coverage_told c where c.source = r.source and c.month_on = month_of(:business_on::date) and ${toldBy('c')}))
  from reader r
  group by reader
)`,
  `reporter (unit_id, county_id, valid_from, valid_to) as (
  select unit_id, county_id, '-infinity'::date, null::date from row_asked where county_id <> 0
  union
  select c.ancestor_id, k.county_id, c.valid_from, c.valid_to
  from unit_closure c join unit k on k.unit_id = c.unit_id and k.level = 'county'
  where c.ancestor_id in (select unit_id from row_asked where county_id = 0)
)`,
  `month_due (source, unit_id, month_on, reported, missing) as (
  select s.source, p.unit_id, m.month_on, count(c.county_id), array_agg(p.county_id order by p.county_id) filter (where c.county_id is null)
  from (select distinct source from reader) s
  cross join unnest(:months::date[]) as m (month_on)
  join reporter p on ${reportsIn('m.month_on')}
  left join coverage_told c on c.county_id = p.county_id and c.source = s.source and c.month_on = m.month_on and ${toldBy('c')}
  group by s.source, p.unit_id, m.month_on
)`,
  `reach as (
  -- grain: reader, source, row_no, stretch_no. Equal holes at equal distances make two stretches comparable.
  select r.reader, r.source, a.row_no, a.unit_id, a.county_id, a.dim, a.member, w.stretch_no, w.role, w.reads, w.from_on, w.until_on, w.once_grain, w.once_on,
    d.month_on, least(w.until_on, ${monthAfter('d.month_on')}) as end_on, d.is_reported, d.is_whole, d.holes, d.is_end_whole, d.end_holes
  from row_asked a
  join stretch w on w.period_no = a.period_no
  join reader_late l on w.late is null or w.late = l.late
  join reader r on r.reader = l.reader
  cross join lateral (
    select max(month_on) filter (where reported > 0) as month_on,
      coalesce(sum(reported), 0) > 0 as is_reported,
      coalesce(bool_and(missing is null), false) as is_whole,
      coalesce(string_agg(concat(age(month_on, month_of(w.from_on)), missing::text), ' ' order by month_on) filter (where missing is not null), '') as holes,
      coalesce(bool_and(missing is null) filter (where month_on = month_of(w.until_on - 1)), false) as is_end_whole,
      coalesce(max(missing::text) filter (where month_on = month_of(w.until_on - 1)), '') as end_holes
    from month_due
    where source = r.source and unit_id = a.unit_id and month_on >= month_of(w.from_on) and month_on < w.until_on
  ) d
)`,
]

// Days on which a unit's tree changed: a stock is not told for a day when its things moved between that day and the month's end.
const moveCte = `move (unit_id, moved_on) as (
  select distinct c.ancestor_id, d.moved_on
  from unit_closure c cross join lateral (values (c.valid_from), (c.valid_to)) d (moved_on)
  where c.ancestor_id in (select unit_id from row_asked) and d.moved_on >= :first_on::date
)`

const key = `county_id = h.county_id and unit_id = h.unit_id and dim = h.dim and member = h.member and from_version <= :v and (until_version is null or until_version > :v)`
const list = (lines: readonly string[], indent: string): string => lines.join(`,\n${indent}`)

/** A sum of a column over rows that may be missing: zero where it was reported, null where it is not collected. */
const added = (m: Measure, of: string): string => (m.nullable ? `sum(${of})` : `coalesce(sum(${of}), 0)`)

const groupCte: Readonly<Record<Reading, (s: Subject, name: string, measures: readonly Measure[]) => string>> = {
  // Months where whole, days for the rest.
  added: (s, name, measures) => `${name} as (
  select h.reader, h.row_no, h.role, h.reads, h.stretch_no, h.is_reported, h.is_whole, h.holes, ${measures.map((m) => `x.${m.code}`).join(', ')}
  from reach h
  left join lateral (
    select ${list(measures.map((m) => `${added(m, `c.${m.code}`)} as ${m.code}`), '      ')}
    from span s
    cross join lateral (
      select ${list(measures.map((m) => `sum(${m.code}) as ${m.code}`), '        ')}
      from ${rollupTable(s)}
      where ${key}
        and grain = s.grain and period_on >= s.from_on and period_on < s.until_on
    ) c
    where s.stretch_no = h.stretch_no
    having count(*) > 0
  ) x on true
  where h.source = '${s.system}' and h.reads is distinct from 'end'
)`,

  // The month's row, less the changes after the day asked.
  held: (s, name, measures) => {
    const stocks = measures.filter((m) => m.kind === 'stock')
    const columns = list(measures.map((m) => m.code), '        ')
    const isTold = `h.end_on = ${monthAfter('h.month_on')} or h.end_on > :business_on::date`
    const value = (m: Measure): string =>
      m.kind === 'stock'
        ? `case when e.is_month_end or e.has_days then coalesce(sum(c.sign * c.${m.code}), 0) end as ${m.code}`
        : `case when e.is_month_end then coalesce(sum(c.${m.code}), 0) end as ${m.code}`
    const changes = `
        union all
        select -1, ${list(measures.map((m) => (m.kind === 'stock' ? m.code : 'null::numeric')), '          ')}
        from ${rollupTable(s)}
        where ${key}
          and grain = 'd' and period_on >= h.end_on and period_on < ${monthAfter('h.month_on')}`
    return `${name} as (
  select h.reader, h.row_no, h.role, h.reads, h.stretch_no, h.is_reported, h.is_end_whole as is_whole, h.end_holes as holes, ${measures.map((m) => `x.${m.code}`).join(', ')}
  from reach h
  cross join lateral (
    select ${isTold} as is_month_end,
      :has_days::boolean and not exists (
        select from move m where m.unit_id = h.unit_id and m.moved_on >= h.end_on and m.moved_on < ${monthAfter('h.month_on')}) as has_days
  ) e
  cross join lateral (
    select ${list(measures.map(value), '      ')}
    from (
        select 1 as sign, ${columns}
        from ${rollupTable(s)}
        where ${key}
          and grain = 'm' and period_on = h.month_on${stocks.length > 0 ? changes : ''}
    ) c
  ) x
  where h.source = '${s.system}' and h.reads is distinct from 'span'
)`
  },

  // The one row that counted exactly this period.
  counted: (s, name, measures) => `${name} as (
  select h.reader, h.row_no, h.role, h.reads, h.stretch_no, h.is_reported, h.is_whole, h.holes,
    ${list(measures.map((m) => (m.nullable ? `x.${m.code}` : `case when h.once_grain is not null then coalesce(x.${m.code}, 0) end as ${m.code}`)), '    ')}
  from reach h
  left join lateral (
    select ${measures.map((m) => m.code).join(', ')}
    from ${rollupTable(s)}
    where ${key}
      and grain = h.once_grain and period_on = case h.once_grain when 't' then h.month_on else h.once_on end
  ) x on true
  where h.source = '${s.system}' and h.reads is distinct from 'end'
)`,
}

function measureCte(groups: readonly { readonly name: string; readonly measures: readonly Measure[] }[]): string {
  const selects = groups.map(({ name, measures }) => `  select v.code, h.reader, h.row_no, h.role, h.reads, h.stretch_no, case when h.is_reported and v.code not in (select code from newer) then v.value end, h.is_reported, h.is_whole, h.holes
  from ${name} h cross join lateral (values ${measures.map((m) => `('${m.code}', h.${m.code})`).join(', ')}) v (code, value)`)
  return `measure (code, reader, row_no, role, reads, stretch_no, value, is_reported, is_whole, holes) as (
${selects.join('\n  union all\n')}
)`
}

function bindsOf({ metrics, rows, stretches, subjects, v, businessOn, hasDays }: Reads): Readonly<Record<string, unknown>> {
  const readers = [...new Set(metrics.map((m) => readerOf(m, subjects)))].flatMap((reader) => reader.split('+').map((source) => ({ reader, source })))
  const months = [...new Set(stretches.flatMap(monthsOf))].sort()
  const spans = stretches.flatMap((s, n) => s.spans.map((span) => ({ n, ...span })))
  return {
    v, business_on: businessOn, has_days: hasDays, months, first_on: months[0] ?? monthOf(businessOn),
    row_no: rows.map((r) => r.rowNo), unit_id: rows.map((r) => r.unitId), county_id: rows.map((r) => r.countyId),
    dim: rows.map((r) => r.dim), member: rows.map((r) => r.member), period_no: rows.map((r) => r.periodNo),
    s_period: stretches.map((s) => s.periodNo), s_role: stretches.map((s) => s.role), s_reads: stretches.map((s) => s.reads),
    s_late: stretches.map((s) => s.late), s_from: stretches.map((s) => s.from), s_until: stretches.map((s) => s.to),
    s_once_grain: stretches.map((s) => s.once?.grain ?? null), s_once_on: stretches.map((s) => s.once?.on ?? null),
    span_stretch: spans.map((s) => s.n), span_grain: spans.map((s) => s.grain), span_from: spans.map((s) => s.from), span_until: spans.map((s) => s.to),
    reader: readers.map((r) => r.reader), source: readers.map((r) => r.source),
  }
}
