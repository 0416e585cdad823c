import { text } from '@mingshu/metrics'
import type { Chart, Workbook } from '../layout.js'
import { excelFormat } from '../number-text.js'
import type { PlacedChart } from '../package/chart-xml.js'
import { rangeOf, type Sheet } from '../sheet.js'

/** Columns the charts are printed over; their data stand to the right of them. */
const chartColumns = 9
const rowHeight = 15

/** Writes 图表: one chart below the other, each with its data beside it, out of the printed area. */
export function writeChartsSheet(sheet: Sheet, book: Workbook, home: string): PlacedChart[] {
  const { put } = sheet
  const say = (zh: string, en: string): string => text(zh, en)[book.language]
  put(1, 1, say(`${book.periodName}${book.unit.name}${book.title}：图表`, `${book.title}, ${book.unit.name}, ${book.periodName}: charts`), 'title')
  put(1, chartColumns + 2, { text: say('← 返回目录', '← Contents'), hyperlink: `#'${home}'!A1` }, 'link')
  put(2, chartColumns + 2, say('图表数据', 'Data of the charts'), 'note')

  const widest = Math.max(...book.charts.map((c) => c.series.length))
  let at = 3
  const placed = book.charts.map((chart): PlacedChart => {
    const rows = Math.max(rowsFor(chart), chart.categories.length + 3)
    const labels = chartColumns + 2
    put(at, labels, chart.title, 'note')
    put(at + 1, labels, say('项目', 'Item'), 'header')
    chart.series.forEach((s, i) => put(at + 1, labels + 1 + i, s.name, 'header'))
    chart.categories.forEach((category, r) => {
      put(at + 2 + r, labels, category, 'text')
      chart.series.forEach((s, i) => {
        const value = s.values[r] ?? null
        put(at + 2 + r, labels + 1 + i, value === null ? null : Number(value), 'number', value === null ? undefined : { numFmt: excelFormat(chart.format, value) })
      })
    })
    const range = (column: number): string => rangeOf(sheet.name, column, at + 2, at + 1 + chart.categories.length)
    const where = {
      chart, fromRow: at - 1, toRow: at - 1 + rowsFor(chart), columns: chartColumns,
      categories: range(labels), values: chart.series.map((_s, i) => range(labels + 1 + i)),
      names: chart.series.map((_s, i) => rangeOf(sheet.name, labels + 1 + i, at + 1, at + 1).replace(/:.*/, '')),
    }
    at += rows + 1
    return where
  })
  sheet.finish({
    paper: 'portrait', titleRows: 0, printed: chartColumns + 1, pages: 1, squeeze: true,
    widths: [...Array.from({ length: chartColumns }, () => 10.6), 0.8, 22, ...Array.from({ length: widest }, () => 14)],
    // One row more than the charts take, or the last one loses its lower edge.
    heights: [30, ...Array.from({ length: at - 2 }, () => rowHeight)],
  })
  return placed
}

/** Rows a chart takes: bars need room for each label, less of it where there are many. */
function rowsFor({ kind, categories: { length } }: Chart): number {
  if (kind !== 'bar' && kind !== 'stacked') return 14
  return Math.min(44, Math.max(13, Math.ceil(Math.min(length, 14) * 1.2 + Math.max(0, length - 14) * 0.6) + 5))
}
