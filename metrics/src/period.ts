import { addDays, addMonths, addMonthsToEnd, daysBetween, isDay, monthOf, monthsBetween, partsOf, quarterOf, yearOf, type Day } from './day.js'
import { QuestionRefused } from './refused.js'
import { text, type Text } from './text.js'

/** A stretch of days, half-open. */
export interface Days {
  readonly from: Day
  /** Excluded. */
  readonly to: Day
}

/** The lengths of time that periods are made of. */
export const grains = ['day', 'month', 'quarter', 'year'] as const
export type Grain = (typeof grains)[number]

/** A period of time as questions name it. */
export interface Period extends Days {
  /** `2024`, `2024Q3`, `2024-10`, `2024-10-31`, or `a..b`. */
  readonly code: string
  readonly grain: Grain | 'range'
}

/** Reads a period; refuses what is none with a sentence. A range takes the start of its first part and the end of its second. */
export function parsePeriod(code: string): Period {
  const [first = '', second, more] = code.trim().split('..')
  const from = one(first)
  if (second === undefined) {
    if (!from) throw badPeriod(code)
    return from
  }
  const to = one(second)
  if (!from || !to || more !== undefined) throw badPeriod(code)
  if (from.from >= to.to) {
    throw new QuestionRefused('bad_period', text(
      `统计期“${clip(code)}”的起点晚于终点。请把两端对调：“${to.code}..${from.code}”。`,
      `The period “${clip(code)}” ends before it begins. Turn it around: “${to.code}..${from.code}”.`))
  }
  return from.code === to.code ? from : { code: `${from.code}..${to.code}`, from: from.from, to: to.to, grain: 'range' }
}

function one(written: string): Period | undefined {
  const code = written.trim().toUpperCase()
  const quarter = /^(\d{4})Q([1-4])$/.exec(code)
  if (quarter) return ofMonths(code, `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`, 3, 'quarter')
  if (/^\d{4}$/.test(code)) return ofMonths(code, `${code}-01-01`, 12, 'year')
  if (/^\d{4}-\d{2}$/.test(code)) return ofMonths(code, `${code}-01`, 1, 'month')
  return isDay(code) ? { code, from: code, to: addDays(code, 1), grain: 'day' } : undefined
}

const ofMonths = (code: string, from: Day, count: number, grain: Grain): Period | undefined =>
  isDay(from) ? { code, from, to: addMonths(from, count), grain } : undefined

const clip = (code: string): string => (code.length > 40 ? `${code.slice(0, 40)}…` : code)

const badPeriod = (code: string): QuestionRefused =>
  new QuestionRefused('bad_period', text(
    `“${clip(code)}”不是统计期。请写成 2024、2024Q3、2024-10、2024-10-31，或用“..”连接起止，如 2024-01..2024-10。`,
    `“${clip(code)}” is not a period. Write 2024, 2024Q3, 2024-10, 2024-10-31, or two of these as 2024-01..2024-10.`))

/** Whether it is whole months. */
export const isWholeMonths = ({ from, to }: Days): boolean => from === monthOf(from) && to === monthOf(to)

/** Whether it is January up to some month but not the whole year: 本年累计. */
export const isCumulative = (p: Days): boolean => p.from === yearOf(p.from) && isWholeMonths(p) && p.to < addMonths(p.from, 12)

/** The stretch of the same length just before: months by months, other stretches by days. */
export function previous(p: Days): Days {
  if (isWholeMonths(p)) return { from: addMonths(p.from, -monthsBetween(p.from, p.to)), to: p.from }
  return { from: addDays(p.from, -daysBetween(p.from, p.to)), to: p.from }
}

/** The same days a year earlier; 02-29 is compared with 02-28, and a period up to it with the whole February. */
export const yearBefore = (p: Days): Days => ({ from: addMonths(p.from, -12), to: addMonthsToEnd(p.to, -12) })

/** 1 January to the end of the period. */
export const yearToDate = (p: Days): Days => ({ from: yearOf(addDays(p.to, -1)), to: p.to })

/** What has passed of a period on the business date; nothing of one that lies ahead. */
export function passed(p: Days, businessOn: Day): Days | undefined {
  if (p.from > businessOn) return undefined
  const tomorrow = addDays(businessOn, 1)
  return { from: p.from, to: p.to < tomorrow ? p.to : tomorrow }
}

