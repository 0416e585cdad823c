import type { Calendar } from '../calendar.js'
import { type Day, dayIn, type Month } from '../days.js'

/** The last day on which a town's line of a month is in time: the 5th of the next month, or the first working day after it. */
export function deadline(calendar: Calendar, month: Month): Day {
  const fifth = dayIn(month + 1, 5)
  return calendar.isWorkday(fifth) ? fifth : calendar.afterWorkdays(fifth, 1)
}

/** The days on which the return of a month is delivered: after the deadline, and again with the lines that came late. */
export function deliveries(calendar: Calendar, month: Month): readonly [first: Day, second: Day] {
  const first = deadline(calendar, month) + 1
  return [first, first + 8]
}
