import ExcelJS from 'exceljs'
import { text, type Cell, type Language } from '@mingshu/metrics'
import { cleanText } from './clean-text.js'
import { sheetNameOf } from './file-name.js'

/** One answer as a sheet: what its rows are, and its figures. */
export interface AnswerSheet {
  readonly name: string
  /** Heading of the first column: units, periods or members. */
  readonly of: string
  readonly metrics: readonly { readonly code: string; readonly name: string; readonly unit: string; readonly decimals: number; readonly isRatio: boolean }[]
  /** The first is the total. */
  readonly rows: readonly { readonly name: string; readonly cells: Readonly<Record<string, Cell>> }[]
}

/** A chart or panel as a workbook: the same answers, one sheet each. */
export interface AnswerBook {
  readonly title: string
  readonly notes: readonly string[]
  readonly demo: boolean
  readonly language: Language
  readonly sheets: readonly AnswerSheet[]
}

interface Column {
  readonly label: string
  readonly value: (cells: Readonly<Record<string, Cell>>) => string | number | null
  readonly format: string
}

const font = { name: '微软雅黑', size: 10 }

/** Renders answers: numbers are numbers, an empty cell says why there is none. */
export async function renderAnswers(book: AnswerBook): Promise<Uint8Array> {
  const excel = new ExcelJS.Workbook()
  excel.creator = '明数'
  excel.title = cleanText(book.title)
  const taken: string[] = []
  for (const sheet of book.sheets) {
    const name = sheetNameOf(sheet.name, taken)
    taken.push(name)
    write(excel.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 4, xSplit: 1 }] }), sheet, book)
  }
  return new Uint8Array(await excel.xlsx.writeBuffer())
}

function write(worksheet: ExcelJS.Worksheet, sheet: AnswerSheet, { title, notes, demo, language }: AnswerBook): void {
  const columns = columnsOf(sheet, language)
  const put = (row: number, column: number, value: ExcelJS.CellValue, more: Partial<ExcelJS.Style> = {}): void => {
    const cell = worksheet.getCell(row, column)
    cell.value = typeof value === 'string' ? cleanText(value) : value
    cell.style = { font, ...more }
  }
  put(1, 1, title, { font: { ...font, size: 14, bold: true } })
  put(2, 1, [...(demo ? [text('演示数据，不得作为工作依据。', 'DEMO DATA, not for use.')[language]] : []), ...notes].join(' '), { font: { ...font, color: { argb: 'FF6B625B' } } })
  const heads = [sheet.of, ...columns.map((c) => c.label)]
  heads.forEach((label, i) => put(4, i + 1, label, { font: { ...font, bold: true }, alignment: { horizontal: i === 0 ? 'left' : 'right', wrapText: true, vertical: 'middle' }, border: { bottom: { style: 'thin' } } }))
  sheet.rows.forEach((row, r) => {
    put(5 + r, 1, row.name, r === 0 ? { font: { ...font, bold: true } } : {})
    columns.forEach((column, c) => put(5 + r, c + 2, column.value(row.cells), { numFmt: column.format, alignment: { horizontal: 'right' } }))
  })
  worksheet.getColumn(1).width = Math.min(40, Math.max(12, ...sheet.rows.map((r) => r.name.length * 2)))
  heads.slice(1).forEach((label, i) => (worksheet.getColumn(i + 2).width = Math.max(12, label.length * 1.8)))
}

const bases = [
  ['prev', text('上期', 'Before'), text('环比', 'Change')], ['yoy', text('去年同期', 'A year before'), text('同比', 'Change')],
] as const

function columnsOf({ metrics, rows }: AnswerSheet, language: Language): Column[] {
  return metrics.flatMap(({ code, name, unit, decimals, isRatio }) => {
    const isShare = unit === '%'
    const whole = decimals > 0 ? `#,##0.${'0'.repeat(decimals)}` : '#,##0'
    const format = isShare ? `0.${'0'.repeat(Math.max(1, decimals))}%` : whole
    const of = (pick: (cell: Cell) => string | null | undefined) => (cells: Readonly<Record<string, Cell>>): string | number | null => {
      const cell = cells[code]
      const value = cell && pick(cell)
      return value == null ? null : Number(value)
    }
    const shown = (cells: Readonly<Record<string, Cell>>): string | number | null => of((c) => c.value)(cells) ?? gap[cells[code]?.status ?? 'not_applicable']?.[language] ?? null
    const hasAny = (pick: (cell: Cell) => string | null | undefined): boolean => rows.some((r) => { const cell = r.cells[code]; return cell !== undefined && pick(cell) != null })
    const change = isRatio ? (isShare ? '+0.0%;-0.0%;0.0%' : '+0.0;-0.0;0.0') : '+0.0%;-0.0%;0.0%'
    return [
      { label: unit && !isShare ? `${name}(${unit})` : name, value: shown, format },
      ...(isRatio ? [{ label: text('分子', 'Numerator')[language], value: of((c) => c.of), format: '#,##0' }, { label: text('分母', 'Denominator')[language], value: of((c) => c.to), format: '#,##0' }] : []),
      ...bases.flatMap(([key, was, moved]) => hasAny((c) => c[`${key}_value`])
        ? [{ label: was[language], value: of((c) => c[`${key}_value`]), format }, { label: moved[language], value: of((c) => c[key]), format: change }] : []),
    ]
  })
}

const gap: Readonly<Partial<Record<Cell['status'], ReturnType<typeof text>>>> = { not_reported: text('未上报', 'not reported'), suppressed: text('*', '*'), not_applicable: text('—', '—') }
