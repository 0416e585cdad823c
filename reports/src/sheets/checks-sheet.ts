import { text, type Text } from '@mingshu/metrics'
import { controlTotal } from '../column-sum.js'
import { absolute, add, compare, isSame, subtract } from '../decimal.js'
import type { Column, FormalTable, NumberFormat, TableCell, Workbook } from '../layout.js'
import { rangeOf, type Sheet } from '../sheet.js'
import type { DataPlace } from './data-sheet.js'
import { writeDataTable } from './data-table.js'
import { placeOf } from './formal-sheet.js'

/** One line of 校验: two ways to compute a number from this workbook, and the number as published. */
interface Check {
  readonly table: string
  readonly what: Text
  readonly left: Computed
  readonly right: Computed
  readonly published: string
}

/** A formula and what it gives. */
interface Computed {
  readonly formula: string
  readonly value: string
}

/** Writes 校验: every column and balance of the formal tables against the data sheet and the published figures, by formulas. */
export function writeChecksSheet(sheet: Sheet, book: Workbook, data: DataPlace, home: string): void {
  const checks = [...book.tables.flatMap((table) => checksOf(table, data)), ...ratioCheck(book, data)]
  const say = (t: Text): string => t[book.language]
  const plain: NumberFormat = { style: 'number', decimals: 0 }
  const number = (value: string): TableCell => ({ kind: 'number', value, format: formatFor(value) })
  const agree = say(text('相符', 'Agrees'))
  const differ = say(text('不符', 'DIFFERS'))
  const verdict = (row: number): string => `IF(F${row}<0.000001,"${agree}","${differ}")`
  writeDataTable(sheet, {
    table: 'tblChecks', title: say(text(`${book.title}：校验`, `${book.title}: checks`)),
    note: say(text(
      '“计算值”由本工作簿的单元格现算，“发布值”是导出时的数。控制数是一栏所有数之和，只用于核对，没有统计含义。任何一格被改动，所在行即为“不符”。',
      'Computed values follow the cells of this workbook; the published value is that of the export. A control total adds a whole column and means nothing else.',
    )),
    home, language: book.language, rows: checks,
    columns: [
      { heading: text('序号', 'No.'), cell: (_check, i) => ({ kind: 'number', value: String(i + 1), format: plain }) },
      { heading: text('核对内容', 'Check'), most: 60, cell: (check) => ({ kind: 'text', text: `${check.table && `【${check.table}】`}${say(check.what)}` }) },
      { heading: text('计算值一', 'Computed 1'), cell: ({ left }) => number(left.value), formula: ({ left }) => left.formula },
      { heading: text('计算值二', 'Computed 2'), cell: ({ right }) => number(right.value), formula: ({ right }) => right.formula },
      { heading: text('发布值', 'Published'), cell: (check) => number(check.published) },
      { heading: text('最大差额', 'Difference'), cell: (check) => number(gapOf(check)), formula: (_check, i) => `ROUND(MAX(ABS(C${i + 5}-E${i + 5}),ABS(D${i + 5}-E${i + 5})),9)` },
      { heading: text('结论', 'Verdict'), cell: (check) => ({ kind: 'text', text: compare(gapOf(check), '0.000001') < 0 ? agree : differ }), formula: (_check, i) => verdict(i + 5) },
    ],
  })
}

