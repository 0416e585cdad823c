import { text, type Text } from '@mingshu/metrics'
import type { Field, Figure, TableCell, Workbook } from '../layout.js'
import { rangeOf, type Sheet } from '../sheet.js'
import { writeDataTable, type DataColumn } from './data-table.js'

/** A row of the data sheet: a figure and the table that prints it. */
interface DataRow {
  readonly table: string
  readonly figure: Figure
}

interface FigureColumn extends DataColumn<DataRow> {
  readonly id: string
  /** Left out where no row has a number, or all have the usual one. */
  readonly isOptional?: true
  readonly usual?: string
}

const words = (id: string, heading: Text, cell: (row: DataRow) => string): FigureColumn => ({ id, heading, cell: (row) => ({ kind: 'text', text: cell(row) }) })

const number = (id: string, heading: Text, cell: (row: DataRow) => string | number | null | undefined, usual?: string): FigureColumn => ({
  id, heading, isOptional: true, ...(usual && { usual }),
  cell(row): TableCell {
    const value = cell(row) ?? null
    return value === null ? { kind: 'gap', why: 'not_applicable' } : { kind: 'number', value: String(value), format: { style: 'number', decimals: 0 } }
  },
})

const field = (id: Field, heading: Text): FigureColumn => ({ id, heading, isOptional: true, cell: ({ figure }) => figure.fields[id] })

const columns: readonly FigureColumn[] = [
  words('table', text('所在表', 'Table'), ({ table }) => table),
  words('unit', text('单位代码', 'Unit code'), ({ figure }) => figure.unit),
  words('unitName', text('单位名称', 'Unit'), ({ figure }) => figure.unitName),
  words('metric', text('指标代码', 'Metric code'), ({ figure }) => figure.metric),
  words('metricName', text('指标名称', 'Metric'), ({ figure }) => figure.metricName),
  words('dimensionName', text('分组', 'Breakdown'), ({ figure }) => figure.dimensionName),
  words('member', text('分组项代码', 'Member code'), ({ figure }) => figure.member),
  words('memberName', text('分组项', 'Member'), ({ figure }) => figure.memberName),
  words('measure', text('计量单位', 'Unit of measure'), ({ figure }) => figure.measure),
  field('value', text('数值', 'Value')),
  number('of', text('分子', 'Numerator'), ({ figure }) => figure.ratio?.of),
  number('to', text('分母', 'Denominator'), ({ figure }) => figure.ratio?.to),
  number('scale', text('倍数', 'Scale'), ({ figure }) => figure.ratio?.scale, '1'),
  field('opening', text('期初数', 'Opening')),
  field('before', text('上年同期', 'A year earlier')),
  field('difference', text('增减', 'Difference')),
  field('change', text('同比', 'Year on year')),
  field('target', text('年度目标', 'Target')),
  field('completion', text('完成率', 'Completion')),
  field('rank', text('位次', 'Rank')),
  words('remark', text('备注', 'Remarks'), ({ figure }) => figure.remark),
]

/** Where the figures stand on the data sheet, for formulas that look them up. */
export interface DataPlace {
  readonly from: number
  readonly to: number
  /** Range of a column by its id; undefined when the workbook has no such column. */
  readonly range: (id: string) => string | undefined
}

/** The columns a workbook needs: those that hold something somewhere. */
function columnsFor(rows: readonly DataRow[]): readonly FigureColumn[] {
  return columns.filter((column) => !column.isOptional || column.id === 'value' || rows.some((row, i) => { const cell = column.cell(row, i); return cell.kind === 'number' && cell.value !== column.usual }))
}

const rowsFor = (book: Workbook): DataRow[] => book.tables.flatMap((table) => table.figures.map((figure) => ({ table: table.sheet, figure })))

/** Says where the figures will stand, before they are written. */
export function placeData(book: Workbook, sheet: string): DataPlace {
  const rows = rowsFor(book)
  const shown = columnsFor(rows)
  const [from, to] = [5, 4 + rows.length]
  return {
    from, to,
    range(id) {
      const at = shown.findIndex((column) => column.id === id)
      return at < 0 ? undefined : rangeOf(sheet, at + 1, from, to)
    },
  }
}

/** Writes 数据: one row a figure, one table, to sort, filter and reuse. */
export function writeDataSheet(sheet: Sheet, book: Workbook, home: string): void {
  const rows = rowsFor(book)
  const say = (t: Text): string => t[book.language]
  writeDataTable(sheet, {
    table: 'tblData', title: say(text(`${book.periodName}${book.unit.name}${book.title}：数据`, `${book.title}, ${book.unit.name}, ${book.periodName}: data`)),
    note: say(text('一行一个数，可筛选、排序、透视。比率为小数(0.5即50%)，“同比”中比率指标为百分点。空格的原因见“备注”。', 'One figure a row. Rates are fractions; the change of a rate is in percentage points. Remarks say why a cell is empty.')),
    columns: columnsFor(rows), rows, home, language: book.language,
  })
}
