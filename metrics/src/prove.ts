import { behind, bindsBehind, type Member } from './behind.js'
import { subjects as declared } from './catalogue.js'
import { partsOf } from './parts.js'
import { planOf } from './plan.js'
import type { Cell, Narrowed } from './question.js'
import type { Sql } from './sql.js'
import type { Measure, Metric, Subject } from './subject.js'
import { withMember } from './trace.js'

/** One row of {@link proveSql}: a metric counted again from the facts. */
export interface Recomputed {
  readonly code: string
  readonly numerator: string | null
  readonly denominator: string | null
  readonly value: string | null
}

/** A figure beside what the facts say. */
export interface Proof {
  readonly code: string
  readonly value: string | null
  /** Null where the figure is not told either: a hidden one is not given away here. */
  readonly recomputed: string | null
  readonly of?: string | null
  readonly to?: string | null
  readonly equal: boolean
}

/**
 * Counts the metrics of a question again, straight from the facts, for its unit and whole period; rows are {@link Recomputed}.
 * Facts have no past, so only the version published last can be proved. Needs the role that reads facts.
 */
export function proveSql(question: Narrowed, { member }: { readonly member?: Member } = {}, subjects: readonly Subject[] = declared): Sql {
  const plan = planOf(withMember(question, member), subjects)
  const counted = (metric: Metric, measure: Measure): string => {
    const rows = behind(question, metric, measure, subjects, member)
    return `(with ${rows.ctes} select (${rows.value})::numeric ${rows.from})`
  }
  const proofs = plan.metrics.map((m) => {
    const [of, to] = partsOf(m).map((p) => counted(m, p))
    return m.kind === 'ratio'
      ? `select '${m.code}' as code, trim_scale(n)::text as numerator, trim_scale(d)::text as denominator,
  trim_scale(round(n * ${m.scale} / nullif(d, 0), 6))::text as value
from (select ${of} as n, ${to} as d) parts`
      : `select '${m.code}' as code, null::text as numerator, null::text as denominator, trim_scale(${of})::text as value`
  })
  return { sql: proofs.join('\nunion all\n'), binds: bindsBehind(question, plan, member) }
}

/** Compares a figure with what the facts say. A value that is not told claims nothing. */
export function prove(metric: Metric, cell: Cell, recomputed: Recomputed | undefined): Proof {
  const isTold = cell.status === 'ok' || cell.status === 'partial' || cell.status === 'not_reported'
  const shown = isTold ? (recomputed?.value ?? null) : null
  const isEqual = !isTold || (cell.value === shown && (metric.kind !== 'ratio' || cell.value === null
    || ((cell.of ?? null) === (recomputed?.numerator ?? null) && (cell.to ?? null) === (recomputed?.denominator ?? null))))
  return {
    code: metric.code, value: cell.value, recomputed: shown, equal: isEqual,
    ...(metric.kind === 'ratio' ? { of: isTold ? (recomputed?.numerator ?? null) : null, to: isTold ? (recomputed?.denominator ?? null) : null } : {}),
  }
}
