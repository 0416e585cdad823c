import { labelOf, text, type Metric, type Text } from '@mingshu/metrics'
import type { Asking } from './asking.js'
import { dayName, lastTold, spanName } from './period.js'

/** Title of a table: time, place and what. */
export function titleOf({ context, period, language }: Asking, what: Text): string {
  const when = labelOf(period)[language]
  return language === 'zh' ? `${when}${context.unit.name.zh}${what.zh}` : `${what.en}, ${context.unit.name.en}, ${when}`
}

/** Who, which time, which units of measure: the line above the rules. `at` says that all figures are those of the last day. */
export function headOf({ context, period, say, language }: Asking, businessOn: string, metrics: readonly Metric[], at: 'period' | 'end'): [string, string, string] {
  const measures = [...new Set(metrics.filter((m) => m.unit.zh !== '%').map((m) => say(m.unit)))].filter(Boolean)
  const when = at === 'end'
    ? `${say(text('统计截止：', 'As of: '))}${dayName(lastTold(period, businessOn), language)}`
    : `${say(text('统计时段：', 'Period: '))}${spanName(period, businessOn, language)}`
  return [
    `${say(text('填报单位：', 'Reporting unit: '))}${say(context.unit.name)}`,
    when,
    measures.length === 0 ? '' : `${say(text('计量单位：', 'Units: '))}${measures.join(say(text('、', ', ')))}`,
  ]
}
