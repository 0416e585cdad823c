import type { EChartsCoreOption } from 'echarts/core'
import type { Table } from '../figures/table.js'

/** What is read out at one place of a chart: the heading and a line for each series. */
export interface Reading {
  readonly at: string
  readonly lines: readonly { readonly name: string; readonly value: string; readonly mark: Mark }[]
  /** The same in one sentence, for the ear. */
  readonly sentence: string
}

/** How a series looks: an index into the data colours (−1 is the grey of the rest) and into the dashes. */
export interface Mark {
  readonly color: number
  readonly dash: number
}

/** A chart before it is drawn: its option, the table with the same numbers, and what each place of it says. */
export interface Drawing {
  readonly option: EChartsCoreOption
  readonly table: Table
  readonly readings: readonly Reading[]
  /** Series by name, for the legend. */
  readonly series: readonly { readonly name: string; readonly mark: Mark }[]
  /** Keys of the places that lead somewhere when chosen. */
  readonly keys: readonly string[]
}

/** The colour of a mark. */
export const colorOf = ({ color }: Mark, tokens: { readonly cat: readonly string[]; readonly rest: string }): string => tokens.cat[color] ?? tokens.rest
