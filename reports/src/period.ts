import type { Language, Text } from '@mingshu/metrics'
import { text } from '@mingshu/metrics'

/** What kind of period a question asks about; `range` is `a..b`. */
export type Grain = 'year' | 'quarter' | 'month' | 'day' | 'range'

/** A period by its first and last day. */
export interface Span {
  readonly grain: Grain
  readonly from: string
  readonly to: string
}

/** Names of the grains, for sentences. */
export const grainName: Readonly<Record<Grain, Text>> = {
  year: text('年', 'years'), quarter: text('季', 'quarters'), month: text('月', 'months'), day: text('日', 'days'), range: text('起止时段', 'ranges'),
}

/** Reads `2024`, `2024Q3`, `2024-10`, `2024-10-31` or `a..b` of these, both ends included. */
export function parsePeriod(period: string): Span {
  const [first = '', last, ...more] = period.split('..')
  if (more.length > 0) throw notAPeriod(period)
  const a = parseOne(first, period)
  if (last === undefined) return a
  const b = parseOne(last, period)
  if (b.to < a.from) throw notAPeriod(period)
  return { grain: 'range', from: a.from, to: b.to }
}

/** The last day the figures of a period tell about: its end, or the business date while it runs. */
export const lastDay = (span: Span, businessOn: string): string => (span.to < businessOn ? span.to : businessOn)

/** The period as titles name it: 2024年, 2024年第三季度, 2024年10月, 2024年1—6月. */
export function periodName(span: Span, language: Language): string {
  const { year, month, day } = split(span.from)
  if (span.grain === 'year') return language === 'zh' ? `${year}年` : `${year}`
  if (span.grain === 'quarter') {
    const quarter = (month + 2) / 3
    return language === 'zh' ? `${year}年第${'一二三四'[quarter - 1]}季度` : `Q${quarter} ${year}`
  }
  if (span.grain === 'month') return language === 'zh' ? `${year}年${month}月` : `${year}-${pad(month)}`
  if (span.grain === 'day') return language === 'zh' ? `${year}年${month}月${day}日` : span.from
  return between(span.from, span.to, language)
}

/** The days a period covers, as the head of a table prints them; a running period ends at the business date. */
export function spanName(span: Span, businessOn: string, language: Language): string {
  const to = lastDay(span, businessOn)
  return to < span.from ? dayName(span.from, language) : between(span.from, to, language)
}

/** A day in words: 2024年12月31日. */
export function dayName(day: string, language: Language): string {
  if (language === 'en') return day
  const on = split(day)
  return `${on.year}年${on.month}月${on.day}日`
}

/** The twelve months that end with a period, as a question asks for them. */
export function twelveMonths(span: Span): string {
  const { year, month } = split(span.to)
  const from = month === 12 ? `${year}-01` : `${year - 1}-${pad(month + 1)}`
  return `${from}..${year}-${pad(month)}`
}

/** Days from one day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** Excel's serial number of a day: made from year, month and day, so no time zone moves it. */
export const serialOf = (day: string): number => daysBetween('1899-12-30', day)

/** An instant as people of Asia/Shanghai read it: 2025-01-01 06:00. */
export function clockOf(instant: string): string {
  const at = new Date(Date.parse(instant) + 8 * 3_600_000)
  return Number.isNaN(at.valueOf()) ? instant : at.toISOString().slice(0, 16).replace('T', ' ')
}

function parseOne(word: string, period: string): Span {
  const match = /^(\d{4})(?:Q([1-4])|-(\d{2})(?:-(\d{2}))?)?$/.exec(word)
  if (!match) throw notAPeriod(period)
  const [, y = '', quarter, m, d] = match
  const year = Number(y)
  if (quarter) return { grain: 'quarter', from: `${y}-${pad(Number(quarter) * 3 - 2)}-01`, to: monthEnd(year, Number(quarter) * 3) }
  if (!m) return { grain: 'year', from: `${y}-01-01`, to: `${y}-12-31` }
  if (Number(m) < 1 || Number(m) > 12) throw notAPeriod(period)
  if (!d) return { grain: 'month', from: `${y}-${m}-01`, to: monthEnd(year, Number(m)) }
  const day = `${y}-${m}-${d}`
  if (Number(d) < 1 || day > monthEnd(year, Number(m))) throw notAPeriod(period)
  return { grain: 'day', from: day, to: day }
}

function between(from: string, to: string, language: Language): string {
  if (language === 'en') return from === to ? from : `${from} to ${to}`
  const a = split(from)
  const b = split(to)
  const whole = a.day === 1 && to === monthEnd(b.year, b.month)
  if (from === to) return dayName(from, language)
  if (whole && a.year === b.year) return a.month === b.month ? `${a.year}年${a.month}月` : `${a.year}年${a.month}—${b.month}月`
  if (whole) return `${a.year}年${a.month}月—${b.year}年${b.month}月`
  if (a.year === b.year && a.month === b.month) return `${a.year}年${a.month}月${a.day}—${b.day}日`
  if (a.year === b.year) return `${a.year}年${a.month}月${a.day}日—${b.month}月${b.day}日`
  return `${dayName(from, language)}—${dayName(to, language)}`
}

function split(day: string): { year: number; month: number; day: number } {
  const [year = 0, month = 1, on = 1] = day.split('-').map(Number)
  return { year, month, day: on }
}

const pad = (n: number): string => String(n).padStart(2, '0')

const monthEnd = (year: number, month: number): string => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)

const notAPeriod = (period: string): Error =>
  new Error(`“${period}”不是统计时段，请写成 2024、2024Q3、2024-10、2024-10-31 或 2024-01..2024-06。“${period}” is not a period.`)
