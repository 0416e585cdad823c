import { subjects as declared } from './catalogue.js'
import { addDays, partsOf as dateParts } from './day.js'
import { readerOf } from './parts.js'
import { mayBePrinted, type Qualifier } from './phrase.js'
import { planOf, type Plan } from './plan.js'
import type { Narrowed } from './question.js'
import { readingSql, type Reads, reportsIn, toldBy } from './reading.js'
import type { Sql } from './sql.js'
import { overUnits, type Metric, type Subject } from './subject.js'

/** A month that a county has not reported. */
export interface Gap {
  readonly zh: string
  readonly en: string
  /** `2024-10`. */
  readonly month: string
  /** It is the last month asked, the one that states are read in. */
  readonly isLast: boolean
}

/** One row of {@link askSql}: a metric in a row of the answer. Numbers are decimal strings. */
export interface Asked {
  readonly metric_no: number
  readonly row_no: number
  readonly numerator: string | null
  readonly denominator: string | null
  readonly value: string | null
  readonly is_reported: boolean
  readonly is_whole: boolean
  /** The unit stood during the period. */
  readonly stood: boolean
  readonly prev_value?: string | null
  readonly prev?: string | null
  readonly yoy_value?: string | null
  readonly yoy?: string | null
  readonly ytd?: string | null
  readonly ytd_yoy_value?: string | null
  readonly ytd_yoy?: string | null
  readonly target?: string | null
  /** The number and the word it was printed with in public, and whether the value may still be printed so. */
  readonly printed: string | null
  readonly qualifier: Qualifier | null
  readonly is_as_printed: boolean | null
  readonly completion?: string | null
  readonly share?: string | null
  /** Decided among all rows; a bigint. */
  readonly rank?: string | null
  readonly contribution?: string | null
  /** Sum of the rows less the total. */
  readonly overlap?: string | null
  /** On the total only: last day read, months missing, functional zones cut out of districts, and whether the tree changed since. */
  readonly read_on: string | null
  readonly gaps: readonly Gap[] | null
  /** On the total only: counties that were to report some month of the period, and those that were to report its last. */
  readonly due: number | null
  readonly due_last: number | null
  readonly zones: readonly { readonly zone: readonly [zh: string, en: string]; readonly host: readonly [zh: string, en: string] }[] | null
  readonly moved: boolean | null
}

/**
 * The SQL that answers a question from the roll-up, at its version; rows are {@link Asked}, read by `answerOf`.
 * Refuses what the roll-up cannot answer exactly.
 */
export function askSql(question: Narrowed, subjects: readonly Subject[] = declared): Sql {
  return sqlOf(question, planOf(question, subjects), subjects)
}

/** What a plan reads from the roll-up. */
export const readsOf = (question: Narrowed, plan: Plan, subjects: readonly Subject[], metrics: readonly Metric[] = plan.metrics): Reads => ({
  metrics, rows: plan.rows, stretches: plan.stretches, subjects, v: question.v, businessOn: question.businessOn, hasDays: plan.at.hasDays,
})

