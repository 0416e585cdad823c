import { daysOf, type Period } from './period.js'

/** Which definition a period falls under: the old one, both, or the new one. */
function sideOf(period: Period, on: string): 'old' | 'both' | 'new' {
  const { from, to } = daysOf(period)
  return to <= on ? 'old' : from >= on ? 'new' : 'both'
}

/** Whether two periods are counted alike though a figure was defined anew on a day; a period that holds the day is like no other. */
export const areAlike = (a: Period, b: Period, on: string): boolean => sideOf(a, on) === sideOf(b, on) && sideOf(a, on) !== 'both'

/** Places of a series that are not joined with the place before them. */
export const cutsOf = (periods: readonly Period[], on: string | undefined): readonly number[] =>
  (on === undefined ? [] : periods.flatMap((p, at) => (at > 0 && !areAlike(periods[at - 1] ?? p, p, on) ? [at] : [])))
