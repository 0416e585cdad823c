import { labelOf, text, type Metric, type Text } from '@mingshu/metrics'
import type { Asking } from './asking.js'
import { headed, type FigureColumn } from './columns.js'
import { formatOf } from './figure-cell.js'
import type { Chart } from './layout.js'
import type { ChartPart } from './part.js'
import { monthNames, twelveMonths } from './period.js'

/** Draws a metric of the children as bars, in administrative order. Nothing for a unit with fewer than two children. */
export const barsByArea = (metric: Metric): ChartPart => async (asking) => {
  const { context, say, nameOf } = asking
  const { rows } = await asking.ask({ metrics: [metric.code], unit: context.unit.code, by: 'unit' })
  if (rows.length < 2) return undefined
  return chart(asking, {
    kind: 'bar', what: text(`各地${metric.name.zh}`, `${metric.name.en} by area`), metric,
    categories: rows.map((r) => nameOf(r.unit)), series: [{ name: say(metric.name), values: rows.map((r) => r.cells[metric.code]?.value ?? null) }],
  })
}

/** Draws the members of a measure of the children as stacked bars. Nothing for a unit with fewer than two children. */
export const stackByArea = (columns: readonly FigureColumn[]): ChartPart => async (asking) => {
  const { context, say, nameOf } = asking
  const [first] = columns
  if (!first?.split) return undefined
  const { metric, split } = first
  const areas = (await asking.ask({ metrics: [metric.code], unit: context.unit.code, by: 'unit' })).rows.map((r) => r.unit)
  if (areas.length < 2) return undefined
  const values = new Map<string, (string | null)[]>(columns.map((c) => [c.split?.member ?? '', []]))
  for (const unit of areas) {
    const { rows } = await asking.ask({ metrics: [metric.code], unit, by: split.dimension })
    for (const [member, list] of values) list.push(rows.find((r) => r.member === member)?.cells[metric.code]?.value ?? null)
  }
  return chart(asking, {
    kind: 'stacked', what: text(`各地${metric.name.zh}(按${split.name.zh}分)`, `${metric.name.en} by area and ${split.name.en.toLowerCase()}`), metric,
    categories: areas.map(nameOf),
    series: columns.map((c) => ({ name: say(c.heading), values: values.get(c.split?.member ?? '') ?? [] })),
  })
}

/** Draws one or more metrics of one unit of measure over the twelve months that end with the period. */
export const trend = (title: Text, ...metrics: readonly [Metric, ...Metric[]]): ChartPart => async (asking) => {
  const { context, say, language, period } = asking
  const months = twelveMonths(period)
  const { rows } = await asking.ask({ metrics: metrics.map((m) => m.code), unit: context.unit.code, period: months.code, by: 'month' })
  if (rows.length < 2) return undefined
  return chart(asking, {
    kind: 'line', what: title, metric: metrics[0], when: labelOf(months)[language],
    categories: monthNames(rows.map((r) => r.period), language),
    series: metrics.map((metric) => ({ name: say(metric.name), values: rows.map((r) => r.cells[metric.code]?.value ?? null) })),
  })
}

function chart(
  { context, say, period, language }: Asking,
  { kind, what, metric, when, categories, series }: Pick<Chart, 'kind' | 'categories' | 'series'> & { what: Text; metric: Metric; when?: string },
): Chart {
  const measure = say(metric.unit)
  const time = when ?? labelOf(period)[language]
  const place = say(context.unit.name)
  return {
    kind, categories, series, title: say(what),
    subtitle: [place, time, measure].filter(Boolean).join(say(text('，', ', '))),
    format: formatOf(metric),
    alt: say(text(`${place}${time}${what.zh}，${categories.length}项，${headed(metric).zh}。`, `${what.en}, ${place}, ${time}; ${categories.length} items; ${headed(metric).en}.`)),
  }
}
