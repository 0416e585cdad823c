import type { Figure } from '../api.js'
import type { Words } from '../words/zh.js'
import { gapText, isKnown } from './cell.js'
import { dash, number } from './number.js'
import type { Table } from './table.js'

/** A line of a sum: what it adds or takes; the line of the result carries `=`. */
export interface LedgerLine {
  readonly key: string
  readonly sign: '' | '+' | '−' | '='
  readonly name: string
  /** Null where it is not told: then nothing is said about whether the sum holds. */
  readonly value: string | null
  /** What stands there instead. */
  readonly gap?: string
}

/** What a line says of a figure. */
export const tells = (cell: Figure | undefined, w: Words): Pick<LedgerLine, 'value' | 'gap'> => ({ value: isKnown(cell) ? cell.value : null, gap: gapText(cell, w) })

/** A line's value as it is printed. */
export const printedLine = ({ value, gap = dash }: LedgerLine): string => (value === null ? gap : number(value))

/** The same sum as a table. */
export const ledgerTable = (lines: readonly LedgerLine[], w: Words): Table => ({
  columns: [{ label: w.chart.item, numeric: false }, { label: w.chart.value, numeric: true }],
  rows: lines.map((line) => ({ key: line.key, cells: [`${line.sign} ${line.name}`.trim(), printedLine(line)], strong: line.sign === '=' })),
})
