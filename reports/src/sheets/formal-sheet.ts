import type { Alignment, Borders, Style } from 'exceljs'
import type { Language } from '@mingshu/metrics'
import type { FormalTable, Heading, TableCell, TableRow, Tone } from '../layout.js'
import { printed } from '../number-text.js'
import { roomFor, type Pages } from '../pages.js'
import { address, cellValue, type Sheet, type SheetSetup } from '../sheet.js'
import { linesIn, textWidth, widestLine } from '../text-width.js'

const line = 16

// Full-width spaces between a label of the signature block and the next.
const roomToSign = 5

const bodyHeights = [26, 24, 22, 20, 18, 17, 16, 15] as const
const comfortable = 18

/** The ground of cells whose words are good or bad news. */
const grounds: Readonly<Record<Tone, string>> = { good: 'FFE3F1DC', fair: 'FFFFF1C9', poor: 'FFF9DAD7' }

/** Where the parts of a formal table stand on its sheet. */
export interface Placed {
  readonly titleAt: number
  readonly headAt: number
  readonly headerFrom: number
  /** Row of the column numbers; undefined where columns are not numbered. */
  readonly numbersAt?: number
  /** Last of the rows that are printed on every page. */
  readonly headerTo: number
  readonly bodyFrom: number
  readonly bodyTo: number
}

/** Rows of a formal table: form number, title, head line, headings, column numbers, body. */
export function placeOf({ look, headings, rows }: FormalTable): Placed {
  const titleAt = look === 'handout' ? 1 : 2
  const headerFrom = titleAt + 2
  const below = headerFrom + depthOf(headings)
  const isNumbered = look === undefined || look === 'form'
  const headerTo = isNumbered ? below : below - 1
  return { titleAt, headAt: titleAt + 1, headerFrom, ...(isNumbered && { numbersAt: below }), headerTo, bodyFrom: headerTo + 1, bodyTo: headerTo + rows.length }
}

/** Whether a table is looked things up in, rather than read through. */
const isLong = ({ look }: FormalTable): boolean => look === 'ledger' || look === 'handbook'

/** Writes a formal table: what a department prints, signs and stamps. */
export function writeFormalSheet(sheet: Sheet, table: FormalTable, language: Language): void {
  const { worksheet, put } = sheet
  const place = placeOf(table)
  const columns = table.columns.length
  const widths = widthsOf(table, language)
  const heights: number[] = [34, 22]

  if (table.look !== 'handout') {
    put(1, 1, `${{ zh: '表　号：', en: 'Form: ' }[language]}${table.formNo}`, 'formLine', { alignment: { horizontal: 'right' } })
    worksheet.mergeCells(1, 1, 1, columns)
    heights.unshift(20)
  }
  put(place.titleAt, 1, table.title, 'formTitle')
  worksheet.mergeCells(place.titleAt, 1, place.titleAt, columns)
  writeHead(sheet, table.head, widths, place.headAt)
  heights.push(...writeHeadings(sheet, table, widths, place.headerFrom))
  const { numbersAt } = place
  if (numbersAt !== undefined) {
    table.columns.forEach((column, i) => put(numbersAt, i + 1, column.no, 'formHeader', { border: rules(i, columns, { top: 'thin', bottom: 'thin' }) }))
    heights.push(18)
  }
  if (isLong(table)) worksheet.autoFilter = { from: { row: place.headerTo, column: 1 }, to: { row: place.bodyTo, column: columns } }

  const sides = table.columns.map((_column, i) => (i === 0 ? {} : besides(table, i)))
  const lines = table.rows.map((row, i) => {
    writeRow(sheet, table, row, { at: place.bodyFrom + i, place, sides, language })
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
    for (const signatures of signatureLines(table.foot, whole)) {
      at++
      put(at, 1, signatures, 'formLine', { alignment: { horizontal: 'left', vertical: 'bottom' } })
      worksheet.mergeCells(at, 1, at, columns)
      below.push(34)
    }
  }
  const setup = (height: number): SheetSetup => ({
    paper: table.paper, widths, titleRows: place.headerTo, frozen: { rows: place.headerTo, columns: 1 }, ...(table.pages && { pages: table.pages }),
    heights: [...heights, ...lines.map((n) => Math.max(height, n > 1 ? n * line + 2 : 0)), ...below],
  })
  // A ledger runs over many pages anyway, so its rows are not made low to spare one.
  sheet.finish(setup(isLong(table) ? comfortable : heightOf((height) => sheet.pagesOf(setup(height)))))
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
function writeHead({ worksheet, put }: Sheet, head: FormalTable['head'], widths: readonly number[], at: number): void {
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
    put(at, from, head[i] ?? '', 'formLine', { alignment: { horizontal: (['left', 'center', 'right'] as const)[i] ?? 'left' } })
    if (to > from) worksheet.mergeCells(at, from, at, to)
  })
}

