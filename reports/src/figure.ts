import { text, type Cell, type Metric, type Text } from '@mingshu/metrics'
import { cellOf } from './figure-cell.js'
import type { Figure } from './layout.js'
import { remarkOf } from './remark.js'

/** What a figure is of. */
export interface FigureOf {
  readonly metric: Metric
  readonly cell: Cell
  readonly unit: string
  readonly unitName: string
  readonly split?: { readonly name: string; readonly member: string; readonly memberName: string }
  /** Default: why the cell is not an ordinary number. */
  readonly remark?: string
}

/** Makes a row of the data sheet. */
export function figureOf({ metric, cell, unit, unitName, split, remark }: FigureOf, say: (words: Text) => string): Figure {
  return {
    unit, unitName, metric: metric.code, metricName: say(metric.name), measure: say(metric.unit),
    dimensionName: split?.name ?? '', member: split?.member ?? 'total', memberName: split?.memberName ?? say(text('合计', 'Total')),
    fields: {
      value: cellOf(metric, cell, 'value'), opening: cellOf(metric, cell, 'opening'), before: cellOf(metric, cell, 'before'), difference: cellOf(metric, cell, 'difference'),
      change: cellOf(metric, cell, 'change'), target: cellOf(metric, cell, 'target'), completion: cellOf(metric, cell, 'completion'), rank: cellOf(metric, cell, 'rank'),
    },
    ...(metric.kind === 'ratio' && { ratio: { of: cell.of ?? null, to: cell.to ?? null, scale: metric.scale } }),
    remark: remark ?? remarkOf(cell, say),
  }
}
