import type { Cell, Metric } from '@mingshu/metrics'
import { shift, subtract } from './decimal.js'
import type { Field, Gap, NumberFormat, TableCell } from './layout.js'

/** How the values of a metric are printed. */
export function formatOf(metric: Metric): NumberFormat {
  const decimals = metric.decimals ?? (metric.kind === 'ratio' ? 1 : 0)
  return { style: isPercent(metric) ? 'percent' : 'number', decimals }
}

/** Whether values are fractions of one, so that their changes are percentage points. */
export const isPercent = (metric: Metric): boolean => metric.unit.zh === '%'

/** Value less that of a year earlier, in the metric's own unit. */
function differenceOf(metric: Metric, cell: Cell): string | null {
  if (metric.kind === 'ratio') return cell.yoy ?? null
  return cell.value === null || (cell.yoy_value ?? null) === null ? null : subtract(cell.value, cell.yoy_value ?? '0')
}

/** One field of a figure as a cell of a table. */
export function cellOf(metric: Metric, cell: Cell, field: Field): TableCell {
  const format = formatOf(metric)
  const gap = gapOf(cell, field)
  const number = (value: string | number | null | undefined, as: NumberFormat): TableCell =>
    value === null || value === undefined ? { kind: 'gap', why: gap } : { kind: 'number', value: String(value), format: as }

  switch (field) {
    case 'value': return number(cell.value, format)
    case 'opening': return number(cell.prev_value, format)
    case 'before': return number(cell.yoy_value, format)
    // The change of a rate is told in percentage points by `change`, and only there.
    case 'difference': return number(isPercent(metric) ? null : differenceOf(metric, cell), { ...format, signed: true })
    case 'change': return changeOf(metric, cell, number)
    case 'target': return number(cell.target, format)
    case 'completion': return number(cell.completion, { style: 'percent', decimals: 1 })
    case 'rank': return number(cell.rank, { style: 'number', decimals: 0 })
  }
}

/** Why a field holds no number: what was not reported is said of the value, what is hidden also of what would tell it. */
function gapOf({ status, value }: Cell, field: Field): Gap {
  if (value !== null) return 'not_applicable'
  if (status === 'not_reported' && field === 'value') return status
  return status === 'suppressed' && field !== 'target' ? status : 'not_applicable'
}

function changeOf(metric: Metric, cell: Cell, number: (value: string | null, as: NumberFormat) => TableCell): TableCell {
  const yoy = cell.yoy ?? null
  if (isPercent(metric)) return number(yoy === null ? null : shift(yoy, 2), { style: 'points', decimals: 1, signed: true })
  return number(metric.kind === 'ratio' ? null : yoy, { style: 'percent', decimals: 1, signed: true })
}
