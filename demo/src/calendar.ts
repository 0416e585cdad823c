import type { Database } from '@mingshu/db'
import { type Day, dayIn, dayOf, newYear, weekdayOf, yearOf } from './days.js'
import { between, random } from './random.js'

/** What kind of day a day is in the demo's places. */
export interface Calendar {
  isWorkday(day: Day): boolean
  isHoliday(day: Day): boolean
  /** First day of the Spring Festival holiday of a year. */
  springFestival(year: number): Day
  /** A typhoon shuts nearly everything. */
  isTyphoon(day: Day): boolean
  /** The n-th working day after a day; the day itself when n is 0. */
  afterWorkdays(day: Day, n: number): Day
}

// Days on which typhoons struck the two places: Talim, Saola, Yagi, Wipha, Ragasa. Later years have invented ones.
const struck = ['2023-07-17', '2023-07-18', '2023-09-01', '2023-09-02', '2024-09-05', '2024-09-06', '2024-09-07',
  '2025-07-20', '2025-07-21', '2025-09-23', '2025-09-24'].map(dayOf)
const lastKnownYear = 2025

/** Holidays as they stand in our calendar; where that has no row yet, weekends decide. */
export async function readCalendar(database: Database, seed: number): Promise<Calendar> {
  const rows: { day: string; is_workday: boolean; holiday_zh: string | null }[] =
    await database.pool('owner')('calendar_day').select('day', 'is_workday', 'holiday_zh')
  const worked = new Map(rows.map(row => [dayOf(row.day), row.is_workday]))
  const named = new Map(rows.flatMap(row => (row.holiday_zh && !row.is_workday ? [[dayOf(row.day), row.holiday_zh] as const] : [])))
  const festivals = new Map<number, Day>()
  for (const [day, name] of named) {
    if (name.includes('春节')) festivals.set(yearOf(day), Math.min(day, festivals.get(yearOf(day)) ?? Infinity))
  }
  const isWorkday = (day: Day): boolean => worked.get(day) ?? (weekdayOf(day) !== 0 && weekdayOf(day) !== 6)
  return {
    isWorkday,
    isHoliday: day => named.has(day),
    springFestival: year => festivals.get(year) ?? dayIn(year * 12 + 1, 5),
    isTyphoon: day => (yearOf(day) <= lastKnownYear ? struck.includes(day) : invented(seed, yearOf(day)).includes(day)),
    afterWorkdays(day, n) {
      let at = day
      for (let left = n; left > 0;) if (isWorkday(++at)) left--
      return at
    },
  }
}

function invented(seed: number, year: number): Day[] {
  const r = random(seed, 'typhoon', year)
  const first = newYear(year) + between(r, 185, 225)
  const second = first + between(r, 20, 45)
  return [first, first + 1, second, second + 1]
}
