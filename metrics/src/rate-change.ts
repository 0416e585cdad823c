import { subjects as declared } from './catalogue.js'
import { readsOf } from './ask-sql.js'
import { isOfPersons, readerOf } from './parts.js'
import { planOf } from './plan.js'
import type { Narrowed } from './question.js'
import { readingSql } from './reading.js'
import { QuestionRefused } from './refused.js'
import type { Sql } from './sql.js'
import type { Subject } from './subject.js'
import { onlyMetric } from './trace.js'
import { text } from './text.js'

/** What a child adds to the change of a ratio; fractions of one as decimal strings. Rows of {@link rateChangeSql}, in administrative order. */
export interface RateChange {
  readonly unit: string
  /** From the change of its own rate 本身变化. */
  readonly own: string
  /** From the change of its weight among the units 构成变化. */
  readonly mix: string
}

/**
 * Splits the change of a ratio over the children of a unit: Δr = Σ w̄·Δr + Σ (r̄ − R̄)·Δw, with w̄, r̄ and R̄ the midpoints of both
 * periods. A unit without a denominator in one period takes its rate from the other, so its whole effect is mix. The parts add up to
 * the change of the children's common rate but for rounding to 12 decimals. The question names one ratio, and `prev` or `yoy`.
 */
export function rateChangeSql(question: Narrowed, subjects: readonly Subject[] = declared): Sql {
  const base = question.compare?.find((c) => c === 'prev' || c === 'yoy') ?? 'prev'
  const plan = planOf({ ...question, by: 'unit', compare: [base] }, subjects)
  const metric = onlyMetric(plan.metrics)
  if (metric.kind !== 'ratio') {
    throw new QuestionRefused('bad_question', text(`“${metric.name.zh}”不是比率，变动按单位相加即可。`, `“${metric.name.en}” is no ratio; its change is the sum of its units'.`))
  }
  if (isOfPersons(metric) && !question.scope.exact) {
    throw new QuestionRefused('persons', text(`“${metric.name.zh}”的构成涉及小数，只有可查看名册的岗位能看。`, `The parts of “${metric.name.en}” include small counts; only those who work with the lists may see them.`))
  }
  const reading = readingSql(readsOf(question, plan, subjects))
  const sql = `with ${reading.sql},
side (row_no, n0, d0, n1, d1) as (
  select row_no,
    coalesce(max(value) filter (where code = :of and role = :base), 0), coalesce(max(value) filter (where code = :to and role = :base), 0),
    coalesce(max(value) filter (where code = :of and role = 'value'), 0), coalesce(max(value) filter (where code = :to and role = 'value'), 0)
  from measure
  where reader = :ratio_reader and row_no > 0
  group by row_no
),
weighed (row_no, r0, r1, w0, w1, middle) as (
  select row_no, coalesce(n0 / nullif(d0, 0), n1 / nullif(d1, 0)), coalesce(n1 / nullif(d1, 0), n0 / nullif(d0, 0)),
    d0 / nullif(sum(d0) over (), 0), d1 / nullif(sum(d1) over (), 0),
    (sum(n0) over () / nullif(sum(d0) over (), 0) + sum(n1) over () / nullif(sum(d1) over (), 0)) / 2
  from side
)
select u.code as unit, trim_scale(round(:scale::numeric * (w0 + w1) / 2 * (r1 - r0), 12))::text as own,
  trim_scale(round(:scale::numeric * ((r0 + r1) / 2 - middle) * (w1 - w0), 12))::text as mix
from weighed
join row_asked a on a.row_no = weighed.row_no
join unit u on u.unit_id = a.unit_id
where r0 is not null and middle is not null
order by weighed.row_no`
  return { sql, binds: { ...reading.binds, of: metric.of.code, to: metric.to.code, base, ratio_reader: readerOf(metric, subjects), scale: metric.scale } }
}
