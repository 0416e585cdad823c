import { text, type Dimension, type Language, type Metric, type Text } from '@mingshu/metrics'
import type { Column, Field, Heading } from './layout.js'

/** One column of figures: a field of a metric, or of one member of a breakdown. */
export interface FigureColumn {
  readonly heading: Text
  readonly metric: Metric
  readonly field: Field
  readonly split?: { readonly dimension: string; readonly name: Text; readonly member: string; readonly memberName: Text; /** All members stand in the table. */ readonly whole: boolean }
}

/** Columns under one heading. */
export interface ColumnGroup {
  readonly heading: Text
  readonly of: readonly ColumnSpec[]
}

export type ColumnSpec = FigureColumn | ColumnGroup

/** A column with the value of a metric; headed by the metric's name and unit unless said otherwise. */
export const figure = (metric: Metric, heading: Text = headed(metric)): FigureColumn => ({ heading, metric, field: 'value' })

/** A column with something derived from a metric: its change on a year earlier, its place among the siblings … */
export const derived = (metric: Metric, field: Exclude<Field, 'value'>, heading: Text): FigureColumn => ({ heading, metric, field })

/** A column for each member of a breakdown. Default: all of them, in their order. */
export function members<const M extends Record<string, Text>>(
  metric: Metric, dimension: string, of: Dimension & { readonly members: M }, only?: readonly (keyof M & string)[],
): readonly FigureColumn[] {
  if (!metric.dimensions.includes(dimension)) throw new Error(`${metric.code} has no breakdown “${dimension}”; it has: ${metric.dimensions.join(', ') || 'none'}.`)
  return Object.entries(of.members)
    .filter(([member]) => !only || only.includes(member))
    .map(([member, memberName]) => ({
      heading: memberName, metric, field: 'value' as const,
      split: { dimension, name: of.name, member, memberName, whole: !only },
    }))
}

/** Puts columns under one heading; three levels at most. */
export const group = (heading: Text, ...of: readonly ColumnSpec[]): ColumnGroup => ({ heading, of })

/** The columns under the headings, left to right. */
export const leavesOf = (specs: readonly ColumnSpec[]): readonly FigureColumn[] => specs.flatMap((s) => ('of' in s ? leavesOf(s.of) : [s]))

/** The headings as a table prints them. */
export const headingsOf = (specs: readonly ColumnSpec[], say: (words: Text) => string): Heading[] =>
  specs.map((s) => ('of' in s ? { label: say(s.heading), children: headingsOf(s.of, say) } : { label: say(s.heading) }))

/** Numbers columns as statistical tables do: 甲 乙 丙 … (A B C …) for words, 1 2 3 … for figures. */
export function numbered(columns: readonly Omit<Column, 'no'>[], language: Language): Column[] {
  let words = 0
  let figures = 0
  return columns.map((column) => ({ ...column, no: column.align === 'text' ? { zh: '甲乙丙丁戊己庚辛壬癸', en: 'ABCDEFGHIJ' }[language].charAt(words++) : String(++figures) }))
}

/** A metric's name with its unit of measure, as headings print it. */
export const headed = (metric: Metric): Text =>
  metric.unit.zh === '%' ? metric.name : text(`${metric.name.zh}(${metric.unit.zh})`, metric.unit.en ? `${metric.name.en} (${metric.unit.en})` : metric.name.en)
