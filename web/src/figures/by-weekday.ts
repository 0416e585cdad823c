import type { Row } from '@mingshu/metrics'
import { isKnown } from './cell.js'
import { minus, plus } from './decimal.js'
import type { Parts } from './why.js'

/** A change by the days of the week, Monday first; and how many of each day either period has. */
export interface ByWeekday extends Parts {
  readonly days: readonly { readonly now: number; readonly before: number }[]
}

const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** Adds the days of two periods by weekday; their differences add up to the whole change. Nothing where no day is known. */
export function byWeekday(now: readonly Row[], before: readonly Row[], code: string, whole: string): ByWeekday | null {
  const empty = (): { sum: string; days: number }[] => Array.from({ length: 7 }, () => ({ sum: '0', days: 0 }))
  const [later, earlier] = [empty(), empty()]
  for (const [rows, sums] of [[now, later], [before, earlier]] as const) {
    for (const row of rows) {
      const cell = row.cells[code]
      const of = sums[weekdayOf(row.period)]
      if (!of || !isKnown(cell)) continue
      of.sum = plus(of.sum, cell.value)
      of.days += 1
    }
  }
  if (later.every((d) => d.days === 0) && earlier.every((d) => d.days === 0)) return null
  const deltas = later.map((d, i) => minus(d.sum, earlier[i]?.sum ?? '0'))
  const isStill = Number(whole) === 0
  return {
    whole, rest: minus(whole, deltas.reduce(plus, '0')),
    parts: deltas.map((delta, i) => ({ key: String(i), delta, share: isStill ? null : Number(delta) / Number(whole) })),
    days: later.map((d, i) => ({ now: d.days, before: earlier[i]?.days ?? 0 })),
  }
}
