import { hash as digest } from 'node:crypto'
import { text, type Text } from '@mingshu/metrics'
import { mask, withoutNumbers, type Pseudonymise } from './pseudonym.js'
import { readCount, readDecimal } from './read-count.js'
import { readDay } from './read-day.js'
import type { Cell, Column, Entity, Value } from './source.js'
import type { FindUnit, UnitVersion } from './unit-book.js'

/** What is wrong with one value of a row, in words a clerk can act on. */
export interface Problem {
  /** What the source calls the column. */
  readonly column: Text
  /** As typed, personal values masked; null when nothing was typed. */
  readonly value: string | null
  readonly sentence: Text
  /** The same row may be right on a later day. */
  readonly passing: boolean
}

/** A row under our names. Values that have a problem are null. */
export interface Parsed {
  readonly row: Readonly<Record<string, Value>>
  /** County of the row's unit; null while it is not known. */
  readonly countyId: number | null
  readonly problems: readonly Problem[]
}

/** What reading rows needs besides the rows. */
export interface Reader {
  readonly findUnit: FindUnit
  readonly pseudonym: Pseudonymise
  /** Day of the load in Shanghai: what happened cannot have happened later. */
  readonly today: string
  /** Day whose tree holds for rows that name none. */
  readonly unitsOn: string
  /** First day the source can have recorded anything. */
  readonly since: string
}

/** Parses one row. Cells stand in the order of the entity's columns; `place` says where the row stands: `第 12 行`. */
export type ParseRow = (cells: readonly Cell[], place: () => Text) => Parsed

/** Makes the parser of an entity's rows. */
export function rowParser(entity: Entity, reader: Reader): ParseRow {
  const columns = Object.entries(entity.columns)
  // Units last: the tree depends on the row's day.
  const order = [...columns.keys()].sort((a, b) => Number(columns[a]?.[1].kind === 'unit') - Number(columns[b]?.[1].kind === 'unit'))
  const rules = entity.rules ?? []
  return (cells, place) => {
    const row: Record<string, Value> = {}
    for (const [name] of columns) row[storedAs(name)] = null
    let countyId: number | null = null
    let problems: Problem[] | undefined
    const complain = (name: string, column: Column, cell: Cell, refused: Text, passing = false): void => {
      const value = cell === null || cell === '' ? null : shown(column, cell)
      problems ??= []
      problems.push({ column: column.name, value, sentence: sentence(place(), column.name, value, refused), passing })
    }
    for (const i of order) {
      const [name, column] = columns[i] ?? never()
      const cell = cells[i] ?? null
      const read = column.kind === 'unit' ? readUnit(column, cell, row, reader) : readValue(column, cell, reader)
      if (isRefused(read)) {
        complain(name, column, cell, read.refused, read.passing)
      } else if (read === null) {
        if (column.required !== false) complain(name, column, null, missing)
      } else if (typeof read === 'object') {
        row[storedAs(name)] = read.unitId
        countyId = read.countyId
      } else {
        row[name] = read
      }
    }
    for (const rule of rules) {
      if (rule.holds(row, reader.today)) continue
      const at = columns.findIndex(([name]) => name === rule.column)
      const [name, column] = columns[at] ?? never()
      complain(name, column, cells[at] ?? null, rule.sentence, rule.passing?.(row, reader.today) ?? false)
    }
    return { row, countyId, problems: problems ?? none }
  }
}

/** The same row has the same hash, whenever and from wherever it came. */
export const hashOf = (payload: string): string => digest('sha1', payload, 'base64').slice(0, 22)

const none: readonly Problem[] = []
const missing = text('是空的。请补填', 'is empty. Fill it in')

interface Refused {
  readonly refused: Text
  readonly passing?: boolean
}
const isRefused = (read: Value | Refused | UnitVersion): read is Refused => typeof read === 'object' && read !== null && 'refused' in read

/** Units are stored by the id of their version, so that a later tree does not move the row. */
const storedAs = (name: string): string => (name === 'unit' ? 'unit_id' : name)

function readValue(column: Exclude<Column, { kind: 'unit' }>, cell: Cell, reader: Reader): Value | Refused {
  switch (column.kind) {
    case 'text':
      return readText(cell)
    case 'key':
      return readKey(cell)
    case 'day':
      return inTime(column, readDay(cell), reader)
    case 'count':
      return readCount(cell, column.min, column.max)
    case 'decimal':
      return readDecimal(cell)
    case 'flag':
      return readFlag(cell)
    case 'word':
      return readWord(column, cell)
    case 'person':
      return cell === null || cell === '' ? null : reader.pseudonym(cell)
  }
}

