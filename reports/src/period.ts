import { addDays, addMonths, labelOf, lastDayOf, parsePeriod, text, type Day, type Grain as Length, type Language, type Period, type Text } from '@mingshu/metrics'

/** What kind of period a question asks about; `range` is `a..b`. */
export type Grain = Length | 'range'

/** Names of the grains, for sentences. */
export const grainName: Readonly<Record<Grain, Text>> = {
  year: text('年', 'years'), quarter: text('季', 'quarters'), month: text('月', 'months'), day: text('日', 'days'), range: text('起止时段', 'ranges'),
}

/** The last day the figures of a period tell about: its end, or the business date while it runs. */
export function lastTold(period: Period, businessOn: Day): Day {
  const end = lastDayOf(period)
  return end < businessOn ? end : businessOn
}

/** The days a period covers, as the head of a table prints them: 2024年1—12月; a running period ends at the business date. */
export function spanName(period: Period, businessOn: Day, language: Language): string {
  const last = lastTold(period, businessOn)
  if (last < period.from) return dayName(period.from, language)
  const to = addDays(last, 1)
  // A whole year is told by its months, since the head says how far the figures reach.
  if (period.grain === 'year' && to === period.to) return text(`${period.code}年1—12月`, `January–December ${period.code}`)[language]
  if (period.grain === 'quarter' && to === period.to) return monthsName(period, language)
  return labelOf({ from: period.from, to })[language]
}

/** A day in words: 2024年12月31日. */
export const dayName = (day: Day, language: Language): string => labelOf({ from: day, to: addDays(day, 1) })[language]

/** The twelve months that end with a period, as a question asks for them. */
export function twelveMonths(period: Period): Period {
  const last = lastDayOf(period).slice(0, 7)
  return parsePeriod(`${addMonths(`${last}-01`, -11).slice(0, 7)}..${last}`)
}

/** Months by name: 1月 … 12月 within one year, with the year where there are two. */
export function monthNames(months: readonly string[], language: Language): readonly string[] {
  const isOneYear = new Set(months.map((month) => month.slice(0, 4))).size === 1
  return language === 'zh' && isOneYear ? months.map((month) => `${Number(month.slice(5, 7))}月`) : months
}

/** An instant as people of Asia/Shanghai read it: 2025-01-01 06:00. */
export function clockOf(instant: string): string {
  const at = new Date(Date.parse(instant) + 8 * 3_600_000)
  return Number.isNaN(at.valueOf()) ? instant : at.toISOString().slice(0, 16).replace('T', ' ')
}

/** Excel's serial number of a day: made from year, month and day, so no time zone moves it. */
export const serialOf = (day: Day): number => Math.round((Date.parse(day) - Date.parse('1899-12-30')) / 86_400_000)

function monthsName({ from, to }: Period, language: Language): string {
  const [first, last] = [Number(from.slice(5, 7)), Number(addDays(to, -1).slice(5, 7))]
  return text(`${from.slice(0, 4)}年${first}—${last}月`, `${from.slice(0, 7)} to ${addDays(to, -1).slice(0, 7)}`)[language]
}
