import { add } from './decimal.js'
import type { FormalTable } from './layout.js'

/** Sum of all numbers of a column, totals included: not a figure, but a changed cell changes it. */
export const controlTotal = ({ rows }: FormalTable, column: number): string =>
  add(...rows.flatMap(({ cells }) => { const cell = cells[column]; return cell?.kind === 'number' ? [cell.value] : [] }))
