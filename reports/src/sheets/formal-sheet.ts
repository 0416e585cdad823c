import type { Alignment, Borders, Style } from 'exceljs'
import type { Language } from '@mingshu/metrics'
import type { FormalTable, Heading, TableRow } from '../layout.js'
import { printed } from '../number-text.js'
import { roomFor, type Pages } from '../pages.js'
import { address, cellValue, type Sheet, type SheetSetup } from '../sheet.js'
import { linesIn, textWidth } from '../text-width.js'

const line = 16

const bodyHeights = [26, 24, 22, 20, 18, 17, 16, 15] as const
const comfortable = 18

/** Where the parts of a formal table stand on its sheet. */
export interface Placed {
  readonly headerFrom: number
  readonly numbersAt: number
  readonly bodyFrom: number
  readonly bodyTo: number
}

/** Rows of a formal table: form number, title, head line, headings, column numbers, body. */
export function placeOf(table: FormalTable): Placed {
  const numbersAt = 4 + depthOf(table.headings)
  return { headerFrom: 4, numbersAt, bodyFrom: numbersAt + 1, bodyTo: numbersAt + table.rows.length }
}

/** Writes a formal table: what a department prints, signs and stamps. */
export function writeFormalSheet(sheet: Sheet, table: FormalTable, language: Language): void {
  const { worksheet, put } = sheet
  const place = placeOf(table)
  const columns = table.columns.length
  const widths = widthsOf(table, language)
  const heights: number[] = [20, 34, 22]

  put(1, 1, `${{ zh: '表　号：', en: 'Form: ' }[language]}${table.formNo}`, 'formLine', { alignment: { horizontal: 'right' } })
  worksheet.mergeCells(1, 1, 1, columns)
  put(2, 1, table.title, 'formTitle')
  worksheet.mergeCells(2, 1, 2, columns)
  writeHead(sheet, table.head, widths)
  heights.push(...writeHeadings(sheet, table, widths))
  table.columns.forEach((column, i) => put(place.numbersAt, i + 1, column.no, 'formHeader', { border: rules(i, columns, { top: 'thin', bottom: 'thin' }) }))
  heights.push(18)

  const lines = table.rows.map((row, i) => {
    writeRow(sheet, table, row, place.bodyFrom + i, place, language)
    return Math.max(1, ...row.cells.map((cell, c) => (cell.kind === 'text' && row.kind !== 'heading' ? linesIn(indented(row, c, cell.text), widths[c] ?? 8) : 1)))
  })
  const below: number[] = []
  const whole = sum(widths)
  let at = place.bodyTo
  table.notes.forEach((note, i) => {
    at++
    const words = `${i === 0 ? { zh: '注：', en: 'Notes: ' }[language] : '　　'}${i + 1}. ${note}`
    put(at, 1, words, 'formNote')
    worksheet.mergeCells(at, 1, at, columns)
    below.push(linesIn(words, whole, 10) * 14 + 3)
  })
  if (table.foot.length > 0) {
    at++
    put(at, 1, spread(table.foot, whole), 'formLine', { alignment: { horizontal: 'left', vertical: 'bottom' } })
    worksheet.mergeCells(at, 1, at, columns)
    below.push(34)
  }
  const setup = (height: number): SheetSetup => ({
    paper: table.paper, widths, titleRows: place.numbersAt, frozen: { rows: place.numbersAt, columns: 1 }, ...(table.pages && { pages: table.pages }),
    heights: [...heights, ...lines.map((n) => Math.max(height, n > 1 ? n * line + 2 : 0)), ...below],
  })
  sheet.finish(setup(heightOf((height) => sheet.pagesOf(setup(height)))))
}

