/** A column of a table: its heading and whether it holds numbers. */
export interface Column {
  readonly label: string
  readonly numeric: boolean
}

/** A row: its first cell is its heading. */
export interface TableRow {
  readonly key: string
  readonly cells: readonly string[]
  /** Stands out, as the total does. */
  readonly strong?: boolean
}

/** The same numbers as a chart, in words and digits. */
export interface Table {
  readonly columns: readonly Column[]
  readonly rows: readonly TableRow[]
}

/** Text a spreadsheet would run as a formula is kept as text. A true minus is made a hyphen again for machines. */
function csvCell(text: string, numeric: boolean): string {
  const plain = numeric ? text.replaceAll('−', '-').replaceAll(',', '') : text
  const safe = !numeric && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The table as CSV for machines: UTF-8 with byte-order mark; demonstration data say so in a column of their own. */
export function csvOf({ columns, rows }: Table, demo: Column & { readonly text: string } | null): string {
  const heads = [...columns, ...(demo ? [demo] : [])].map((c) => csvCell(c.label, false))
  const lines = rows.map((r) => [...r.cells.map((cell, i) => csvCell(cell, columns[i]?.numeric ?? false)), ...(demo ? [csvCell(demo.text, false)] : [])])
  return `\uFEFF${[heads, ...lines].map((l) => l.join(',')).join('\r\n')}\r\n`
}

/** The table as tab-separated text, which spreadsheets paste as cells. */
export const tsvOf = ({ columns, rows }: Table): string =>
  [columns.map((c) => c.label), ...rows.map((r) => r.cells)].map((l) => l.map((t) => t.replace(/\s+/g, ' ')).join('\t')).join('\n')
