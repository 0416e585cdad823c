import { text, type Dimension, type Language, type Metric, type Text } from '@mingshu/metrics'
import type { Column, Field, Heading, TableCell } from './layout.js'

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

/** A column that adds others of its row, which stand to its left, and takes some away: a formula in the workbook. */
export interface SumColumn {
  readonly heading: Text
  readonly plus: readonly (FigureColumn | SumColumn)[]
  readonly less: readonly (FigureColumn | SumColumn)[]
}

/** A column that says in words what another of its row, to its left, comes to. */
export interface WordColumn {
  readonly heading: Text
  readonly about: FigureColumn | SumColumn
  readonly says: (shown: TableCell, say: (words: Text) => string) => TableCell
  /** Characters the column is wide at least. */
  readonly least?: number
}

/** A column without columns below it. */
export type Leaf = FigureColumn | SumColumn | WordColumn

export type ColumnSpec = Leaf | ColumnGroup

/** Whether a column prints figures of an answer. */
export const isFigure = (leaf: Leaf): leaf is FigureColumn => 'metric' in leaf

/** A column with the value of a metric; headed by the metric's name and unit unless said otherwise. */
export const figure = (metric: Metric, heading: Text = headed(metric)): FigureColumn => ({ heading, metric, field: 'value' })

/** A column with something derived from a metric: its change on a year earlier, its place among the siblings … */
export const derived = (metric: Metric, field: Exclude<Field, 'value'>, heading: Text): FigureColumn => ({ heading, metric, field })

/** A column that adds some of the columns to its left and takes others away. */
export const sum = (heading: Text, plus: SumColumn['plus'], less: SumColumn['less'] = []): SumColumn => ({ heading, plus, less })

/** A column of words about another. */
export const words = (heading: Text, about: WordColumn['about'], says: WordColumn['says'], least?: number): WordColumn => ({ heading, about, says, ...(least && { least }) })

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
export const leavesOf = (specs: readonly ColumnSpec[]): readonly Leaf[] => specs.flatMap((s) => ('of' in s ? leavesOf(s.of) : [s]))

/** The headings as a table prints them. */
export const headingsOf = (specs: readonly ColumnSpec[], say: (words: Text) => string): Heading[] =>
  specs.map((s) => ('of' in s ? { label: say(s.heading), children: headingsOf(s.of, say) } : { label: say(s.heading) }))

/** Numbers columns as statistical tables do: 甲 乙 丙 … (A B C …) for words, 1 2 3 … for figures. */
export function numbered(columns: readonly Omit<Column, 'no'>[], language: Language): Column[] {
  let words = 0
  let figures = 0
  return columns.map((column) => ({ ...column, no: column.align === 'text' ? { zh: '甲乙丙丁戊己庚辛壬癸子丑寅卯', en: 'ABCDEFGHIJKLMN' }[language].charAt(words++) : String(++figures) }))
}

/** A metric's name with its unit of measure, as headings print it. */
export const headed = (metric: Metric): Text =>
  metric.unit.zh === '%' ? metric.name : text(`${metric.name.zh}(${metric.unit.zh})`, metric.unit.en ? `${metric.name.en} (${metric.unit.en})` : metric.name.en)