/** {@link askSql} for a plan already made. */
export function sqlOf(question: Narrowed, plan: Plan, subjects: readonly Subject[]): Sql {
  const reading = readingSql(readsOf(question, plan, subjects))
  const compare = question.compare ?? []
  const byUnit = question.by === 'unit'
  const compared = (['prev', 'yoy'] as const).filter((c) => compare.includes(c))
  const [base] = compare.filter((c) => c === 'prev' || c === 'yoy')
  const hasTarget = compare.includes('target')
  const change = (now: string, then: string): string => `round(case when m.is_ratio then ${now} - ${then} else (${now} - ${then}) / nullif(${then}, 0) end, 6)`
  const ofTotal = (column: string): string => `max(f.${column}) filter (where f.row_no = 0) over (partition by f.metric_no)`
  const ofRow = (expression: string): string => `case when m.is_additive and f.row_no > 0 then round(${expression}, 6) end`

  const columns = [
    ...compared.flatMap((c) => [print(`f.${c}`, `${c}_value`), print(change('f.value', `f.${c}`), c)]),
    ...(compare.includes('ytd') ? [print('f.ytd', 'ytd'), print('f.ytd_yoy', 'ytd_yoy_value'), print(change('f.ytd', 'f.ytd_yoy'), 'ytd_yoy')] : []),
    ...(hasTarget ? [print('t.value', 'target'), print('round(f.ytd / nullif(t.value, 0), 6)', 'completion')] : []),
    ...(byUnit
      ? [
          print(ofRow(`f.value / nullif(${ofTotal('value')}, 0)`), 'share'),
          `case when f.row_no > 0 and f.value is not null and m.good <> 0
    then rank() over (partition by f.metric_no, f.row_no > 0, f.value is null order by f.value * m.good desc) end as rank`,
          print('case when m.is_distinct and f.row_no = 0 then sum(f.value) filter (where f.row_no > 0) over (partition by f.metric_no) - f.value end', 'overlap'),
        ]
      : []),
    ...(byUnit && base ? [print(ofRow(`(f.value - f.${base}) / nullif(${ofTotal('value')} - ${ofTotal(base)}, 0)`), 'contribution')] : []),
    ...totalColumns(question),
    print('h.printed', 'printed'), 'h.qualifier', `${mayBePrinted('f.value', 'h')} as is_as_printed`,
  ]
  const targets = `left join unnest(:target_row::int[], :target_year::int[]) y (row_no, year) on y.row_no = f.row_no
left join target_told t on t.county_id = a.county_id and t.unit_id = a.unit_id and t.metric_code = m.code and t.year = y.year and a.member = '' and ${toldBy('t')}`
  const sql = `with ${reading.sql},
asked (metric_no, code, reader, of_code, to_code, scale, good, is_ratio, is_additive, is_distinct) as (
  select metric_no, code, reader, of_code, to_code, scale, good, to_code is not null, is_additive, is_distinct
  from unnest(:m_no::int[], :m_code::text[], :m_reader::text[], :m_of::text[], :m_to::text[], :m_scale::numeric[], :m_good::int[], :m_additive::boolean[], :m_distinct::boolean[])
    as m (metric_no, code, reader, of_code, to_code, scale, good, is_additive, is_distinct)
),
part (metric_no, row_no, role, is_ratio, scale, numerator, denominator, is_reported, is_whole, holes) as (
  select m.metric_no, p.row_no, p.role, m.is_ratio, m.scale, max(p.value) filter (where p.code = m.of_code), max(p.value) filter (where p.code = m.to_code),
    bool_and(p.is_reported), bool_and(p.is_whole), string_agg(p.holes, '/' order by p.code)
  from asked m
  join measure p on p.reader = m.reader and p.code in (m.of_code, m.to_code)
  group by m.metric_no, p.row_no, p.role, m.is_ratio, m.scale
),
figure (metric_no, row_no, role, numerator, denominator, value, is_reported, is_whole, holes) as (
  -- Ratios are divided here, last, from the numerator and denominator of the level asked.
  select metric_no, row_no, role, case when is_ratio then numerator end, denominator,
    case when is_ratio then round(numerator * scale / nullif(denominator, 0), 6) else numerator end, is_reported, is_whole, holes
  from part
),
${figuresCte(compared, compare.includes('ytd') || hasTarget, compare.includes('ytd'))},
gap (reader, read_on, due, due_last, gaps) as (
  select h.reader, max(h.end_on) - 1, max(n.due)::int, max(n.due_last)::int, jsonb_agg(jsonb_build_object(
      'zh', k.name_zh, 'en', k.name_en, 'month', to_char(d.month_on, 'YYYY-MM'), 'isLast', d.month_on = month_of(h.until_on - 1))
    order by d.month_on, k.sort_no) filter (where k.unit_id is not null)
  from reach h
  cross join lateral (
    select count(distinct p.county_id) as due, count(distinct p.county_id) filter (where m.month_on = month_of(h.until_on - 1)) as due_last
    from unnest(:months::date[]) as m (month_on)
    join reporter p on p.unit_id = h.unit_id and ${reportsIn('m.month_on')}
    where m.month_on >= month_of(h.from_on) and m.month_on < h.until_on
  ) n
  left join month_due d on d.source = h.source and d.unit_id = h.unit_id and d.month_on >= month_of(h.from_on) and d.month_on < h.until_on and d.missing is not null
  left join unit k on k.level = 'county' and k.county_id = any (d.missing)
  where h.row_no = 0 and h.role = 'value'
  group by h.reader
)
select f.metric_no, f.row_no, ${print('f.numerator', 'numerator')}, ${print('f.denominator', 'denominator')}, ${print('f.value', 'value')}, f.is_reported, f.is_whole,
  u.valid_from < p.until_on and (u.valid_to is null or u.valid_to > p.from_on) as stood,
  ${columns.join(',\n  ')}
from figures f
join asked m on m.metric_no = f.metric_no
join row_asked a on a.row_no = f.row_no
join unit u on u.unit_id = a.unit_id
join unnest(:p_code::text[], :p_from::date[], :p_until::date[]) with ordinality as p (code, from_on, until_on, n) on p.n = a.period_no + 1
left join published_figure_told h on h.county_id = a.county_id and h.unit_id = a.unit_id and h.metric_code = m.code and h.period = p.code and a.member = '' and ${toldBy('h')}
left join gap g on g.reader = m.reader and f.row_no = 0${hasTarget ? `\n${targets}` : ''}
order by f.row_no, f.metric_no`
  return { sql, binds: { ...reading.binds, ...bindsOf(question, plan, subjects) } }
}

