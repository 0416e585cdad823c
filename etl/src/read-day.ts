import { text, type Text } from '@mingshu/metrics'
import type { Cell } from './source.js'

/** A day as `YYYY-MM-DD`, null for a blank, or what is wrong with it. */
export type Day = string | null | { readonly refused: Text }

/** Reads a day the ways clerks type one. What could mean two things is refused, with the way to write it. */
export function readDay(cell: Cell): Day {
  if (cell === null || cell === '') return null
  if (typeof cell === 'number') return serialDay(cell)
  const plain = /^(\d{4})-(\d\d)-(\d\d)$/.exec(cell)
  if (plain) return existing(plain)
  const typed = cell.normalize('NFKC').trim()
  if (typed === '') return null
  const match = instant.exec(typed) ?? separated.exec(typed) ?? eightDigits.exec(typed)
  if (match) return existing(match)
  if (/^\d{5}$/.test(typed)) return serialDay(Number(typed))
  return { refused: twoDigits.test(typed) ? shortYear : notDay }
}

/** Whether a text is an existing day written `YYYY-MM-DD`. */
export const isDay = (day: string): boolean => typeof existing(/^(\d{4})-(\d\d)-(\d\d)$/.exec(day)) === 'string'

// Systems are read in the time zone of Shanghai, so an instant begins with its day; another offset would not.
const instant = /^(\d{4})-(\d\d)-(\d\d)[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:\+08(?::?00)?)?$/
const separated = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/
const eightDigits = /^(\d{4})(\d\d)(\d\d)$/
const twoDigits = /^\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?$/

const notDay = text('不是日期。请写成 2024-03-25', 'is not a date. Write it like 2024-03-25')
const shortYear = text('年份只有两位。请写成 2024-03-25', 'has a year of two digits. Write it like 2024-03-25')
const noSuchDay = text('这一天不存在。请核对月和日', 'is a day that does not exist. Check month and day')

function existing(match: RegExpExecArray | null): Day {
  if (!match) return { refused: notDay }
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return { refused: noSuchDay }
  return `${match[1]}-${two(month)}-${two(day)}`
}

const two = (number: number): string => (number < 10 ? `0${number}` : String(number))
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const daysIn = (year: number, month: number): number => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31)

// Excel counts days; 36526 is 2000-01-01. A time of day is a fraction. Numbers outside this century mean something else.
function serialDay(serial: number): Day {
  let left = Math.floor(serial) - 36_526
  if (left < 0 || left >= 36_525) return { refused: notDay }
  let year = 2000
  for (let length = 366; left >= length; length = isLeap(year) ? 366 : 365) {
    left -= length
    year += 1
  }
  let month = 1
  for (; left >= daysIn(year, month); month += 1) left -= daysIn(year, month)
  return `${year}-${two(month)}-${two(left + 1)}`
}