/** The height of the body's rows: the most that takes no more pages than the least would. Rather than very low rows, everything is printed a little smaller. */
function heightOf(pagesAt: (height: number) => Pages): number {
  const tried = bodyHeights.map((height) => ({ height, ...pagesAt(height) }))
  const lowest = tried.at(-1)
  const fewest = tried.filter(({ count }) => count === lowest?.count)
  const free = fewest.find(({ height, fitToHeight }) => height >= comfortable && fitToHeight === 0)
  const small = fewest.find(({ height, scale }) => height === comfortable && scale >= 0.8)
  return (free ?? small ?? fewest.find(({ fitToHeight }) => fitToHeight === 0) ?? lowest)?.height ?? comfortable
}

/** The line above the rules: who at the left, when in the middle, units at the right, each merged over about a third of the width. */
function writeHead({ worksheet, put }: Sheet, head: FormalTable['head'], widths: readonly number[]): void {
  const count = widths.length
  const total = widths.reduce((sum, w) => sum + w, 0)
  const upTo = (share: number): number => {
    let sum = 0
    return Math.max(1, widths.findIndex((w) => (sum += w) >= total * share) + 1)
  }
  const first = Math.min(upTo(1 / 3), Math.max(1, count - 2))
  const second = Math.min(Math.max(first + 1, upTo(2 / 3)), Math.max(first + 1, count - 1))
  const spans = [[1, first], [first + 1, second], [second + 1, count]] as const
  spans.forEach(([from, to], i) => {
    put(3, from, head[i] ?? '', 'formLine', { alignment: { horizontal: (['left', 'center', 'right'] as const)[i] ?? 'left' } })
    if (to > from) worksheet.mergeCells(3, from, 3, to)
  })
}

/** Writes the tree of headings and returns the heights of its rows. */
function writeHeadings({ worksheet, put }: Sheet, table: FormalTable, widths: readonly number[]): number[] {
  const depth = depthOf(table.headings)
  const count = widths.length
  const heights = Array.from({ length: depth }, () => 22)
  const tall: { from: number; height: number }[] = []

  const write = (heading: Heading, level: number, column: number): number => {
    const span = leafCount(heading)
    const rows = heading.children ? 1 : depth - level
    const width = widths.slice(column, column + span).reduce((sum, w) => sum + w, 0)
    const height = linesIn(heading.label, width) * line + 6
    if (rows === 1) heights[level] = Math.max(heights[level] ?? 0, height)
    else tall.push({ from: level, height })
    for (let row = 0; row < rows; row++) {
      for (let c = column; c < column + span; c++) {
        const first = row === 0 && c === column
        // A merged heading is ruled as one: where it ends the table, its right stays open.
        const edge = column + span === count ? count - 1 : c
        const border = { ...rules(c, count, { top: level === 0 && row === 0 ? 'medium' : 'thin', bottom: 'thin' }), ...(edge === count - 1 && { right: {} }) }
        put(4 + level + row, c + 1, first ? heading.label : null, 'formHeader', { border })
      }
    }
    if (rows > 1 || span > 1) worksheet.mergeCells(4 + level, column + 1, 4 + level + rows - 1, column + span)
    let at = column
    for (const child of heading.children ?? []) at = write(child, level + 1, at)
    return column + span
  }
  let at = 0
  for (const heading of table.headings) at = write(heading, 0, at)
  for (const { from, height } of tall) {
    const missing = height - heights.slice(from).reduce((sum, h) => sum + h, 0)
    if (missing > 0) heights[depth - 1] = (heights[depth - 1] ?? 0) + missing
  }
  return heights
}