/** Writes the tree of headings and returns the heights of its rows. */
function writeHeadings({ worksheet, put }: Sheet, table: FormalTable, widths: readonly number[], from: number): number[] {
  const depth = depthOf(table.headings)
  const count = widths.length
  const heights = Array.from({ length: depth }, () => 22)
  const tall: { level: number; height: number }[] = []

  const write = (heading: Heading, level: number, column: number): number => {
    const span = leafCount(heading)
    const rows = heading.children ? 1 : depth - level
    const width = widths.slice(column, column + span).reduce((sum, w) => sum + w, 0)
    const height = linesIn(heading.label, width) * line + 6
    if (rows === 1) heights[level] = Math.max(heights[level] ?? 0, height)
    else tall.push({ level, height })
    for (let row = 0; row < rows; row++) {
      for (let c = column; c < column + span; c++) {
        const first = row === 0 && c === column
        // A merged heading is ruled as one: where it ends the table, its right stays open.
        const edge = column + span === count ? count - 1 : c
        const border = { ...rules(c, count, { top: level === 0 && row === 0 ? 'medium' : 'thin', bottom: 'thin' }), ...(edge === count - 1 && { right: {} }) }
        put(from + level + row, c + 1, first ? heading.label : null, 'formHeader', { border })
      }
    }
    if (rows > 1 || span > 1) worksheet.mergeCells(from + level, column + 1, from + level + rows - 1, column + span)
    let at = column
    for (const child of heading.children ?? []) at = write(child, level + 1, at)
    return column + span
  }
  let at = 0
  for (const heading of table.headings) at = write(heading, 0, at)
  for (const { level, height } of tall) {
    const missing = height - heights.slice(level).reduce((sum, h) => sum + h, 0)
    if (missing > 0) heights[depth - 1] = (heights[depth - 1] ?? 0) + missing
  }
  return heights
}

interface RowPlace {
  readonly at: number
  readonly place: Placed
  /** How the words of each column are aligned. */
  readonly sides: readonly Partial<Alignment>[]
  readonly language: Language
}

function writeRow({ put }: Sheet, table: FormalTable, row: TableRow, { at, place, sides, language }: RowPlace): void {
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
    const formula = formulaOf(cell, i, at, place)
    const { value, numFmt } = cellValue(cell, language, 'words', formula)
    if (cell.kind === 'text') {
      put(at, i + 1, indented(row, i, cell.text), 'formText', { border, ...bold, alignment: row.kind === 'heading' ? { wrapText: false } : sides[i] ?? {}, ...(cell.tone && { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: grounds[cell.tone] } } }) })
      continue
    }
    const aside: Partial<Style> = cell.kind === 'number' && table.columns[i]?.align === 'number' ? {} : { alignment: { horizontal: cell.kind === 'gap' ? 'right' : 'center' } }
    put(at, i + 1, cell.kind === 'gap' ? `${value} ` : value, row.kind === 'total' ? 'formTotal' : 'formNumber', { border, ...bold, ...aside, ...(numFmt && { numFmt }) })
  }
}

/** The formula of a number that follows from others of its column or of its row. */
function formulaOf(cell: TableCell, column: number, row: number, { bodyFrom }: Placed): string | undefined {
  if (cell.kind !== 'number') return undefined
  if (cell.sumOf) return `SUM(${address(column + 1, bodyFrom + cell.sumOf[0])}:${address(column + 1, bodyFrom + cell.sumOf[1])})`
  const at = (other: number): string => address(other + 1, row)
  return cell.madeOf && [cell.madeOf.plus.map(at).join('+'), ...cell.madeOf.less.map(at)].join('-')
}

/** Short words stand in the middle of their column, long ones begin at its left. */
const besides = ({ rows }: FormalTable, column: number): Partial<Alignment> =>
  rows.every((row) => { const cell = row.cells[column]; return cell?.kind !== 'text' || widestLine(cell.text) <= 13 }) ? { horizontal: 'center' } : { horizontal: 'left', indent: 1 }

/** Spreads the signature block over the width of the table; on two lines, one below the other, where one leaves no room to sign. */
function signatureLines(foot: readonly string[], width: number): string[] {
  const free = width - 2 - foot.reduce((sum, words) => sum + textWidth(words), 0)
  const room = Math.floor(free / Math.max(1, foot.length - 1) / 2.1)
  if (room >= roomToSign || foot.length < 4) return [foot.join('　'.repeat(Math.max(1, room)))]
  const half = Math.ceil(foot.length / 2)
  const filled = (words: string): string => words + '　'.repeat(Math.max(1, Math.round(((width - 2) / half - textWidth(words)) / 2.1)))
  return [foot.slice(0, half), foot.slice(half)].map((part) => part.map(filled).join('').trimEnd())
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
      return cell && row.kind !== 'heading' ? [widestLine(indented(row, i, printed(cell, language)))] : []
    })
    return Math.min(column.most ?? (column.align === 'text' ? 36 : 20), Math.max(most(values) + 2, Math.min(textWidth(labels[i] ?? '') + 1.5, 12), column.least ?? 7))
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

// A long ledger has more rows than a function takes arguments.
const most = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), 0)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)
