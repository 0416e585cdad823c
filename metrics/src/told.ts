/** A cell of a table whose last row and last column are the sums of the others. */
export interface TableCell {
  readonly row: number
  readonly column: number
  readonly value: number
  readonly isHidden: boolean
}

/**
 * Whether a hidden cell follows from the cells shown, for somebody who knows that what is hidden is 1 or more, or 0 where zeros are hidden
 * too. Tables of the same sums differ by cycles of hidden cells that grow and shrink in turn, in the balanced form in which a sum counts
 * against its parts; a cell on no cycle can be nothing else. What is the least already cannot shrink.
 */
export function isTold(cells: readonly TableCell[], at: TableCell, lastRow: number, lastColumn: number): boolean {
  const least = cells.some((c) => c.isHidden && c.value === 0) ? 0 : 1
  const edges = cells.filter((c) => c.isHidden).flatMap((cell) => {
    const [row, column] = [`r${cell.row}`, `c${cell.column}`]
    const isSum = (cell.row === lastRow) !== (cell.column === lastColumn)
    const [growing, shrinking] = isSum ? [{ cell, from: column, to: row }, { cell, from: row, to: column }] : [{ cell, from: row, to: column }, { cell, from: column, to: row }]
    return cell.value > least ? [growing, shrinking] : [growing]
  })
  const others = edges.filter((e) => e.cell !== at)
  return !edges.some(({ cell, from, to }) => cell === at && reaches(others, to, from))
}

function reaches(edges: readonly { readonly from: string; readonly to: string }[], from: string, to: string): boolean {
  const reached = new Set([from])
  for (let size = 0; size !== reached.size;) {
    size = reached.size
    for (const edge of edges) if (reached.has(edge.from)) reached.add(edge.to)
  }
  return reached.has(to)
}
