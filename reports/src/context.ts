import type { Answer, Day, Language, Question, Restated, Subject, Text, TraceRow, Unit } from '@mingshu/metrics'

/** Answers one question; given already narrowed to its viewer. */
export type Ask = (question: Question) => Promise<Answer>

/** A row behind a figure, as far as a list prints it. */
export type TracedRow = Pick<TraceRow, 'unit' | 'unit_zh' | 'unit_en' | 'county_id' | 'src_id' | 'fields'>

/** Lists the rows behind a figure. */
export type Trace = (figure: { readonly metric: string; readonly unit: string; readonly period: string; readonly v: number }) => AsyncIterable<TracedRow>

/** What a rule of the catalogue found. */
export interface Finding {
  readonly rule: string
  readonly title: Text
  readonly severity: 'blocks' | 'explain' | 'informs'
  /** Subjects of the metrics it is about. */
  readonly subjects: readonly string[]
  readonly unitName: Text | null
  readonly since: string
  readonly zh: string
  readonly en: string
}

/** For whom, when and at which version a report is made. */
export interface Context {
  readonly unit: Unit
  /** In administrative order, functional zones after the districts. */
  readonly children: readonly Unit[]
  readonly period: string
  /** Published version every question is pinned at. */
  readonly version: number
  /** Instant of the version's publication: the workbook's own date, so that it can be made again byte for byte. */
  readonly publishedAt: string
  /** Address of the same figures on screen, pinned at the version. */
  readonly viewUrl: string
  /** Default `zh`. */
  readonly language?: Language
  /** Default: the catalogue. */
  readonly subjects?: readonly Subject[]
  /** What the rules found in the unit and below at that version. Default: nothing. */
  readonly findings?: readonly Finding[]
  /** Without it, lists of rows are left out. */
  readonly trace?: Trace
  /** Lists the figures of closed months, of the unit and those directly below it, that changed after they had been published; from the day of publication given. Default: none. */
  readonly corrections?: (since: Day) => Promise<readonly Restated[]>
}
