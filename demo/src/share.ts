import { type Day, newYear, yearOf } from './days.js'
import type { Calendar } from './calendar.js'
import { random } from './random.js'

/** How many of a year's `total` fall on a day, following the days' weights. The days of a year add up to its total exactly. */
export function dailyShare(total: (year: number) => number, weight: (day: Day) => number): (day: Day) => number {
  const years = new Map<number, number[]>()
  return day => {
    const year = yearOf(day)
    const shares = years.get(year) ?? shareOut(total(year), newYear(year), newYear(year + 1), weight)
    years.set(year, shares)
    return shares[day - newYear(year)] ?? 0
  }
}

// Rounds the running sum, not the parts: what one day loses the next one gains.
function shareOut(total: number, from: Day, to: Day, weight: (day: Day) => number): number[] {
  const weights = Array.from({ length: to - from }, (_, i) => weight(from + i))
  const sum = weights.reduce((a, b) => a + b, 0)
  let run = 0
  let given = 0
  return weights.map((w, i) => {
    run += w
    const upto = i === weights.length - 1 ? total : Math.round((run / sum) * total)
    const share = upto - given
    given = upto
    return share
  })
}

// January has the New Year programmes, March the volunteers' month, June the dragon boats, July the party's anniversary.
const months = [1.15, 0.8, 1.2, 1, 1.05, 1.2, 1.15, 0.85, 1.1, 1.1, 1.1, 1.2]

/** How busy a day is for things people come to: weekends, seasons, holidays, typhoons. */
export function busyness(calendar: Calendar, seed: number, what: string): (day: Day) => number {
  return day => {
    const month = new Date(day * 86_400_000).getUTCMonth()
    const toFestival = calendar.springFestival(yearOf(day)) - day
    const weekday = [1.4, 0.7, 0.75, 0.9, 1, 1.1, 1.7][(day + 4) % 7] ?? 1
    const season = toFestival > 0 && toFestival <= 21 ? 1.7 : (months[month] ?? 1)
    const rest = toFestival <= 0 && toFestival > -8 ? 0.12 : calendar.isHoliday(day) ? 0.6 : 1
    return weekday * season * rest * (calendar.isTyphoon(day) ? 0.03 : 1) * (0.6 + 0.8 * random(seed, 'busy', what, day)())
  }
}

/** A yearly total that stands for the years given and grows by a rate after the last and before the first. */
export function growing(given: Readonly<Record<number, number>>, rate: number): (year: number) => number {
  const years = Object.keys(given).map(Number)
  return year => {
    const near = Math.min(Math.max(year, Math.min(...years)), Math.max(...years))
    return Math.round((given[near] ?? 0) * (1 + rate) ** (year - near))
  }
}
