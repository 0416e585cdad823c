import { createHash } from 'node:crypto'
import { overTime, overUnits, subjects, systemNames, text, type Metric, type OverTime, type OverUnits, type Text, partsOf } from '@mingshu/metrics'
import type { Definition } from './layout.js'

const kinds: Readonly<Record<Exclude<Metric['kind'], 'ratio'>, Text>> = {
  flow: text('时期数：统计期内发生数', 'Flow: what happened in the period'),
  stock: text('时点数：统计期末的数', 'Stock: what stands at the end'),
  distinct: text('去重数：统计期内每个对象只计一次', 'Distinct: each thing counts once'),
  cohort: text('同批数：统计期内起始、截至计算时已达到的数', 'Cohort: begun in the period and reached by the cut-off'),
}

const units: Readonly<Record<OverUnits, Text>> = {
  sum: text('逐级相加', 'Added'), distinct: text('各级分别去重，不相加', 'Counted at each level, never added'), recompute: text('由本级分子、分母计算', 'Divided at each level'),
}

const times: Readonly<Record<OverTime, Text>> = {
  sum: text('逐月相加', 'Added'), end: text('取期末数', 'Taken at the end'), distinct: text('按整个统计期去重，不相加', 'Counted over the whole period, never added'),
  recompute: text('按整个统计期重新计算', 'Computed over the whole period'),
}

/** One line of 指标口径: what a metric means, in words. */
export function definitionOf(metric: Metric, say: (words: Text) => string): Definition {
  return {
    code: metric.code, name: say(metric.name), measure: say(metric.unit) || '—', meaning: say(metric.meaning),
    formula: formulaOf(metric, say),
    denominator: metric.kind === 'ratio' ? say(metric.denominator) : '—',
    overUnits: say(units[overUnits(metric)]), overTime: say(times[overTime(metric)]),
    source: sourcesOf([metric], say), version: metric.definition ?? 1,
  }
}

/** The source systems of metrics, named once each. */
export function sourcesOf(metrics: readonly Metric[], say: (words: Text) => string): string {
  const of = metrics.flatMap(partsOf).map((m) => m.subject)
  const systems = subjects.filter((s) => of.includes(s.id)).map((s) => s.system)
  return [...new Set(systems)].map((system) => say(systemNames[system])).join(say(text('、', ', ')))
}

/** Changes when any of the definitions changes, in words or in what is counted. */
export const fingerprintOf = (metrics: readonly Metric[]): string => createHash('sha256').update(JSON.stringify(metrics)).digest('hex').slice(0, 8)

function formulaOf(metric: Metric, say: (words: Text) => string): string {
  if (metric.kind !== 'ratio') return say(kinds[metric.kind])
  const times = metric.scale === 1 ? (metric.unit.zh === '%' ? '×100%' : '') : `×${metric.scale}`
  return `${say(metric.of.name)}÷${say(metric.to.name)}${times}`
}
