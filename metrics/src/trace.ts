import { behind, bindsBehind, type Member } from './behind.js'
import { subjects as declared } from './catalogue.js'
import { isDay } from './day.js'
import { planOf } from './plan.js'
import type { Narrowed } from './question.js'
import { QuestionRefused } from './refused.js'
import type { Sql } from './sql.js'
import type { Measure, Metric, Subject } from './subject.js'
import { text } from './text.js'

/** Which part of a ratio: numerator or denominator. */
export type Side = 'of' | 'to'

/** How to page through the rows behind a figure. */
export interface TracePage {
  /** {@link cursorAfter} of the last row seen. */
  readonly cursor?: string
  /** From 1 to 1000. Default 100. */
  readonly limit?: number
  /** Default `of`; means nothing but for ratios. */
  readonly side?: Side
  readonly member?: Member
}

/** A fact behind a figure, and where it came from. */
export interface TraceRow {
  /** Code and names of the unit it was reported for. */
  readonly unit: string
  readonly unit_zh: string
  readonly unit_en: string
  /** The day it counts on, or the first day it holds. */
  readonly counted_on: string
  /** Its columns in order; pseudonyms are cut to eight digits. */
  readonly fields: Readonly<Record<string, string | number | boolean | null>>
  readonly county_id: number
  readonly src_id: string
  readonly source: string | null
  readonly load_id: string | null
  /** Null when a system was read. */
  readonly file_name: string | null
  /** Line of the file, or order of reading. */
  readonly row_no: string | null
  /** When the source was in this state. */
  readonly as_of: string | null
}

/** What the rows behind a figure come to; `value` equals the figure, or its numerator or denominator. */
export interface TraceCount {
  readonly side: 'value' | Side
  readonly rows: string
  readonly value: string | null
}

const technical = ['county_id', 'unit_id', 'source', 'src_id', 'load_id', 'row_no']

/** The fact rows behind the one metric of a question, a page at a time; rows are {@link TraceRow}. Needs the role that reads facts. */
export function traceSql(question: Narrowed, { cursor, limit = 100, side = 'of', member }: TracePage = {}, subjects: readonly Subject[] = declared): Sql {
  const plan = planOf(withMember(question, member), subjects)
  const metric = onlyMetric(plan.metrics)
  const measure = partOf(metric, side)
  refusePersons(question, metric, measure)
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const rows = behind(question, metric, measure, subjects, member)
  const sql = `with ${rows.ctes},
page as (
  select f.county_id, f.unit_id, f.src_id, d.counted_on, row_to_json(f) as fact
  ${rows.from.replaceAll('\n', '\n  ')}${after ? '\n    and (d.counted_on, f.county_id, f.src_id) > (:after_on::date, :after_county::int, :after_id)' : ''}
  order by d.counted_on, f.county_id, f.src_id
  limit :rows
)
select u.code as unit, u.name_zh as unit_zh, u.name_en as unit_en, p.counted_on::text as counted_on, p.county_id, p.src_id,
  p.fact ->> 'source' as source, p.fact ->> 'load_id' as load_id, l.file_name, p.fact ->> 'row_no' as row_no, l.as_of,
  (select json_object_agg(e.name, case when right(e.name, 4) = '_pid' then to_json(left(regexp_replace(e.value #>> '{}', '^.*:', ''), 8)) else e.value end order by e.n)
   from json_each(p.fact) with ordinality as e (name, value, n)
   where e.name <> all (:technical::text[])) as fields
from page p
join unit u on u.unit_id = p.unit_id
left join load l on l.load_id = (p.fact ->> 'load_id')::bigint
order by p.counted_on, p.county_id, p.src_id`
  return {
    sql,
    binds: {
      ...bindsBehind(question, plan, member), technical, rows: rowsWithin(limit),
      ...(after ? { after_on: after[0], after_county: after[1], after_id: after[2] } : {}),
    },
  }
}

/** How many rows stand behind the one metric of a question and what they come to; a ratio has two sides. Rows are {@link TraceCount}. */
export function traceCountSql(question: Narrowed, { member }: Pick<TracePage, 'member'> = {}, subjects: readonly Subject[] = declared): Sql {
  const plan = planOf(withMember(question, member), subjects)
  const metric = onlyMetric(plan.metrics)
  const sides: readonly (readonly [TraceCount['side'], Measure])[] = metric.kind === 'ratio' ? [['of', metric.of], ['to', metric.to]] : [['value', metric]]
  for (const [, measure] of sides) refusePersons(question, metric, measure)
  const counts = sides.map(([side, measure]) => {
    const rows = behind(question, metric, measure, subjects, member)
    return `select '${side}' as side, count(*) as rows, trim_scale((${rows.value})::numeric)::text as value\n${rows.from}`.replace(/^/, `with ${rows.ctes}\n`)
  })
  const sql = counts.length === 1 ? (counts[0] ?? '') : counts.map((c) => `(${c})`).join('\nunion all\n')
  return { sql, binds: bindsBehind(question, plan, member) }
}

/** Where the page after this row begins. */
export const cursorAfter = (row: Pick<TraceRow, 'counted_on' | 'county_id' | 'src_id'>): string => `${row.counted_on}~${row.county_id}~${row.src_id}`

function readCursor(cursor: string): readonly [string, number, string] {
  const [, on = '', county = '', id = ''] = /^(\d{4}-\d{2}-\d{2})~(\d{1,9})~(.+)$/s.exec(cursor) ?? []
  if (isDay(on) && id !== '' && id.length <= 200) return [on, Number(county), id]
  throw new QuestionRefused('bad_question', text('翻页标记不对，请从第一页重新开始。', 'The cursor is not one of ours. Start again from the first page.'))
}

function rowsWithin(limit: number): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit
  throw new QuestionRefused('bad_question', text('每页行数应为 1 到 1000 的整数。', 'The number of rows should be a whole number from 1 to 1000.'))
}

/** A figure of one member is planned as its split, so that the same is refused. */
export const withMember = (question: Narrowed, member?: Member): Narrowed => {
  const { by: _, ...whole } = question
  return member ? { ...whole, by: member.dim } : whole
}

/** The metric of a question that may name only one. */
export function onlyMetric(metrics: readonly Metric[]): Metric {
  const [metric, more] = metrics
  if (metric && !more) return metric
  throw new QuestionRefused('bad_question', text('一次只能查看一个指标的明细。', 'The rows behind one metric at a time.'))
}

const partOf = (m: Metric, side: Side): Measure => (m.kind === 'ratio' ? m[side] : m)

/** Refuses what would tell about persons to whoever does not work with the lists. */
export function refusePersons({ scope }: Narrowed, metric: Metric, measure: Measure): void {
  if (scope.exact || !measure.persons) return
  throw new QuestionRefused('persons', text(
    `“${metric.name.zh}”的明细涉及个人，只有可查看名册的岗位能看。`, `The rows behind “${metric.name.en}” are about persons; only those who work with the lists may see them.`))
}