function writeRow({ put }: Sheet, table: FormalTable, row: TableRow, at: number, place: Placed, language: Language): void {
  const count = table.columns.length
  const last = at === place.bodyTo
  const bold = row.kind === 'item' ? {} : { font: { bold: true } }
  for (let i = 0; i < count; i++) {
    const cell = row.cells[i]
    const edges = { top: 'thin', bottom: last ? 'medium' : 'thin' } as const
    // A heading row runs over the columns beside it: no rules between, and nothing in them.
    const border = row.kind === 'heading' ? rules(0, 1, edges) : rules(i, count, edges)
    if (!cell) {
      put(at, i + 1, null, 'formText', { border })
      continue
    }
    const formula = cell.kind === 'number' && cell.sumOf
      ? `SUM(${address(i + 1, place.bodyFrom + cell.sumOf[0])}:${address(i + 1, place.bodyFrom + cell.sumOf[1])})`
      : undefined
    const { value, numFmt } = cellValue(cell, language, 'words', formula)
    if (cell.kind === 'text') {
      put(at, i + 1, indented(row, i, cell.text), 'formText', { border, ...bold, alignment: row.kind === 'heading' ? { wrapText: false } : i === 0 ? {} : besides(table, i) })
      continue
    }
    const aside: Partial<Style> = cell.kind === 'number' && table.columns[i]?.align === 'number' ? {} : { alignment: { horizontal: cell.kind === 'gap' ? 'right' : 'center' } }
    put(at, i + 1, cell.kind === 'gap' ? `${value} ` : value, row.kind === 'total' ? 'formTotal' : 'formNumber', { border, ...bold, ...aside, ...(numFmt && { numFmt }) })
  }
}

/** Short words stand in the middle of their column, long ones begin at its left. */
const besides = ({ rows }: FormalTable, column: number): Partial<Alignment> =>
  rows.every((row) => { const cell = row.cells[column]; return cell?.kind !== 'text' || textWidth(cell.text) <= 13 }) ? { horizontal: 'center' } : { horizontal: 'left', indent: 1 }

/** Spreads the signature block over the width of the table. */
function spread(foot: readonly string[], width: number): string {
  const free = width - 2 - foot.reduce((sum, words) => sum + textWidth(words), 0)
  return foot.join('　'.repeat(Math.max(1, Math.floor(free / Math.max(1, foot.length - 1) / 2.1))))
}

/** Text of a cell; only the first of a row is indented, by full-width spaces. */
const indented = (row: TableRow, column: number, words: string): string => (column === 0 ? '　'.repeat(row.indent) : '') + words

type Edge = 'thin' | 'medium'

/** Rules around a cell, open at the left and right ends of the table. */
function rules(column: number, count: number, { top, bottom }: { top: Edge; bottom: Edge }): Partial<Borders> {
  return {
    top: { style: top }, bottom: { style: bottom },
    ...(column > 0 && { left: { style: 'thin' as const } }), ...(column < count - 1 && { right: { style: 'thin' as const } }),
  }
}

const depthOf = (headings: readonly Heading[]): number => Math.max(...headings.map((h) => 1 + (h.children ? depthOf(h.children) : 0)))

const leafCount = ({ children }: Heading): number => (children ? children.reduce((sum, child) => sum + leafCount(child), 0) : 1)

const leafLabels = (headings: readonly Heading[]): string[] => headings.flatMap((h) => (h.children ? leafLabels(h.children) : [h.label]))

/** Widths that hold every value on one line and every heading on a few; columns of one heading are alike, and a narrow table fills its page. */
function widthsOf(table: FormalTable, language: Language): number[] {
  const labels = leafLabels(table.headings)
  const natural = table.columns.map((column, i) => {
    const values = table.rows.flatMap((row) => {
      const cell = row.cells[i]
      return cell && row.kind !== 'heading' ? [textWidth(indented(row, i, printed(cell, language)))] : []
    })
    return Math.min(column.align === 'text' ? 36 : 20, Math.max(Math.max(0, ...values) + 2, Math.min(textWidth(labels[i] ?? '') + 1.5, 12), 7))
  })
  const room = roomFor(table.paper) - 0.5
  const alike = equalised(table, natural)
  const widths = sum(alike) <= room ? alike : natural
  const stretch = Math.min(1.7, Math.max(1, room / sum(widths)))
  return widths.map((width) => Math.floor(width * stretch * 10) / 10)
}

function equalised({ headings }: FormalTable, widths: readonly number[]): number[] {
  let at = 0
  return headings.flatMap((heading) => {
    const group = widths.slice(at, (at += leafCount(heading)))
    return group.map(() => Math.max(...group))
  })
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)
