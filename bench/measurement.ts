import type { Report } from './row.js'

/** What a measurement is given. */
export interface Means {
  readonly report: Report
  /** Sizes to measure at, in rows. */
  readonly sizes: readonly number[]
  readonly seed: number
  /** Say every statement that takes at least this many seconds. Default: none. */
  readonly statements?: number
  /** Says a line that is no result. */
  readonly say: (line: string) => void
}

/** Measures one promise and adds its rows to the report. Rejects when the compared results are not equal. */
export type Measurement = (means: Means) => Promise<void>
