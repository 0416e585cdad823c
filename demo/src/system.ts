import type { Calendar } from './calendar.js'
import type { Day } from './days.js'
import type { Places } from './places.js'

/** What the rows of all systems depend on, besides the day. */
export interface World {
  readonly seed: number
  readonly places: Places
  readonly calendar: Calendar
}

export type Row = readonly (string | number | null)[]

interface Columns {
  readonly name: string
  /** Names of the leading columns that are the key. */
  readonly key: readonly string[]
  readonly columns: readonly string[]
}

/** A table whose rows belong to days. */
export interface DailyTable extends Columns {
  /** Days after which the rows of a day no longer change. */
  readonly settles: number
  /** Days before which the rows of a day are not yet known. */
  readonly ahead: number
  /** The rows that belong to a day, as they stood at the end of another. */
  on(day: Day, asOf: Day): Row[]
}

/** A small table, always looked at as a whole. */
export interface WholeTable extends Columns {
  at(asOf: Day): Row[]
}

export type Table = DailyTable | WholeTable

/** A source system with a database of its own. */
export interface System {
  readonly name: 'service-menu' | 'station-gates' | 'member-register' | 'issue-system' | 'party-affairs'
  readonly tables: readonly Table[]
}
