import { add, subtract } from './decimal.js'
import type { Gap, TableCell } from './layout.js'

/** A cell that adds some cells of its row and takes others away, by their columns; a gap when one of them is. */
export function sumOf(cells: readonly TableCell[], plus: readonly number[], less: readonly number[]): TableCell {
  const parts = [...plus, ...less].map((column) => cells[column])
  const numbers = parts.flatMap((part) => (part?.kind === 'number' ? [part] : []))
  const [first] = numbers
  if (!first || numbers.length < parts.length) return { kind: 'gap', why: whyOf(parts) }
  const added = (columns: readonly number[]): string => add(...columns.flatMap((column) => { const cell = cells[column]; return cell?.kind === 'number' ? [cell.value] : [] }))
  return { kind: 'number', value: subtract(added(plus), added(less)), format: first.format, madeOf: { plus, less } }
}

/** What is hidden or was not reported is hidden or not reported in the sum as well. */
function whyOf(parts: readonly (TableCell | undefined)[]): Gap {
  const gaps = parts.flatMap((part) => (part?.kind === 'gap' ? [part.why] : []))
  return (['suppressed', 'not_reported'] as const).find((why) => gaps.includes(why)) ?? 'not_applicable'
}