function readUnit(column: Column & { kind: 'unit' }, cell: Cell, row: Readonly<Record<string, Value>>, reader: Reader): UnitVersion | Refused | null {
  if (cell === null || cell === '') return null
  const on = column.at === undefined ? reader.unitsOn : row[column.at]
  return reader.findUnit(String(cell), typeof on === 'string' ? on : reader.unitsOn)
}

function inTime(column: Column & { kind: 'day' }, day: ReturnType<typeof readDay>, { since, today }: Reader): Value | Refused {
  if (!column.past || typeof day !== 'string') return day
  if (day < since) return { refused: tooEarly(since) }
  if (day > today) return { refused: notYet(today), passing: isNear(day, today) }
  return day
}

/** What to say of a day before the source began. */
export const tooEarly = (since: string): Text =>
  text(`早于 ${since}，那时系统还没有记录。请核对年份`, `lies before ${since}, when the system did not record yet. Check the year`)
const notYet = (today: string): Text =>
  text(`晚于今天(${today})。请核对，或待发生后再报`, `lies after today (${today}). Check it, or report it once it has happened`)

/** Whether a later day is close enough that a row may be early rather than mistyped: in this year or the next. */
export const isNear = (day: string, today: string): boolean => Number(day.slice(0, 4)) - Number(today.slice(0, 4)) <= 1

// Characters that PostgreSQL, XML or a reader's eye cannot take: controls, lone surrogates, zero widths, changes of direction.
const unfit = /[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/gu
const longest = 200

function readText(cell: Cell): Value {
  if (cell === null) return null
  const cleaned = withoutNumbers(String(cell).replace(unfit, ' ').trim())
  return cleaned === '' ? null : cleaned.length > longest ? [...cleaned].slice(0, longest).join('') : cleaned
}

// Keys are compared with keys, so nothing in them is masked: units and dates in a row look like an identity number to the eye that masks text.
const identity = /\d{15}|^\d{6}-\d{8}-\d{3}[\dXx]$/

function readKey(cell: Cell): Value | Refused {
  const typed = word(cell)
  if (typed === '') return null
  return identity.test(typed.replaceAll(/\s/g, '')) || typed.length > longest ? { refused: text('不是编号。请填写来源系统中的编号', 'is no key. Enter the key the source gives the row') } : typed
}

const flags: Readonly<Record<string, boolean>> = {
  true: true, t: true, yes: true, y: true, 1: true, 是: true, 有: true, '√': true,
  false: false, f: false, no: false, n: false, 0: false, 否: false, 无: false, '×': false,
}

function readFlag(cell: Cell): Value | Refused {
  const typed = word(cell)
  if (typed === '') return null
  return flags[typed.toLowerCase()] ?? { refused: text('不是“是”或“否”。请二者填一', 'is neither yes nor no. Enter one of them') }
}

function readWord(column: Column & { kind: 'word' }, cell: Cell): Value | Refused {
  const typed = word(cell)
  if (typed === '') return null
  const code = Object.hasOwn(column.words, typed) ? column.words[typed] : column.otherwise
  if (code !== undefined) return code
  const choices = Object.keys(column.words).filter((w) => /\p{sc=Han}/u.test(w)).join('、')
  return { refused: text(`不在可选的词中。请填写：${choices}`, `is not one of the words allowed. Enter one of ${choices}`) }
}

const word = (cell: Cell): string => (cell === null ? '' : String(cell).normalize('NFKC').trim())

const shown = (column: Column, cell: Cell): string => {
  const typed = String(cell).replace(unfit, ' ')
  return (column.kind === 'person' ? mask(typed) : withoutNumbers(typed)).slice(0, longest)
}

function sentence(place: Text, column: Text, value: string | null, refused: Text): Text {
  return text(
    `${place.zh}“${column.zh}”${problemZh(refused.zh, value)}。`,
    `${place.en}: “${column.en}” ${value === null ? '' : `(“${value}”) `}${refused.en}.`,
  )
}

// 第 12 行“活动日期”不是日期：“3月下旬”。请写成 2024-03-25。 The value follows what is wrong, the remedy follows the value.
function problemZh(refused: string, value: string | null): string {
  if (value === null) return refused
  const end = refused.indexOf('。')
  return end < 0 ? `${refused}：“${value}”` : `${refused.slice(0, end)}：“${value}”${refused.slice(end)}`
}

function never(): never {
  throw new Error('An entity names a column it does not declare.')
}