/** The period before, as far as the running one has come: 11-01..11-24 is compared with 10-01..10-24, never beyond its end. */
export function previousPart(p: Days, part: Days): Days {
  const before = previous(p)
  if (part.to === p.to) return before
  const to = isWholeMonths(p) ? addMonthsToEnd(part.to, -monthsBetween(p.from, p.to)) : addDays(before.from, daysBetween(part.from, part.to))
  return { from: before.from, to: to < before.to ? to : before.to }
}

/** Cuts a period into days, months, quarters or years; the first and the last may be parts of one. */
export function split(p: Days, grain: Grain): readonly Period[] {
  const parts: Period[] = []
  for (let from = p.from; from < p.to; ) {
    const end = endOf(from, grain)
    const to = end < p.to ? end : p.to
    parts.push(periodOf({ from, to }))
    from = to
  }
  return parts
}

/** First day of the month, quarter or year of a day, or the day itself. */
export function startOf(day: Day, grain: Grain): Day {
  if (grain === 'day') return day
  if (grain === 'month') return monthOf(day)
  return grain === 'quarter' ? quarterOf(day) : yearOf(day)
}

/** First day after the month, quarter or year of a day, or after the day itself. */
export function endOf(day: Day, grain: Grain): Day {
  const start = startOf(day, grain)
  return grain === 'day' ? addDays(day, 1) : addMonths(start, grain === 'month' ? 1 : grain === 'quarter' ? 3 : 12)
}

/** The shortest way to name a stretch of days. */
export function periodOf({ from, to }: Days): Period {
  const [year, month] = partsOf(from)
  for (const grain of grains) {
    if (startOf(from, grain) !== from || endOf(from, grain) !== to) continue
    const code = { day: from, month: from.slice(0, 7), quarter: `${from.slice(0, 4)}Q${Math.ceil(month / 3)}`, year: String(year) }[grain]
    return { code, from, to, grain }
  }
  const last = addDays(to, -1)
  const code = isWholeMonths({ from, to }) ? `${from.slice(0, 7)}..${last.slice(0, 7)}` : `${from}..${last}`
  return { code, from, to, grain: 'range' }
}

const quarterNames = ['一', '二', '三', '四']
const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** How a period is printed: 2024年, 2024年三季度, 2024年10月, 2024年10月31日, 2024年1—10月. */
export function labelOf(p: Days): Text {
  const { grain, from, to } = periodOf(p)
  const [year, month, day] = partsOf(from)
  const [lastYear, lastMonth, lastDay] = partsOf(addDays(to, -1))
  const name = (m: number): string => monthNames[m - 1] ?? ''
  switch (grain) {
    case 'year': return text(`${year}年`, String(year))
    case 'quarter': return text(`${year}年${quarterNames[Math.ceil(month / 3) - 1]}季度`, `Q${Math.ceil(month / 3)} ${year}`)
    case 'month': return text(`${year}年${month}月`, `${name(month)} ${year}`)
    case 'day': return text(`${year}年${month}月${day}日`, `${day} ${name(month)} ${year}`)
  }
  if (month === 1 && day === 1 && lastMonth === 12 && lastDay === 31) return text(`${year}—${lastYear}年`, `${year}–${lastYear}`)
  if (isWholeMonths(p) && year === lastYear) return text(`${year}年${month}—${lastMonth}月`, `${name(month)}–${name(lastMonth)} ${year}`)
  if (isWholeMonths(p)) return text(`${year}年${month}月—${lastYear}年${lastMonth}月`, `${name(month)} ${year} – ${name(lastMonth)} ${lastYear}`)
  const tail = year === lastYear ? '' : `${lastYear}年`
  return text(`${year}年${month}月${day}日—${tail}${lastMonth}月${lastDay}日`, `${day} ${name(month)} ${year} – ${lastDay} ${name(lastMonth)} ${lastYear}`)
}

/** The last day of a period. */
export const lastDayOf = (p: Days): Day => addDays(p.to, -1)

/** First days of the months a stretch of days touches. */
export function monthsOf({ from, to }: Days): readonly Day[] {
  const months: Day[] = []
  for (let month = monthOf(from); month < to; month = addMonths(month, 1)) months.push(month)
  return months
}

/** The day of a Chinese date, without the year when it is that of `beside`: 11月24日. */
export function shortDay(day: Day, beside = ''): Text {
  const [year, month, date] = partsOf(day)
  const zh = `${month}月${date}日`
  const en = `${date} ${monthNames[month - 1] ?? ''}`
  return beside.slice(0, 4) === day.slice(0, 4) ? text(zh, en) : text(`${year}年${zh}`, `${en} ${year}`)
}