const print = (expression: string, name: string): string => `trim_scale(${expression})::text as ${name}`

// One row for each metric and row of the answer. Figures are compared only when the same counties are missing from both, in the same places.
function figuresCte(compared: readonly ('prev' | 'yoy')[], hasToDate: boolean, comparesToDate: boolean): string {
  const of = (column: string, role: string): string => `max(${column}) filter (where role = '${role}')`
  const holes = (role: string): string => `coalesce(${of('holes', role)}, 'not read')`
  const ifAlike = (role: string, than: string): string => `case when ${holes(role)} = ${holes(than)} then ${of('value', role)} end as ${role}`
  const columns = [
    ...(['numerator', 'denominator', 'value'] as const).map((c) => `${of(c, 'value')} as ${c}`),
    ...(['is_reported', 'is_whole'] as const).map((c) => `bool_or(${c}) filter (where role = 'value') as ${c}`),
    ...compared.map((role) => ifAlike(role, 'value')),
    ...(hasToDate ? [`${of('value', 'ytd')} as ytd`] : []),
    ...(comparesToDate ? [ifAlike('ytd_yoy', 'ytd')] : []),
  ]
  return `figures as (
  select metric_no, row_no, ${columns.join(',\n    ')}
  from figure
  group by metric_no, row_no
)`
}

function totalColumns(question: Narrowed): string[] {
  const zones = `case when f.row_no = 0 and f.metric_no = 0 then (
    select jsonb_agg(distinct jsonb_build_object('zone', jsonb_build_array(z.name_zh, z.name_en), 'host', jsonb_build_array(o.name_zh, o.name_en)))
    from unit z join unit w on w.parent_id = z.unit_id join unit o on o.level = 'county' and o.code = left(w.code, 6) and o.unit_id <> z.unit_id
    where z.kind = 'zone' and o.unit_id in (select unit_id from row_asked)) end as zones`
  const moved = `f.row_no = 0 and exists (
    select from unit_closure c cross join lateral (values (c.valid_from), (c.valid_to)) d (moved_on)
    where c.ancestor_id in (select unit_id from row_asked) and d.moved_on > :first_on::date and d.moved_on <= :business_on::date) as moved`
  return ['g.read_on::text as read_on', 'g.gaps as gaps', 'g.due as due', 'g.due_last as due_last', zones, question.tree === 'now' ? moved : 'null::boolean as moved']
}

function bindsOf(question: Narrowed, { metrics, periods, rows }: Plan, subjects: readonly Subject[]): Readonly<Record<string, unknown>> {
  const sign = { up: 1, down: -1, neutral: 0 }
  const targets = (question.compare ?? []).includes('target') ? rows.flatMap((r) => {
    const p = periods[r.periodNo]
    const year = p && dateParts(addDays(p.to, -1))[0]
    return p && year === dateParts(p.from)[0] ? [{ row: r.rowNo, year }] : []
  }) : []
  return {
    m_no: metrics.map((_, i) => i), m_code: metrics.map((m) => m.code), m_reader: metrics.map((m) => readerOf(m, subjects)),
    m_of: metrics.map((m) => (m.kind === 'ratio' ? m.of.code : m.code)), m_to: metrics.map((m) => (m.kind === 'ratio' ? m.to.code : null)),
    m_scale: metrics.map((m) => (m.kind === 'ratio' ? m.scale : 1)), m_good: metrics.map((m) => sign[m.good]),
    m_additive: metrics.map((m) => overUnits(m) === 'sum'), m_distinct: metrics.map((m) => overUnits(m) === 'distinct'),
    p_code: periods.map((p) => p.code), p_from: periods.map((p) => p.from), p_until: periods.map((p) => p.to),
    target_row: targets.map((t) => t.row), target_year: targets.map((t) => t.year),
  }
}
