import type { Row } from '@mingshu/metrics'
import type { Figure } from '../api.js'
import type { Against } from '../state/address.js'
import { deltaOf, isKnown } from './cell.js'
import { compare, minus, plus, signOf } from './decimal.js'

/** A part of a change: a unit or a member, and how much it moved. */
export interface Part {
  readonly key: string
  readonly delta: string
  /** Part of the whole's change; null when the whole stands still. */
  readonly share: number | null
}

/** The parts of a change, those that drove it first, and what of the whole they leave unexplained. */
export interface Parts {
  readonly parts: readonly Part[]
  readonly whole: string
  /** Whole minus the parts: 0 for figures that add, the overlap for distinct ones. */
  readonly rest: string
}

/** Splits the change of a figure over its rows; nothing where the whole has no base. */
export function contributions(rows: readonly Row[], total: Figure | undefined, code: string, against: Against, keyOf: (row: Row) => string): Parts | null {
  const whole = deltaOf(total, against)
  if (whole === null) return null
  const deltas = rows.flatMap((row) => {
    const delta = deltaOf(row.cells[code], against)
    return delta === null ? [] : [{ key: keyOf(row), delta }]
  })
  const sum = deltas.reduce((s, d) => plus(s, d.delta), '0')
  const still = signOf(whole) === 0
  const parts = deltas.map((d): Part => ({ ...d, share: still ? null : Number(d.delta) / Number(whole) }))
  const direction = signOf(whole) < 0 ? -1 : 1
  return { parts: parts.sort((a, b) => direction * compare(b.delta, a.delta)), whole, rest: minus(whole, sum) }
}

/** One unit's numerator and denominator, before and now. */
export interface RatePair {
  readonly key: string
  readonly before: { readonly of: number; readonly to: number }
  readonly now: { readonly of: number; readonly to: number }
}

/** How a rate's change divides: each unit's own rate 本身变化, and the weights between units 构成变化. */
export interface RateSplit {
  readonly own: number
  readonly mix: number
  readonly whole: number
  /** Of the whole, what units that are not told, or persons that several share, leave undivided. */
  readonly rest: number
  readonly parts: readonly { readonly key: string; readonly own: number; readonly mix: number }[]
}

/**
 * Δr = Σ w̄·Δr (own) + Σ (r̄ − R̄)·Δw (mix), with w̄, r̄ and R̄ the midpoints of both periods. A unit without a denominator
 * in one period takes its rate from the other, so its whole effect is mix. Both parts add up to the Δr of the units exactly; `whole` is
 * the change of the figure itself, where it is known, and `rest` what the two differ by.
 */
export function splitRate(pairs: readonly RatePair[], scale = 1, whole?: number): RateSplit | null {
  const sum = (pick: (p: RatePair) => number): number => pairs.reduce((s, p) => s + pick(p), 0)
  const toBefore = sum((p) => p.before.to)
  const toNow = sum((p) => p.now.to)
  if (toBefore <= 0 || toNow <= 0) return null
  const totalBefore = sum((p) => p.before.of) / toBefore
  const totalNow = sum((p) => p.now.of) / toNow
  const middle = (totalBefore + totalNow) / 2
  const parts = pairs.map((p) => {
    const rateBefore = p.before.to > 0 ? p.before.of / p.before.to : p.now.to > 0 ? p.now.of / p.now.to : 0
    const rateNow = p.now.to > 0 ? p.now.of / p.now.to : rateBefore
    const weightBefore = p.before.to / toBefore
    const weightNow = p.now.to / toNow
    return {
      key: p.key,
      own: ((weightBefore + weightNow) / 2) * (rateNow - rateBefore) * scale,
      mix: ((rateBefore + rateNow) / 2 - middle) * (weightNow - weightBefore) * scale,
    }
  })
  const own = parts.reduce((s, p) => s + p.own, 0)
  const mix = parts.reduce((s, p) => s + p.mix, 0)
  const change = whole ?? (totalNow - totalBefore) * scale
  return { own, mix, whole: change, rest: change - own - mix, parts }
}

/** Pairs the rows of two answers by unit; a unit without both sides in either period is left out. */
export function ratePairs(before: readonly Row[], now: readonly Row[], code: string): readonly RatePair[] {
  const side = (row: Row | undefined): { of: number; to: number } | null => {
    const cell: Figure | undefined = row?.cells[code]
    return isKnown(cell) && cell.of != null && cell.to != null ? { of: Number(cell.of), to: Number(cell.to) } : null
  }
  const nothing = { of: 0, to: 0 }
  const earlier = new Map(before.map((row) => [row.unit, row]))
  const later = new Map(now.map((row) => [row.unit, row]))
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((key) => {
    const a = side(earlier.get(key))
    const b = side(later.get(key))
    return a || b ? [{ key, before: a ?? nothing, now: b ?? nothing }] : []
  })
}
