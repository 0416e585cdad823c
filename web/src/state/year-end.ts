import type { Row } from '@mingshu/metrics'
import type { Figure, MetricEntry } from '../api.js'
import { daysOf, type Period } from '../figures/period.js'

/** The last month of the year before a period: what 上年底 means. */
export const yearEndBefore = (period: Period): Period => `${Number(daysOf(period).from.slice(0, 4)) - 1}-12`

/** What stands at the end of a year can be compared with it; what happens in a month cannot. */
const stands = (m: MetricEntry): boolean => m.kind === 'ratio' || m.overTime === 'end'

/** A row with the values of the last year's end beside its own. */
export function withYearEnd(row: Row, base: Row | undefined, metrics: readonly MetricEntry[]): Row {
  if (!base) return row
  const added = metrics.filter(stands).flatMap((m): [string, Figure][] => {
    const cell = row.cells[m.code]
    const before = base.cells[m.code]
    return cell && before?.status === 'ok' ? [[m.code, { ...cell, yend_value: before.value }]] : []
  })
  return { ...row, cells: { ...row.cells, ...Object.fromEntries(added) } }
}
