import type { Text } from './text.js'

/** What a figure is compared with: previous period 环比, same period last year 同比, year to date 累计, target 目标. */
export type Comparison = 'prev' | 'yoy' | 'ytd' | 'target'

/** What the rows of an answer are: children of the unit, periods within the period, or members of a dimension. */
export type Split = 'unit' | 'day' | 'month' | 'quarter' | 'year' | (string & {})

/** Which tree adds the units up: the one of the time (当时口径) or today's (现口径). */
export type Tree = 'then' | 'now'

/** One question, as anyone may ask it. */
export interface Question {
  readonly metrics: readonly string[]
  /** Unit code. */
  readonly unit: string
  /** `2024`, `2024Q3`, `2024-10`, `2024-10-31`, or `a..b` of these (both ends included). */
  readonly period: string
  readonly by?: Split
  readonly compare?: readonly Comparison[]
  /** Published version. Default: the one published now. */
  readonly v?: number
  readonly tree?: Tree
}

/** A unit of the tree, as questions and answers name it. */
export interface Unit {
  readonly unitId: string
  readonly countyId: number
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly level: 'city' | 'county' | 'town' | 'village'
  readonly kind: string
  readonly parent: string | null
  readonly sortNo: number
}

/** What a viewer may see: the rows of whole counties, and single units. */
export interface Scope {
  readonly counties: readonly number[]
  readonly units: readonly string[]
  /** May see small counts of persons as they are. */
  readonly exact: boolean
  /** Counts of persons from 1 to one below this are small. Default 5. */
  readonly smallBelow?: number
}

declare const narrowed: unique symbol

/** A question cut down to what its viewer may see, at one published version: the only thing `ask`, `trace` and `prove` take. */
export interface Narrowed extends Question {
  readonly [narrowed]: true
  readonly v: number
  /** The unit asked about, and its children that the viewer may see, in administrative order. */
  readonly of: Unit
  readonly children: readonly Unit[]
  readonly scope: Scope
  /** Last day the version counts; running periods are read at it. */
  readonly businessOn: string
}

/** Makes a {@link Narrowed}. Only `server/src/access/` (for a viewer) and `etl` (for its own checks) may call it: a test insists. */
export function narrow(question: Question, to: Omit<Narrowed, keyof Question | typeof narrowed> & { readonly v: number }): Narrowed {
  return { ...question, ...to } as unknown as Narrowed
}

/** Why a value is or is not there. */
export type Status = 'ok' | 'not_reported' | 'not_applicable' | 'suppressed' | 'partial'

/** How many counties reported what a figure counts, of how many that were to, and who did not. */
export interface Reach {
  readonly reported: number
  readonly due: number
  readonly missing: readonly Text[]
}

/** One value of an answer. Numbers are decimal strings; rates and shares are fractions of one. */
export interface Cell {
  readonly value: string | null
  readonly status: Status
  /** Who is in the total of a figure that is partial. */
  readonly reach?: Reach
  /** Numerator and denominator of a ratio. */
  readonly of?: string | null
  readonly to?: string | null
  /** Value of the previous period, and the change: a rate for counts, a difference for ratios. */
  readonly prev_value?: string | null
  readonly prev?: string | null
  readonly yoy_value?: string | null
  readonly yoy?: string | null
  /** Year to date up to the end of the period, the same a year earlier, and the change. */
  readonly ytd?: string | null
  readonly ytd_yoy_value?: string | null
  readonly ytd_yoy?: string | null
  readonly target?: string | null
  /** How the figure was printed in public: 2800多. The value stays exact. */
  readonly phrase?: Text
  readonly completion?: string | null
  /** Only in answers by unit: part of the parent, place among the siblings (1 is best), part of the parent's change. */
  readonly share?: string | null
  readonly rank?: number | null
  readonly contribution?: string | null
}

/** One row: a unit, a period, a member when split by a dimension, and a cell for each metric code. */
export interface Row {
  readonly unit: string
  readonly period: string
  readonly member?: string
  readonly cells: Readonly<Record<string, Cell>>
}

/** What a page or a workbook must say beside its figures. */
export interface Note {
  readonly code: 'partial' | 'suppressed' | 'running_period' | 'distinct_overlap' | 'zone' | 'definition_changed' | 'phrase_differs' | 'held' | 'redefined'
  readonly zh: string
  readonly en: string
}

/**
 * The answer to one question. Over HTTP each row is flat (`{unit, period, member?, <code>: Cell}`)
 * and, without `by`, `rows` holds the total alone.
 */
export interface Answer {
  readonly dataVersion: number
  readonly dataAsOf: string
  readonly businessOn: string
  readonly demo: boolean
  readonly question: Question
  readonly metrics: readonly { readonly code: string; readonly name: string; readonly unit: string; readonly decimals: number; readonly good: string; readonly definition: number }[]
  /** The unit's own figure over the whole period. */
  readonly total: Row
  /** Empty without `by`. */
  readonly rows: readonly Row[]
  readonly notes: readonly Note[]
}
