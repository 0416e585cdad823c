import type { Row } from '@mingshu/metrics'
import type { Figure } from '../api.js'
import type { Against } from '../state/address.js'
import { deltaOf, isKnown, isShare, type Printable } from './cell.js'
import { compare, minus, signOf } from './decimal.js'
import { isMaturing } from './maturing.js'

/** Why a unit needs attention. */
export type Behind =
  | { readonly reason: 'level'; readonly unit: string; readonly metric: Printable; readonly cell: Figure; readonly gap: string; readonly weight: number }
  | { readonly reason: 'change'; readonly unit: string; readonly metric: Printable; readonly cell: Figure; readonly rate: string; readonly weight: number }
  | { readonly reason: 'missing'; readonly unit: string; readonly metric: Printable; readonly weight: number }

/** Shares of fewer than this are not ranked: one case more or less would move them by points. */
const leastDenominator = '10'
/** Points below the whole that count as behind, and the fall of a count that does. */
const gapFrom = 0.03
const fallFrom = 0.2

function byLevel(row: Row, metric: Printable, whole: Figure): Behind[] {
  const cell: Figure | undefined = row.cells[metric.code]
  if (!isShare(metric) || metric.good === 'neutral' || !isKnown(cell) || !isKnown(whole) || cell.to == null || compare(cell.to, leastDenominator) < 0) return []
  const gap = minus(cell.value, whole.value)
  const worse = metric.good === 'up' ? signOf(gap) < 0 : signOf(gap) > 0
  const size = Math.abs(Number(gap))
  return worse && size >= gapFrom ? [{ reason: 'level', unit: row.unit, metric, cell, gap, weight: size * 4 }] : []
}

function byChange(row: Row, metric: Printable, against: Against): Behind[] {
  const cell: Figure | undefined = row.cells[metric.code]
  const rate = against === 'mom' ? cell?.prev : cell?.yoy
  const delta = deltaOf(cell, against)
  if (metric.kind === 'ratio' || metric.good === 'neutral' || !isKnown(cell) || rate == null || delta === null) return []
  const base = Number(minus(cell.value, delta))
  const worse = metric.good === 'up' ? signOf(delta) < 0 : signOf(delta) > 0
  const size = Math.abs(Number(rate))
  return worse && size >= fallFrom && base >= 10 ? [{ reason: 'change', unit: row.unit, metric, cell, rate, weight: size }] : []
}

/**
 * Units that need attention, the worst first: well below the whole in a share, much worse than before in a count, or silent.
 * Counts themselves are not compared between units, for a small district is not behind a large one. One line per unit and metric.
 */
export function findBehind(rows: readonly Row[], total: Row | undefined, metrics: readonly Printable[], against: Against): readonly Behind[] {
  const collected = metrics.filter((m) => !isMaturing(m.code) && isKnown(total?.cells[m.code]))
  const found = rows.flatMap((row) =>
    collected.flatMap((m): Behind[] => {
      const whole = total?.cells[m.code]
      if (row.cells[m.code]?.status === 'not_reported') return [{ reason: 'missing', unit: row.unit, metric: m, weight: 2 }]
      return [...(whole ? byLevel(row, m, whole) : []), ...byChange(row, m, against)]
    }),
  )
  const silent = new Set<string>()
  return found
    .sort((a, b) => b.weight - a.weight)
    .filter((b) => b.reason !== 'missing' || (!silent.has(b.unit) && Boolean(silent.add(b.unit))))
}
