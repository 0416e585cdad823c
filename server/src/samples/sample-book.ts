import type { FileSource } from '@mingshu/etl'
import { mendWorkbook } from '@mingshu/reports'
import exceljs from 'exceljs'
import { exampleOf, wordsOfColumn, type ExampleSetting } from './examples.js'

type Column = FileSource['entity']['columns'][string]

const examples = 3
const lines = 2000
/** A word that begins a line the loader passes over, so that examples left in the file are never counted. */
export const exampleMark = '示例'

const head = { font: { name: '微软雅黑', size: 10, bold: true }, fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF3EEE7' } } } as const satisfies Partial<exceljs.Style>
const plain = { font: { name: '微软雅黑', size: 10 } } as const
const grey = { font: { name: '微软雅黑', size: 10, color: { argb: 'FF6B645C' } } } as const

/** The sample of a kind of file, made from its declaration: the columns with lists to choose from, three examples, and how to fill it in. */
export async function sampleBook(source: FileSource, setting: ExampleSetting): Promise<Uint8Array> {
  const book = new exceljs.Workbook()
  book.title = `${source.name.zh}样表`
  const columns = Object.entries(source.entity.columns)
  const sheet = book.addWorksheet(source.paper.zh, { views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }] })
  sheet.addRow(['标记', ...columns.map(([, c]) => headerOf(c))]).eachCell((cell) => Object.assign(cell, { style: head }))
  for (let no = 0; no < examples; no++) {
    const row = sheet.addRow([exampleMark, ...columns.map(([name, c], at) => exampleOf(c, name, no, at, setting))])
    row.eachCell((cell) => Object.assign(cell, { style: grey }))
  }
  sheet.columns.forEach((column, i) => (column.width = i === 0 ? 8 : i > 0 && columns[i - 1]?.[1].kind === 'person' ? 24 : 18))
  columns.forEach(([, column], i) => {
    const format = column.kind === 'person' || column.kind === 'unit' || column.kind === 'day' ? '@' : undefined
    // An 18-digit number in a number cell loses its last digits, so the whole column is text before anybody types.
    if (format) sheet.getColumn(i + 2).numFmt = format
    const rule = validationOf(column)
    if (rule) for (let line = 2; line <= lines; line++) sheet.getCell(line, i + 2).dataValidation = rule
  })

  const guide = book.addWorksheet('填写说明', { views: [{ state: 'frozen', ySplit: 1 }] })
  guide.addRow(['列', '必填', '填什么', '可用的列名']).eachCell((cell) => Object.assign(cell, { style: head }))
  for (const [, column] of columns) {
    guide.addRow([headerOf(column), column.required === false ? '否' : '是', explained(column), namesOf(column).join('、')]).eachCell((cell) => Object.assign(cell, { style: plain }))
  }
  for (const note of [`第一列“标记”写着“${exampleMark}”的行不会被读入，可以保留，也可以删去。`, `文件名要写明月份，如 ${source.paper.zh}_${setting.month}.xlsx。一个文件只报一个月。`, '有问题的行会在退回的同一份表里标红，并在“问题”列写明原因。']) {
    guide.addRow([note]).eachCell((cell) => Object.assign(cell, { style: grey }))
  }
  guide.columns.forEach((column, i) => (column.width = [22, 8, 60, 40][i] ?? 20))
  return mendWorkbook(new Uint8Array(await book.xlsx.writeBuffer()))
}

const namesOf = ({ from }: Column): readonly string[] => (typeof from === 'string' ? [from] : from)
const headerOf = (column: Column): string => namesOf(column)[0] ?? column.name.zh

function explained(column: Column): string {
  const words = wordsOfColumn(column)
  const said: Readonly<Record<Column['kind'], string>> = {
    text: '文字，不超过 200 字',
    key: '来源系统里的编号，原样填写',
    day: '日期，如 2026-10-31',
    count: `整数，${column.kind === 'count' ? (column.min ?? 0) : 0} 或更大；没有就填 0，不要留空`,
    decimal: '数字，可带小数',
    flag: '是或否',
    word: `从下拉列表中选：${words.join('、')}`,
    unit: '单位代码，或单位全称',
    person: '18 位证件号，单元格设为文本；入库前即转为假名，数据库不保存原号',
  }
  return said[column.kind]
}

function validationOf(column: Column): exceljs.DataValidation | undefined {
  const common = { allowBlank: true, showErrorMessage: true, errorTitle: headerOf(column) }
  const words = wordsOfColumn(column)
  if (words.length > 0) return { ...common, type: 'list', formulae: [`"${words.join(',')}"`], error: `请从列表中选：${words.join('、')}`.slice(0, 200) }
  if (column.kind === 'count') return { ...common, type: 'whole', operator: 'greaterThanOrEqual', formulae: [column.min ?? 0], error: '请填整数；没有就填 0。' }
  if (column.kind === 'person') return { ...common, type: 'textLength', operator: 'equal', formulae: [18], error: '证件号应为 18 位，单元格设为文本。' }
  return undefined
}
