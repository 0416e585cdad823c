import { addressOf, readPeriod, type Period } from '../figures/period.js'

/** What a page shows figures against: the year before 同比, the period before 环比, the end of last year 上年底, the target 目标, nothing. */
export const comparisons = ['yoy', 'mom', 'yend', 'plan', 'none'] as const
export type Against = (typeof comparisons)[number]

/** What a page's charts show first. */
export const tabs = ['chart', 'table', 'map'] as const
export type Tab = (typeof tabs)[number]

/** The level of the units a table lists; empty: those directly below. */
export const rowLevels = ['', 'county', 'town', 'village'] as const
export type RowLevel = (typeof rowLevels)[number]

export const themes = ['light', 'dark'] as const
export const languages = ['zh', 'en'] as const

/** The state of a page: every filter, and nothing else. It lives in the address and nowhere else. */
export interface Address {
  readonly period: Period
  /** Unit code. */
  readonly area: string
  readonly level: RowLevel
  readonly cmp: Against
  /** Worker group that stands out, by its code; empty: none. */
  readonly group: string
  readonly tab: Tab
  /** `code`, `name`, or a column with a minus for the greatest first. */
  readonly sort: string
  /** Up to four unit codes that stand out. */
  readonly focus: readonly string[]
  readonly why: boolean
  /** Published version that pins the numbers; 0 is the latest. */
  readonly v: number
  /** Start at once what the page offers. */
  readonly go: boolean
  readonly lang: (typeof languages)[number]
  readonly theme: (typeof themes)[number] | ''
}

/** How each parameter is written and read, in the order in which they stand in an address. */
interface Parameter<T> {
  readonly write: (value: T) => string
  /** Nothing when the text is not a value. */
  readonly read: (text: string) => T | undefined
}

const oneOf = <T extends string>(values: readonly T[]): Parameter<T> => ({ write: (v) => v, read: (text) => values.find((v) => v === text) })
const matching = (shape: RegExp): Parameter<string> => ({ write: (v) => v, read: (text) => (shape.test(text) ? text : undefined) })
const flag: Parameter<boolean> = { write: (on) => (on ? '1' : '0'), read: (text) => (text === '1' ? true : text === '0' ? false : undefined) }
const code = /^[0-9A-Za-z-]{2,20}$/

const grammar: { readonly [K in keyof Address]: Parameter<Address[K]> } = {
  period: { write: addressOf, read: readPeriod },
  area: matching(code),
  level: oneOf(rowLevels),
  cmp: oneOf(comparisons),
  group: matching(/^(?:[a-z][a-z0-9_]{0,30})?$/),
  tab: oneOf(tabs),
  sort: matching(/^-?[a-z][a-z0-9_]*$/),
  focus: {
    write: (codes) => codes.join(','),
    read: (text) => {
      const codes = text === '' ? [] : text.split(',')
      return codes.length <= 4 && codes.every((c) => code.test(c)) ? codes : undefined
    },
  },
  why: flag,
  v: { write: String, read: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined) },
  go: flag,
  lang: oneOf(languages),
  theme: oneOf<(typeof themes)[number] | ''>(['', ...themes]),
}

/** The parameters in the order in which an address prints them. */
export const parameters = Object.keys(grammar) as readonly (keyof Address)[]

/** What a query holds: text, several texts, or a parameter without a value. */
export type Query = Readonly<Record<string, unknown>>

function read<K extends keyof Address>(key: K, text: string): Address[K] | undefined {
  return grammar[key].read(text)
}

function write<K extends keyof Address>(key: K, value: Address[K]): string {
  return grammar[key].write(value)
}

/** Reads a query. A value that is none falls back to the default and is named in `bad`; unknown parameters are dropped. */
export function readAddress(query: Query, defaults: Address): { readonly address: Address; readonly bad: readonly string[] } {
  const bad: string[] = []
  const found: Partial<Record<keyof Address, unknown>> = {}
  for (const key of parameters) {
    const given = query[key]
    const text = Array.isArray(given) ? given.at(-1) : given
    if (typeof text !== 'string') continue
    const value = read(key, text)
    if (value === undefined) bad.push(key)
    else found[key] = value
  }
  return { address: { ...defaults, ...(found as Partial<Address>) }, bad }
}

/** Writes a query: parameters in their fixed order, defaults left out, so that links stay short. */
export function writeAddress(address: Address, defaults: Address): Record<string, string> {
  const query: Record<string, string> = {}
  for (const key of parameters) {
    const text = write(key, address[key])
    if (text !== write(key, defaults[key])) query[key] = text
  }
  return query
}

/** The query of a link to keep: its period and version are written even where they are the defaults of today. */
export function pinnedQuery(address: Address, defaults: Address, version: number): Record<string, string> {
  const query = writeAddress({ ...address, v: version, go: false }, defaults)
  const kept: Record<string, string> = { ...query, period: addressOf(address.period), area: address.area }
  return Object.fromEntries(parameters.flatMap((key) => (kept[key] === undefined ? [] : [[key, kept[key]]])))
}
