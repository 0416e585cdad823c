import type { Language, Text } from '@mingshu/metrics'
import type { TableCell } from '../layout.js'
import { printed } from '../number-text.js'
import { address, cellValue, type Sheet } from '../sheet.js'
import { columnWidth, linesIn } from '../text-width.js'

/** One column of a data sheet. */
export interface DataColumn<Row> {
  readonly heading: Text
  readonly cell: (row: Row, i: number) => TableCell
  /** Formula of the cell; its cached value is the cell's. */
  readonly formula?: (row: Row, i: number) => string | undefined
  readonly most?: number
}

/** A data sheet: title in A1, notes in A2, one table with its header in row 4, nothing beside or below it. */
export interface DataTable<Row> {
  /** Name of the table in the file: ASCII. */
  readonly table: string
  readonly title: string
  readonly note: string
  readonly columns: readonly DataColumn<Row>[]
  readonly rows: readonly Row[]
  /** Sheet the link at the right of row 1 leads back to. */
  readonly home: string
  readonly language: Language
}

/** Writes a data sheet. */
export function writeDataTable<Row>(sheet: Sheet, { table, title, note, columns, rows, home, language }: DataTable<Row>): void {
  const { worksheet, put } = sheet
  const cells = rows.map((row, i) => columns.map((column) => column.cell(row, i)))
  const headings = columns.map((column) => column.heading[language])
  const widths = columns.map(({ most }, c) =>
    columnWidth(cells.map((row) => { const cell = row[c]; return cell ? printed(cell, language) : '' }), { points: 10, most: most ?? 40, least: columnWidth([headings[c] ?? ''], { points: 10, filter: true }) }))

  put(1, 1, title, 'title')
  put(1, columns.length, { text: { zh: '← 返回目录', en: '← Contents' }[language], hyperlink: `#'${home}'!A1` }, 'link', { alignment: { horizontal: 'right' } })
  put(2, 1, note, 'note')
  const heights = [30, 18, 6, 26]
  if (rows.length > 0) {
    worksheet.addTable({
      name: table, displayName: table, ref: 'A4', headerRow: true, style: { theme: 'TableStyleLight1', showRowStripes: false },
      columns: headings.map((name) => ({ name, filterButton: true })), rows: rows.map(() => columns.map(() => null)),
    })
  }
  headings.forEach((heading, c) => put(4, c + 1, heading, 'header'))
  rows.forEach((row, r) => {
    columns.forEach((column, c) => {
      const cell = cells[r]?.[c]
      if (!cell) return
      const { value, numFmt } = cellValue(cell, language, 'empty', column.formula?.(row, r))
      put(5 + r, c + 1, value === '' ? null : value, cell.kind === 'text' ? 'text' : cell.kind === 'date' ? 'date' : 'number', numFmt ? { numFmt } : undefined)
    })
    heights.push(Math.max(18, ...(cells[r] ?? []).map((cell, c) => (cell.kind === 'text' ? linesIn(cell.text, widths[c] ?? 8, 10) * 14 + 4 : 0))))
  })
  worksheet.getCell(address(1, 1)).alignment = { vertical: 'middle' }
  sheet.finish({ paper: 'landscape', widths, heights, titleRows: 4, frozen: { rows: 4, columns: 1 } })
}
