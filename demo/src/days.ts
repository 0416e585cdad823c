/** A day as the number of days since 1970-01-01, so that days can be added and compared. */
export type Day = number

const length = 86_400_000

/** The day of `2024-03-15`. */
export function dayOf(iso: string): Day {
  const day = Date.parse(`${iso}T00:00:00Z`) / length
  if (!Number.isInteger(day)) throw new Error(`“${iso}” is no day; write it as 2024-03-15.`)
  return day
}

/** The first day the demo knows anything of. */
export const begin: Day = dayOf('2023-01-01')

/** `2024-03-15`. */
export const isoOf = (day: Day): string => new Date(day * length).toISOString().slice(0, 10)

/** `20240315`. */
export const digitsOf = (day: Day): string => isoOf(day).replaceAll('-', '')

/** 0 on Sunday … 6 on Saturday. */
export const weekdayOf = (day: Day): number => (day + 4) % 7

export const yearOf = (day: Day): number => new Date(day * length).getUTCFullYear()

/** The first day of a year. */
export const newYear = (year: number): Day => Date.UTC(year, 0, 1) / length

/** Months since January of year 0. */
export type Month = number

export const monthOf = (day: Day): Month => {
  const date = new Date(day * length)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** A day of a month, counted from 1; day 0 is the last one of the month before. */
export const dayIn = (month: Month, day: number): Day => Date.UTC(Math.floor(month / 12), month % 12, day) / length

/** `2024-03`. */
export const isoMonth = (month: Month): string => isoOf(dayIn(month, 1)).slice(0, 7)

/** A wall-clock time of a day: `2024-03-15 09:05:00`. Minutes may run past midnight. */
export function clock(day: Day, minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${isoOf(day + Math.floor(minutes / 1440))} ${two(Math.floor((minutes % 1440) / 60))}:${two(minutes % 60)}:00`
}