function checksOf(table: FormalTable, data: DataPlace): Check[] {
  const { bodyFrom, bodyTo } = placeOf(table)
  const sum = (column: number): string => `SUM(${rangeOf(table.sheet, column + 1, bodyFrom, bodyTo)})`
  const no = (column: number): string => table.columns[column]?.no ?? ''
  const controls = table.columns.flatMap((column, c): Check[] => {
    const values = column.prints && data.range(column.prints.field)
    if (!column.prints || !values) return []
    const { metric, member } = column.prints
    const where = [['table', table.sheet], ...(metric ? [['metric', metric]] : []), ...(member ? [['member', member]] : [])]
    const control = controlTotal(table, c)
    const criteria = where.map(([id = '', is = '']) => `,${data.range(id)},"${is.replaceAll('"', '""')}"`).join('')
    return [{
      table: table.sheet, left: { formula: sum(c), value: control }, right: { formula: `SUMIFS(${values}${criteria})`, value: dataTotal(table, column.prints) }, published: control,
      what: text(`${no(c)}栏控制数：正式表与数据表`, `Column ${no(c)}, control total: form and data`),
    }]
  })
  const totals = table.columns.flatMap((_column, c): Check[] => {
    const cell = table.rows[0]?.cells[c]
    if (cell?.kind !== 'number' || !cell.sumOf) return []
    const [from, to] = cell.sumOf
    return [{
      table: table.sheet, published: cell.value,
      left: { formula: rangeOf(table.sheet, c + 1, bodyFrom, bodyFrom).replace(/:.*/, ''), value: cell.value },
      // The total is a formula only where its parts add up to it.
      right: { formula: `SUM(${rangeOf(table.sheet, c + 1, bodyFrom + from, bodyFrom + to)})`, value: cell.value },
      what: text(`${no(c)}栏合计＝各项之和`, `Column ${no(c)}: total = sum of its parts`),
    }]
  })
  const balances = table.balances.map(({ whole, parts }): Check => ({
    table: table.sheet, left: { formula: sum(whole), value: controlTotal(table, whole) }, published: controlTotal(table, whole),
    right: { formula: parts.map(sum).join('+'), value: add(...parts.map((part) => controlTotal(table, part))) },
    what: text(`${no(whole)}栏＝${parts.map((p) => `${no(p)}栏`).join('＋')}`, `Column ${no(whole)} = ${parts.map(no).join(' + ')}`),
  }))
  const { listed } = table
  const count: Check[] = listed && listed.value !== null
    ? [{
        table: table.sheet, published: listed.value,
        left: { formula: `COUNT(${rangeOf(table.sheet, 1, bodyFrom, bodyTo)})`, value: String(listed.count) }, right: { formula: String(listed.count), value: String(listed.count) },
        what: text(`清单条数＝${listed.label}`, `Rows listed = ${listed.label}`),
      }]
    : []
  return [...controls, ...totals, ...balances, ...count]
}

/** Divides every ratio of the data sheet again; values are told to six decimals. */
function ratioCheck(book: Workbook, data: DataPlace): Check[] {
  const [value, of, to, scale] = ['value', 'of', 'to', 'scale'].map((id) => data.range(id))
  if (!value || !of || !to) return []
  const numerator = scale ? `${of}*${scale}` : of
  const ratios = book.tables.flatMap((table) => table.figures).filter((f) => f.ratio && f.fields.value.kind === 'number')
  const divides = ratios.filter(({ ratio, fields }) => {
    if (!ratio || ratio.of === null || ratio.to === null || fields.value.kind !== 'number') return false
    const numerator_ = Number(ratio.of) * ratio.scale
    return Number(ratio.to) !== 0 && Math.abs(Number(fields.value.value) * Number(ratio.to) - numerator_) < 0.000001 * (1 + Math.abs(numerator_) + Math.abs(Number(ratio.to)))
  })
  const divided = ratios.filter(({ ratio }) => ratio?.to && !isSame(ratio.to, '0'))
  return [{
    table: '', published: String(ratios.length),
    left: { value: String(divides.length), formula: `SUMPRODUCT(--(${to}<>0),--(ABS(${value}*${to}-${numerator})<0.000001*(1+ABS(${numerator})+ABS(${to}))))` },
    right: { value: String(divided.length), formula: `SUMPRODUCT(--(${to}<>0),--(${value}<>""))` },
    what: text('数据表中可由分子÷分母复算的比率个数', 'Rates of the data sheet that divide again'),
  }]
}

/** The larger distance of the two from what was published. */
function gapOf({ left, right, published }: Check): string {
  const [a, b] = [absolute(subtract(left.value, published)), absolute(subtract(right.value, published))]
  return compare(a, b) > 0 ? a : b
}

/** Sum of the fields of the figures that a column prints. */
const dataTotal = ({ figures }: FormalTable, { field, metric, member }: NonNullable<Column['prints']>): string =>
  add(...figures.flatMap((f) => {
    const cell = f.fields[field]
    return cell.kind === 'number' && (!metric || f.metric === metric) && (!member || f.member === member) ? [cell.value] : []
  }))

/** As many decimals as the number has, at most six. */
function formatFor(value: string): NumberFormat {
  const decimals = Math.min(6, value.split('.')[1]?.length ?? 0)
  return { style: 'number', decimals }
}
