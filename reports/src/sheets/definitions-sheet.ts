import { text, type Text } from '@mingshu/metrics'
import type { Definition, Workbook } from '../layout.js'
import type { Sheet } from '../sheet.js'
import { writeDataTable, type DataColumn } from './data-table.js'

const column = (heading: Text, words: (definition: Definition) => string, most?: number): DataColumn<Definition> => ({
  heading, cell: (definition) => ({ kind: 'text', text: words(definition) }), ...(most && { most }),
})

/** Writes 指标口径: what every figure of the workbook means. */
export function writeDefinitionsSheet(sheet: Sheet, book: Workbook, home: string): void {
  const say = (t: Text): string => t[book.language]
  writeDataTable(sheet, {
    table: 'tblDefinitions', title: say(text(`${book.title}：指标口径`, `${book.title}: definitions`)),
    note: say(text(`口径版本 ${book.definitionsVersion}。屏幕、报表和核对用的是同一口径。`, `Definitions ${book.definitionsVersion}: the same on screen, in workbooks and in checks.`)),
    home, language: book.language, rows: book.definitions,
    columns: [
      column(text('指标名称', 'Metric'), (d) => d.name, 20),
      column(text('计量单位', 'Unit'), (d) => d.measure),
      column(text('含义', 'Meaning'), (d) => d.meaning, 40),
      column(text('算法', 'Formula'), (d) => d.formula, 28),
      column(text('分母', 'Denominator'), (d) => d.denominator, 18),
      column(text('汇总方法', 'How it adds'), (d) => say(text(`各级：${d.overUnits}\n各期：${d.overTime}`, `Units: ${d.overUnits}\nTime: ${d.overTime}`)), 26),
      column(text('资料来源', 'Source'), (d) => d.source, 16),
      { heading: text('版次', 'Version'), cell: (d) => ({ kind: 'number', value: String(d.version), format: { style: 'number', decimals: 0 } }) },
      column(text('指标代码', 'Code'), (d) => d.code, 26),
    ],
  })
}
