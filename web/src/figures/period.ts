import type { Language } from '@mingshu/metrics'

/** How long a period is; `range` is months from one to another. */
export type Grain = 'day' | 'month' | 'quarter' | 'year' | 'range'

/** A period as questions write it: `2024`, `2024Q3`, `2024-10`, `2024-10-31` or `2024-01..2024-10`. */
export type Period = string

const two = (n: number): string => String(n).padStart(2, '0')

/** Months since year 0: the arithmetic of periods is done on it, never on clock dates. */
type MonthNo = number
const monthNo = (year: number, month: number): MonthNo => year * 12 + month - 1
const yearOf = (m: MonthNo): number => Math.floor(m / 12)
const monthOf = (m: MonthNo): number => (m % 12) + 1
const printMonth = (m: MonthNo): string => `${yearOf(m)}-${two(monthOf(m))}`

function readMonth(text: string): MonthNo | undefined {
  const match = /^(\d{4})-(\d{2})$/.exec(text)
  const year = Number(match?.[1])
  const month = Number(match?.[2])
  return match && year >= 1949 && year <= 2199 && month >= 1 && month <= 12 ? monthNo(year, month) : undefined
}

/** A day that exists, or nothing. */
function readDay(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || readMonth(text.slice(0, 7)) === undefined) return undefined
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined
}

/** First month and number of months of a period; nothing for a day. */
interface Months {
  readonly grain: Exclude<Grain, 'day'>
  readonly first: MonthNo
  readonly count: number
}

function months(period: Period): Months | undefined {
  const year = /^(\d{4})$/.exec(period)
  if (year && readMonth(`${period}-01`) !== undefined) return { grain: 'year', first: monthNo(Number(period), 1), count: 12 }
  const quarter = /^(\d{4})Q([1-4])$/.exec(period)
  if (quarter && readMonth(`${quarter[1]}-01`) !== undefined) return { grain: 'quarter', first: monthNo(Number(quarter[1]), Number(quarter[2]) * 3 - 2), count: 3 }
  const month = readMonth(period)
  if (month !== undefined) return { grain: 'month', first: month, count: 1 }
  const [a, b, more] = period.split('..')
  const from = readMonth(a ?? '')
  const to = readMonth(b ?? '')
  if (more === undefined && from !== undefined && to !== undefined && from <= to) return { grain: 'range', first: from, count: to - from + 1 }
  return undefined
}

/** Reads a period of a question or of a page address, in which a quarter may be written `2025q3`. */
export function readPeriod(text: string): Period | undefined {
  const period = text.replace('q', 'Q')
  return months(period) || readDay(period) ? period : undefined
}

/** How a page address writes it: in lower case. */
export const addressOf = (period: Period): string => period.toLowerCase()

/** Reads what people type: `202510`, `2025.10`, `2025年10月`, `2025q3`, `2025年三季度`, `2025`, `202501-202510`. */
export function readTyped(text: string): Period | undefined {
  const t = text.trim().replace(/\s+/g, '').replace(/[０-９]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0))
  const parts = t.split(/\.\.|—|–|至|到|~|(?<=\d{6})-(?=\d{6}$)/)
  if (parts.length === 2) {
    const [a, b] = parts.map(readTyped)
    return a && b ? readPeriod(`${a}..${b}`) : undefined
  }
  const quarter = /^(\d{4})年?(?:[Qq第]?([1-4一二三四])(?:季度?)?)$/.exec(t)
  if (quarter && /[Qq季]/.test(t)) return readPeriod(`${quarter[1]}Q${'一二三四'.includes(quarter[2] ?? '') ? '一二三四'.indexOf(quarter[2] ?? '') + 1 : quarter[2]}`)
  const month = /^(\d{4})(?:年|[-./])?(\d{1,2})月?$/.exec(t)
  if (month) return readPeriod(`${month[1]}-${two(Number(month[2]))}`)
  const year = /^(\d{4})年?$/.exec(t)
  return year ? readPeriod(year[1] ?? '') : undefined
}

/** What kind of period it is. */
export const grainOf = (period: Period): Grain => months(period)?.grain ?? 'day'

