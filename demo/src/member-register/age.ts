import { type Day, dayIn, dayOf, monthOf } from '../days.js'

/** The birthday in an identity number. */
export const bornOn = (id: string): Day => dayOf(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`)

/** The same day some months later, or the first of the month after when that month is too short. */
export function monthsLater(day: Day, months: number): Day {
  const month = monthOf(day)
  return Math.min(dayIn(month + months, day - dayIn(month, 1) + 1), dayIn(month + months + 1, 1))
}

/** The age on a day, in full years. */
export function ageOn(id: string, day: Day): number {
  const born = bornOn(id)
  const years = Math.floor((monthOf(day) - monthOf(born)) / 12)
  return monthsLater(born, years * 12) > day ? years - 1 : years
}
