import type { Language } from '@mingshu/metrics'

/** One value of a ledger's row. Days are `YYYY-MM-DD`. */
export type LedgerValue = string | number | boolean | null

/** A row, in the order of the columns. */
export type LedgerRow = readonly LedgerValue[]

/** One column of a ledger. */
export interface LedgerColumn {
  readonly label: string
  /** `number` writes decimal strings as numbers. Default: numbers and days as what they are, all else as text. */
  readonly kind?: 'number'
}

/** The rows behind a figure, to be written as a workbook. */
export interface Ledger {
  readonly metric: { readonly code: string; readonly name: string }
  readonly unit: { readonly code: string; readonly name: string }
  readonly period: string
  readonly periodName: string
  readonly version: number
  readonly businessOn: string
  readonly publishedAt: string
  readonly viewUrl: string
  readonly demo: boolean
  readonly language: Language
  readonly columns: readonly LedgerColumn[]
  /** How many rows will come. Told in row 1 and in the file's name before they do. */
  readonly count: number
  /** Rows, some at a time, so that only a page is waited for. */
  readonly pages: AsyncIterable<readonly LedgerRow[]> | Iterable<readonly LedgerRow[]>
}
