import { text, type Language } from '@mingshu/metrics'
import type { Borders, CellValue, Style, Workbook as Excel, Worksheet } from 'exceljs'
import { cleanText } from './clean-text.js'
import type { TableCell, Workbook } from './layout.js'
import { excelFormat, gapText } from './number-text.js'
import { marginsInInches, paginate, type Pages } from './pages.js'
import { serialOf } from './period.js'
import { styles, type StyleName } from './styles.js'

/** A sheet being written: cells go in by row and column, both from 1, each with a named style. */
export interface Sheet {
  readonly name: string
  readonly worksheet: Worksheet
  readonly put: (row: number, column: number, value: CellValue, style: StyleName, more?: Partial<Style>) => void
  /** Sets up view and printing; called last, when all rows stand. */
  readonly finish: (how: SheetSetup) => void
  /** Pages a sheet would take. */
  readonly pagesOf: (how: SheetSetup) => Pages
}

/** How a sheet is seen and printed. */
export interface SheetSetup {
  readonly paper: 'landscape' | 'portrait'
  readonly widths: readonly number[]
  /** Heights of all rows, in points. */
  readonly heights: readonly number[]
  readonly titleRows: number
  readonly frozen?: { readonly rows: number; readonly columns: number }
  readonly pages?: number
  /** Squeezes on the pages meant, however small. */
  readonly squeeze?: true
  /** Columns that are printed. Default: all. */
  readonly printed?: number
}

/** Sheets of one workbook, and which cell wears which named style. */
export interface Sheets {
  readonly add: (name: string) => Sheet
  /** Style of each cell by sheet name and address, for the part of the file that ExcelJS does not write. */
  readonly worn: ReadonlyMap<string, ReadonlyMap<string, StyleName>>
  /** Pages each finished sheet is printed on. */
  readonly pages: ReadonlyMap<string, number>
}

/** Opens the sheets of a workbook. */
export function openSheets(excel: Excel, book: Workbook, charPoints?: number): Sheets {
  const worn = new Map<string, Map<string, StyleName>>()
  const pages = new Map<string, number>()
  return {
    worn, pages,
    add(name) {
      const worksheet = excel.addWorksheet(name)
      const wearing = new Map<string, StyleName>()
      worn.set(name, wearing)
      return {
        name, worksheet,
        put(row, column, value, style, more) {
          const cell = worksheet.getCell(row, column)
          cell.value = typeof value === 'string' ? cleanText(value) : value
          cell.style = merge(styles[style], more)
          wearing.set(cell.address, style)
        },
        pagesOf: (how) => pagesOf(how, charPoints),
        finish(how) {
          const taken = pagesOf(how, charPoints)
          pages.set(name, taken.count)
          setUp(worksheet, how, book, taken)
        },
      }
    },
  }
}

/** Value and style of a table's cell. Data sheets leave gaps empty, for their remark says why. */
export function cellValue(cell: TableCell, language: Language, gaps: 'words' | 'empty', formula?: string): { value: CellValue; numFmt?: string } {
  switch (cell.kind) {
    case 'text': return { value: formula ? { formula, result: cell.text } : cell.text }
    case 'date': return { value: serialOf(cell.on), numFmt: 'yyyy-mm-dd' }
    case 'gap': return { value: gaps === 'words' ? gapText(cell.why, language) : null }
    case 'number': {
      const value = Number(cell.value)
      return { value: formula ? { formula, result: value } : value, numFmt: excelFormat(cell.format, cell.value) }
    }
  }
}

/** Address of a cell, or of a range, as formulas write it. */
export const address = (column: number, row: number, fixed = false): string => `${fixed ? '$' : ''}${columnName(column)}${fixed ? '$' : ''}${row}`

/** Name of a column: 1 is A, 27 is AA. */
export function columnName(column: number): string {
  let name = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}

/** A range of one column of a sheet, as other sheets refer to it. */
export const rangeOf = (sheet: string, column: number, from: number, to: number): string =>
  `'${sheet.replaceAll("'", "''")}'!${address(column, from, true)}:${address(column, to, true)}`

function pagesOf(how: SheetSetup, charPoints: number | undefined): Pages {
  const { paper, widths, heights, titleRows, printed, pages } = how
  if (how.squeeze && pages) return { count: pages, fitToHeight: pages, scale: 1 }
  return paginate({ paper, widths: widths.slice(0, printed), heights, titleRows, ...(charPoints && { charPoints }) }, pages)
}

function setUp(worksheet: Worksheet, how: SheetSetup, book: Workbook, pages: Pages): void {
  how.widths.forEach((width, i) => (worksheet.getColumn(i + 1).width = width))
  how.heights.forEach((height, i) => (worksheet.getRow(i + 1).height = height))

  worksheet.views = [how.frozen
    ? { state: 'frozen', xSplit: how.frozen.columns, ySplit: how.frozen.rows, topLeftCell: address(how.frozen.columns + 1, how.frozen.rows + 1), showGridLines: false, zoomScale: 100 }
    : { state: 'normal', showGridLines: false, zoomScale: 100 }]
  Object.assign(worksheet.pageSetup, {
    paperSize: 9, orientation: how.paper, fitToPage: true, fitToWidth: 1, fitToHeight: pages.fitToHeight, horizontalCentered: true, margins: marginsInInches,
    ...(how.titleRows > 0 && { printTitlesRow: `1:${how.titleRows}` }),
    ...(how.printed !== undefined && { printArea: `A$1:${columnName(how.printed)}$${how.heights.length}` }),
  })

  const say = (zh: string, en: string): string => text(zh, en)[book.language]
  const small = '&"微软雅黑,常规"&8 '
  const mark = book.demo ? say('演示数据', 'DEMO DATA') : ''
  worksheet.headerFooter = {
    oddHeader: `&L${small}${escape(`${book.periodName} ${book.unit.name} ${book.title}`)}${mark && `&R${small}${mark}`}`,
    oddFooter: `&L${small}${say('导出号', 'Export')} ${escape(book.exportNo)}&C${small}${say('第 &P 页，共 &N 页', 'Page &P of &N')}&R${small}${say('数据截至', 'Data to')} ${book.businessOn}`,
  }
}

// In headers and footers & begins a code, so a plain one is doubled.
const escape = (words: string): string => words.replaceAll('&', '&&')

function merge(style: Partial<Style>, more: Partial<Style> = {}): Partial<Style> {
  const { font, alignment, border, ...rest } = more
  return {
    ...style, ...rest,
    ...(font && { font: { ...style.font, ...font } }),
    ...(alignment && { alignment: { ...style.alignment, ...alignment } }),
    ...(border && { border: border as Partial<Borders> }),
  }
}
