import type { Language } from '@mingshu/metrics'

/** How a number is printed. `percent` holds a fraction of one; `points` holds percentage points. */
export interface NumberFormat {
  readonly style: 'number' | 'percent' | 'points'
  readonly decimals: number
  /** Prints + before a rise. */
  readonly signed?: true
}

/** Why a cell holds no number. */
export type Gap = 'not_applicable' | 'not_reported' | 'suppressed'

/** What the ground of a cell says once more; its words say it first. */
export type Tone = 'good' | 'fair' | 'poor'

/** One cell of a table. Numbers are the decimal strings of the answer. */
export type TableCell =
  | {
      readonly kind: 'number'; readonly value: string; readonly format: NumberFormat
      /** First and last row that the number is the sum of. */
      readonly sumOf?: readonly [number, number]
      /** Columns of its row that the number adds and takes away, 0 being the first column. */
      readonly madeOf?: { readonly plus: readonly number[]; readonly less: readonly number[] }
    }
  | { readonly kind: 'text'; readonly text: string; readonly tone?: Tone }
  | { readonly kind: 'date'; readonly on: string }
  | { readonly kind: 'gap'; readonly why: Gap }

/** A heading over one column, or over the headings below it; at most three levels deep. */
export interface Heading {
  readonly label: string
  readonly children?: readonly Heading[]
}

/** A field of a figure, each a column of the data sheet. */
export type Field = 'value' | 'opening' | 'before' | 'difference' | 'change' | 'target' | 'completion' | 'rank'

/** One column of a table, left to right under the leaves of its headings. */
export interface Column {
  /** 甲, 乙 … for words, 1, 2 … for numbers: notes refer to columns by it. */
  readonly no: string
  readonly align: 'text' | 'number'
  /** Characters the column is wide at most; longer words take several lines. */
  readonly most?: number
  /** Characters the column is wide at least: room to write by hand. */
  readonly least?: number
  /** Which figures of the data sheet the column prints; without it the column is not checked against them. */
  readonly prints?: { readonly field: Field; readonly metric?: string; readonly member?: string }
}

/** One row of a table. */
export interface TableRow {
  readonly kind: 'total' | 'item' | 'heading'
  /** Steps of indentation of the first cell. */
  readonly indent: number
  readonly cells: readonly TableCell[]
}

/** A sum that must hold in every row: column numbers on both sides, 0 being the first column. */
export interface Balance {
  readonly label: string
  readonly whole: number
  readonly parts: readonly number[]
}

/** A formal table 正式表: what a department prints, signs and stamps. */
export interface FormalTable {
  readonly sheet: string
  readonly title: string
  /** 表号. */
  readonly formNo: string
  /** Who, which time, which units of measure: left, centre and right above the rules. */
  readonly head: readonly [string, string, string]
  readonly paper: 'landscape' | 'portrait'
  /**
   * Default `form`. A ledger has buttons to filter at its headings, a handbook these and no signatures, a handout neither form number nor signatures; none of the
   * three numbers its columns.
   */
  readonly look?: 'form' | 'ledger' | 'handbook' | 'handout'
  /** Pages a reader expects; the table is shrunk to them when it nearly fits. */
  readonly pages?: number
  readonly headings: readonly Heading[]
  readonly columns: readonly Column[]
  readonly rows: readonly TableRow[]
  readonly balances: readonly Balance[]
  /** The rows are a list of things that a figure counts. */
  readonly listed?: { readonly label: string; readonly value: string | null; readonly count: number }
  readonly notes: readonly string[]
  /** Signature block under the table. */
  readonly foot: readonly string[]
  /** The figures the table prints, in reading order: rows of the data sheet. */
  readonly figures: readonly Figure[]
}

/** One figure: a row of the data sheet. */
export interface Figure {
  readonly unit: string
  readonly unitName: string
  readonly metric: string
  readonly metricName: string
  readonly dimensionName: string
  /** Member code, or `total`. */
  readonly member: string
  readonly memberName: string
  readonly measure: string
  readonly fields: Readonly<Record<Field, TableCell>>
  /** Numerator, denominator and what multiplies the quotient; only of ratios. */
  readonly ratio?: { readonly of: string | null; readonly to: string | null; readonly scale: number }
  readonly remark: string
}

/** A chart of a workbook, and of a page that previews it. */
export interface Chart {
  readonly kind: 'bar' | 'column' | 'stacked' | 'line'
  readonly title: string
  /** Unit of measure and period. */
  readonly subtitle: string
  readonly categories: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly (string | null)[] }[]
  readonly format: NumberFormat
  /** What the chart shows, for those who cannot see it. */
  readonly alt: string
}

/** One line of the definitions sheet 指标口径. */
export interface Definition {
  readonly code: string
  readonly name: string
  readonly measure: string
  readonly meaning: string
  readonly formula: string
  readonly denominator: string
  readonly overUnits: string
  readonly overTime: string
  readonly source: string
  readonly version: number
}

/** What a rule found, in the words of the workbook. */
export interface Found {
  readonly rule: string
  readonly title: string
  readonly severity: string
  readonly unit: string
  readonly since: string
  readonly says: string
}

/** A whole workbook before it is rendered. */
export interface Workbook {
  readonly report: string
  /** R01 to R14, S1 to S4. */
  readonly reportNo: string
  readonly title: string
  readonly unit: { readonly code: string; readonly name: string }
  readonly period: string
  readonly periodName: string
  readonly language: Language
  readonly version: number
  readonly dataAsOf: string
  readonly businessOn: string
  readonly publishedAt: string
  readonly demo: boolean
  /** Address of the same figures on screen, pinned at the version. */
  readonly viewUrl: string
  readonly tables: readonly FormalTable[]
  readonly charts: readonly Chart[]
  readonly definitions: readonly Definition[]
  /** Fingerprint of the definitions printed. */
  readonly definitionsVersion: string
  readonly notes: readonly string[]
  /** What the rules found of the figures printed. */
  readonly findings: readonly Found[]
  /** 导出号: follows from everything above but the address. */
  readonly exportNo: string
  readonly fileName: string
}