/** First day, and the day after the last. */
export function daysOf(period: Period): { readonly from: string; readonly to: string } {
  const m = months(period)
  if (!m) return { from: period, to: new Date(Date.parse(`${period}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10) }
  return { from: `${printMonth(m.first)}-01`, to: `${printMonth(m.first + m.count)}-01` }
}

function print(m: Months): Period {
  if (m.grain === 'month') return printMonth(m.first)
  if (m.grain === 'quarter') return `${yearOf(m.first)}Q${Math.ceil(monthOf(m.first) / 3)}`
  if (m.grain === 'year') return String(yearOf(m.first))
  return `${printMonth(m.first)}..${printMonth(m.first + m.count - 1)}`
}

/** The period `steps` of its own length later; earlier when negative. A range moves by its length. */
export function moved(period: Period, steps: number): Period {
  const m = months(period)
  if (!m) return new Date(Date.parse(`${period}T00:00:00Z`) + steps * 86_400_000).toISOString().slice(0, 10)
  return print({ ...m, first: m.first + steps * m.count })
}

/** The same period one year earlier. */
export function yearBefore(period: Period): Period {
  const m = months(period)
  return m ? print({ ...m, first: m.first - 12 }) : `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`
}

/** The `count` months that end with the period's last month, as a range. */
export function monthsUpTo(period: Period, count: number): Period {
  const m = months(period) ?? months(period.slice(0, 7))
  if (!m) throw new Error(`“${period}” is not a period.`)
  return print({ grain: 'range', first: m.first + m.count - count, count })
}

/** The last whole month on a business date: that date's month when it is its last day, else the month before. */
export function lastWholeMonth(businessOn: string): Period {
  const month = businessOn.slice(0, 7)
  const tomorrow = new Date(Date.parse(`${businessOn}T00:00:00Z`) + 86_400_000).toISOString()
  return tomorrow.startsWith(month) ? moved(month, -1) : month
}

/** January to the month of the period's end. */
export function yearToDate(period: Period): Period {
  const last = monthsUpTo(period, 1).slice(0, 7)
  return `${last.slice(0, 4)}-01..${last}`
}

/** The period itself where a quarter ended in it by the business date; else the last quarter that had ended by then. */
export function withQuarterEnd(period: Period, businessOn: string): Period {
  const { from, to } = daysOf(period)
  const end = businessOn !== '' && nextDay(businessOn) < to ? nextDay(businessOn) : to
  const month = readMonth(end.slice(0, 7)) ?? 0
  const boundary = month - (month % 3)
  return `${printMonth(boundary)}-01` > from ? period : print({ grain: 'quarter', first: boundary - 3, count: 3 })
}

/** The part of its year that has passed by the end of a period, or by the business date where that comes first: from 0 to 1. */
export function yearElapsed(period: Period, businessOn: string): number {
  const { to } = daysOf(period)
  const last = moved(to, -1)
  const until = businessOn !== '' && businessOn < last ? businessOn : last
  const year = last.slice(0, 4)
  const start = Date.parse(`${year}-01-01T00:00:00Z`)
  return Math.max(0, Math.min(1, (Date.parse(`${until}T00:00:00Z`) + 86_400_000 - start) / (Date.parse(`${Number(year) + 1}-01-01T00:00:00Z`) - start)))
}

/** Whether the period is still running on the business date. */
export const isRunning = (period: Period, businessOn: string): boolean => daysOf(period).to > nextDay(businessOn) && daysOf(period).from <= businessOn

/** Whether nothing of the period lies on or before the business date. */
export const isFuture = (period: Period, businessOn: string): boolean => daysOf(period).from > businessOn

/** Whether the whole period lies on or before the business date. */
export const isOver = (period: Period, businessOn: string): boolean => !isFuture(period, businessOn) && !isRunning(period, businessOn)

const nextDay = (day: string): string => moved(day, 1)

const quarterWords = ['一', '二', '三', '四']
const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** The name of a period: `2025年10月`, `2025年三季度`, `2025年1—10月`; October 2025, Q3 2025, January–October 2025. */
export function nameOf(period: Period, language: Language): string {
  const m = months(period)
  if (!m) {
    const [y, mm, d] = period.split('-').map(Number)
    return language === 'zh' ? `${y}年${mm}月${d}日` : `${d} ${monthNames[(mm ?? 1) - 1]} ${y}`
  }
  const year = yearOf(m.first)
  const name = (at: MonthNo): string => monthNames[monthOf(at) - 1] ?? ''
  if (m.grain === 'year') return language === 'zh' ? `${year}年` : String(year)
  if (m.grain === 'quarter') {
    const q = Math.ceil(monthOf(m.first) / 3)
    return language === 'zh' ? `${year}年${quarterWords[q - 1]}季度` : `Q${q} ${year}`
  }
  if (m.grain === 'month') return language === 'zh' ? `${year}年${monthOf(m.first)}月` : `${name(m.first)} ${year}`
  const last = m.first + m.count - 1
  if (yearOf(last) === year) return language === 'zh' ? `${year}年${monthOf(m.first)}—${monthOf(last)}月` : `${name(m.first)}–${name(last)} ${year}`
  return language === 'zh' ? `${year}年${monthOf(m.first)}月—${yearOf(last)}年${monthOf(last)}月` : `${name(m.first)} ${year} – ${name(last)} ${yearOf(last)}`
}

/** The short name in a sentence or on an axis: without the year when it is the year of `beside`. */
export function shortNameOf(period: Period, language: Language, beside: string): string {
  const m = months(period)
  if (!m || m.grain === 'year' || !beside.startsWith(String(yearOf(m.first))) || yearOf(m.first + m.count - 1) !== yearOf(m.first)) return nameOf(period, language)
  return language === 'zh' ? nameOf(period, 'zh').replace(/^\d{4}年/, '') : nameOf(period, 'en').replace(/ \d{4}$/, '')
}

/** A label below an axis: the month, with the year below January and the first label. */
export function axisName(period: Period, language: Language, first: boolean): string {
  const m = months(period)
  if (!m) return `${Number(period.slice(5, 7))}-${Number(period.slice(8))}`
  if (m.grain === 'year') return String(yearOf(m.first))
  const short = m.grain === 'quarter' ? `Q${Math.ceil(monthOf(m.first) / 3)}` : language === 'zh' ? `${monthOf(m.first)}月` : (monthNames[monthOf(m.first) - 1] ?? '').slice(0, 3)
  return first || monthOf(m.first) === 1 ? `${short}\n${yearOf(m.first)}` : short
}
