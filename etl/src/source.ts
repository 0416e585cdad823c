import type { Dimension, System, Text } from '@mingshu/metrics'

/** A value as a source hands it over: text, a number cell of a spreadsheet, or nothing. */
export type Cell = string | number | null

interface Read {
  /** What clerks call the column; it stands in sentences. */
  readonly name: Text
  /** SQL expression over the source's table, or the headers a file may use. */
  readonly from: string | readonly string[]
  /** A row without this value is refused. Default true. */
  readonly required?: boolean
}

/** Words of a source and our codes for them. */
export type Words = Readonly<Record<string, string>>

/** One column of an entity: where its value comes from and how it is read. The key it is declared under is our name for it. */
export type Column = Read & (
  /** Free text, cleaned, at most 200 characters; identity numbers in it are masked. */
  | { readonly kind: 'text' }
  /** The key of another row of the source, letter by letter; an identity number is none. */
  | { readonly kind: 'key' }
  /** A day of Asia/Shanghai, from a date or an instant. `past`: it happened, so not before the system began and not after today. */
  | { readonly kind: 'day'; readonly past?: true }
  /** A whole number from `min` (default 0) to `max` (default 2 147 483 647). */
  | { readonly kind: 'count'; readonly min?: number; readonly max?: number }
  /** A number with decimals, kept digit by digit. */
  | { readonly kind: 'decimal' }
  | { readonly kind: 'flag' }
  /** One of the words a source uses, stored as our code. `otherwise`: the code of words that are not listed. Default: they are refused. */
  | { readonly kind: 'word'; readonly words: Words; readonly otherwise?: string }
  /** A unit's code or name, stored as the unit it was on the day in column `at`; without `at`, on the day of the load or in the file's month. */
  | { readonly kind: 'unit'; readonly at?: string }
  /** An identity number, stored as a pseudonym. */
  | { readonly kind: 'person' }
)

/** A condition on a row's values that a real row fulfils, whatever each value alone looks like. Null values fulfil it. */
export interface Rule {
  /** The column a clerk should look at. */
  readonly column: string
  /** The columns its functions were made for, where several are made alike: as text they cannot be told apart. */
  readonly over?: readonly string[]
  readonly holds: (row: Readonly<Record<string, Value>>, today: string) => boolean
  /** What is wrong and what to do. */
  readonly sentence: Text
  /** Whether a later day may make the row right, so that it is read again although it did not change. Default: never. */
  readonly passing?: (row: Readonly<Record<string, Value>>, today: string) => boolean
}

/** A value under our names. */
export type Value = string | number | boolean | null

/** What a source tells about: one table of a system, or the lines of its files. */
export interface Entity {
  readonly id: string
  readonly name: Text
  readonly columns: Readonly<Record<string, Column>>
  /** Our column that names what a row belongs to, by its key: the issue of an event, the person of a line. */
  readonly parent?: string
  /** The entity of the same system that `parent` names. Rows without a unit lie in the county of their parent. */
  readonly parentEntity?: string
  /** Its rows come in files of a month each, whose first day is stored as `month_on`. */
  readonly isMonthly?: true
  readonly rules?: readonly Rule[]
}

/** An entity read from a table of a PostgreSQL system. */
export interface TableEntity extends Entity {
  readonly table: string
  /** SQL expression that is unique and orders the table's pages, best one whose order is the order of arrival. */
  readonly key: string
  /** Its type in PostgreSQL. Default text. */
  readonly keyType?: 'text' | 'bigint' | 'int'
}

/** Where a system shows since when a county reports: the earliest day of this column, county by county. */
export interface Reporting {
  readonly entity: string
  readonly on: string
}

/** A source system behind a PostgreSQL connection. Entities come after the ones they belong to. */
export interface PostgresSystem {
  readonly id: System
  readonly name: Text
  /** First day the system can have recorded anything; an earlier day is a slip of the keyboard. */
  readonly since: string
  readonly reporting: Reporting
  readonly entities: readonly TableEntity[]
}

/** A kind of file that is complete for one group and month, such as a platform's roster. */
export interface FileSource {
  readonly id: System
  readonly name: Text
  /** What a clerk calls one such file. */
  readonly paper: Text
  readonly since: string
  /** Column whose one value, with the month, says what a file is complete for. */
  readonly group: string
  /** Columns that make a line's key, after group and month. */
  readonly key: readonly string[]
  readonly entity: Entity
}

/** The words of a dimension: its codes, its Chinese labels, and what else a source writes. */
export const wordsOf = (dimension: Dimension, also: Words = {}): Words => ({
  ...Object.fromEntries(Object.entries(dimension.members).flatMap(([code, label]) => [[code, code], [label.zh, code]])),
  ...also,
})
