import type { Day } from '../days.js'
import type { World } from '../system.js'

/** The first day from a day on that is a working day without a typhoon. */
export function workday({ calendar }: World, from: Day): Day {
  let day = from
  while (!calendar.isWorkday(day) || calendar.isTyphoon(day)) day++
  return day
}
