/** A day of the calendar, `YYYY-MM-DD`. Days compare as text; no clock and no time zone is involved. */
export type Day = string

const daysIn = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Number of days of a month, 1 to 12. */
export const lengthOf = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (daysIn[month - 1] ?? 0))

const two = (n: number): string => String(n).padStart(2, '0')

/** Writes a day. */
export const dayOf = (year: number, month: number, day: number): Day => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`

/** Year, month and day of a day. */
export const partsOf = (day: Day): readonly [year: number, month: number, day: number] => [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]

// Days since 0000-03-01, counted in eras of 400 years: after February the leap day is the last of the year.
function serial(day: Day): number {
  const [year, month, date] = partsOf(day)
  const y = month > 2 ? year : year - 1
  const era = Math.floor(y / 400)
  const inEra = y - era * 400
  const inYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1
  return era * 146_097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear
}

function unserial(n: number): Day {
  const era = Math.floor(n / 146_097)
  const at = n - era * 146_097
  const inEra = Math.floor((at - Math.floor(at / 1460) + Math.floor(at / 36_524) - Math.floor(at / 146_096)) / 365)
  const inYear = at - (365 * inEra + Math.floor(inEra / 4) - Math.floor(inEra / 100))
  const shifted = Math.floor((5 * inYear + 2) / 153)
  const date = inYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return dayOf(inEra + era * 400 + (month <= 2 ? 1 : 0), month, date)
}

/** The day `n` days later. */
export const addDays = (day: Day, n: number): Day => unserial(serial(day) + n)

/** Days from `from` (included) to `to` (excluded). */
export const daysBetween = (from: Day, to: Day): number => serial(to) - serial(from)

/** First day of the day's month, quarter or year. */
export const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01`
export const quarterOf = (day: Day): Day => {
  const [year, month] = partsOf(day)
  return dayOf(year, month - ((month - 1) % 3), 1)
}
export const yearOf = (day: Day): Day => `${day.slice(0, 4)}-01-01`

function shift(day: Day, months: number): readonly [year: number, month: number, date: number] {
  const [year, month, date] = partsOf(day)
  const n = year * 12 + month - 1 + months
  return [Math.floor(n / 12), (n % 12) + 1, date]
}

/** The same day `n` months later, or the last of that month where it has no such day: 02-29 a year later is 02-28. */
export function addMonths(day: Day, n: number): Day {
  const [year, month, date] = shift(day, n)
  return dayOf(year, month, Math.min(date, lengthOf(year, month)))
}

/** The same for the excluded end of a period: where the month has no such day, the first of the next month. */
export function addMonthsToEnd(day: Day, n: number): Day {
  const [year, month, date] = shift(day, n)
  return date > lengthOf(year, month) ? addDays(dayOf(year, month, lengthOf(year, month)), 1) : dayOf(year, month, date)
}

/** Months from the month of `from` to the month of `to`. */
export const monthsBetween = (from: Day, to: Day): number => {
  const [a, b] = [partsOf(from), partsOf(to)]
  return (b[0] - a[0]) * 12 + b[1] - a[1]
}

/** Whether a text is a day that exists, between 1949 and 2199. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, day] = partsOf(text)
  return year >= 1949 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(year, month)
}
