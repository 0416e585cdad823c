import ExcelJS from 'exceljs'
import { text, type Text } from '@mingshu/metrics'
import { sheetNameOf } from './file-name.js'
import type { Workbook } from './layout.js'
import { addCharts, type PlacedChart } from './package/chart-xml.js'
import { mendFonts, nameStyles } from './package/named-styles.js'
import { closeParts, editPart, openParts } from './package/parts.js'
import { writeProperties } from './package/properties.js'
import { allowTexts, linkWithin } from './package/sheet-parts.js'
import { properties } from './property-names.js'
import { openSheets, type Sheet } from './sheet.js'
import { writeChartsSheet } from './sheets/charts-sheet.js'
import { writeChecksSheet } from './sheets/checks-sheet.js'
import { writeContentsSheet } from './sheets/contents-sheet.js'
import { placeData, writeDataSheet } from './sheets/data-sheet.js'
import { writeDefinitionsSheet } from './sheets/definitions-sheet.js'
import { writeFindingsSheet } from './sheets/findings-sheet.js'
import { writeFormalSheet } from './sheets/formal-sheet.js'
import { writeNotesSheet } from './sheets/notes-sheet.js'

/** A rendered workbook. */
export interface Rendered {
  readonly bytes: Uint8Array
  readonly fileName: string
  readonly exportNo: string
  /** Pages each sheet is printed on. */
  readonly pages: Readonly<Record<string, number>>
}

/** Renders a workbook. Equal layouts give equal bytes on any host. `charPoints` fits the pages to a host without the fonts: points a character of a column takes there. */
export async function renderWorkbook(layout: Workbook, { charPoints }: { readonly charPoints?: number } = {}): Promise<Rendered> {
  const names = sheetNames(layout)
  const book: Workbook = { ...layout, tables: layout.tables.map((table, i) => ({ ...table, sheet: names.tables[i] ?? table.sheet })) }
  const excel = new ExcelJS.Workbook()
  describe(excel, book)
  const sheets = openSheets(excel, book, charPoints)

  const contents = sheets.add(names.contents)
  for (const table of book.tables) writeFormalSheet(sheets.add(table.sheet), table, book.language)
  let charts: readonly PlacedChart[] = []
  if (book.charts.length > 0) charts = writeChartsSheet(sheets.add(names.charts), book, names.contents)
  const add = (name: string, write: (sheet: Sheet) => void): void => write(sheets.add(name))
  const data = placeData(book, names.data)
  if (hasFigures(book)) add(names.data, (sheet) => writeDataSheet(sheet, book, names.contents))
  add(names.definitions, (sheet) => writeDefinitionsSheet(sheet, book, names.contents))
  if (hasChecks(book)) add(names.checks, (sheet) => writeChecksSheet(sheet, book, data, names.contents))
  if (book.findings.length > 0) add(names.findings, (sheet) => writeFindingsSheet(sheet, book, names.contents))
  add(names.notes, (sheet) => writeNotesSheet(sheet, book, names.contents))
  writeContentsSheet(contents, book, listOf(book, names))

  const parts = openParts(new Uint8Array(await excel.xlsx.writeBuffer()))
  mendFonts(parts)
  nameStyles(parts, sheets.worn, book.language)
  linkWithin(parts)
  allowTexts(parts)
  addCharts(parts, names.charts, charts, book.language)
  writeProperties(parts, {
    [properties.exportNo]: book.exportNo, [properties.businessOn]: book.businessOn, [properties.version]: String(book.version), [properties.viewUrl]: book.viewUrl,
    [properties.definitions]: book.definitionsVersion, [properties.report]: book.report, [properties.unit]: book.unit.code, [properties.period]: book.period,
  })
  editPart(parts, 'xl/workbook.xml', (xml) => xml.replace(/<calcPr[^>]*\/>/, '<calcPr calcId="191029" fullCalcOnLoad="0"/>'))
  return { bytes: closeParts(parts), fileName: book.fileName, exportNo: book.exportNo, pages: Object.fromEntries(sheets.pages) }
}

// Lists and handbooks print no figures, so there is nothing to filter or to check.
const hasFigures = ({ tables }: Workbook): boolean => tables.some((table) => table.figures.length > 0)
const hasChecks = (book: Workbook): boolean => hasFigures(book) || book.tables.some(({ listed }) => listed && listed.value !== null)

interface SheetNames {
  readonly contents: string
  readonly tables: readonly string[]
  readonly charts: string
  readonly data: string
  readonly definitions: string
  readonly checks: string
  readonly findings: string
  readonly notes: string
}

function sheetNames({ language, tables }: Workbook): SheetNames {
  const taken: string[] = []
  const take = (name: Text | string): string => {
    const free = sheetNameOf(typeof name === 'string' ? name : name[language], taken)
    taken.push(free)
    return free
  }
  return {
    contents: take(text('目录', 'Contents')), charts: take(text('图表', 'Charts')), data: take(text('数据', 'Data')), definitions: take(text('指标口径', 'Definitions')),
    checks: take(text('校验', 'Checks')), findings: take(text('校核结果', 'Findings')), notes: take(text('数据说明', 'Notes')), tables: tables.map((table) => take(table.sheet)),
  }
}

function listOf(book: Workbook, names: SheetNames): { name: string; says: string }[] {
  const say = (zh: string, en: string): string => text(zh, en)[book.language]
  const data = book.tables.reduce((sum, table) => sum + table.figures.length, 0)
  return [
    ...book.tables.map((table) => ({
      name: table.sheet,
      says: table.look === 'handbook'
        ? say(`${table.title}，可筛选、查阅`, `${table.title}, to look things up in`)
        : table.look === 'handout'
        ? say(`${table.title}，可直接打印、张贴`, `${table.title}, to print and put up`)
        : say(`正式表 ${table.formNo}：${table.title}，可直接打印、签字`, `Form ${table.formNo}: ${table.title}, to print and sign`),
    })),
    ...(book.charts.length > 0 ? [{ name: names.charts, says: book.charts.map((chart) => chart.title).join(say('；', '; ')) }] : []),
    ...(hasFigures(book) ? [{ name: names.data, says: say(`正式表中的${data}个数，一行一个，可筛选、排序、透视`, `The ${data} figures of the forms, one a row`) }] : []),
    { name: names.definitions, says: say(`${book.definitions.length}项指标的含义、算法、分母、来源和依据`, `What the ${book.definitions.length} metrics mean`) },
    ...(hasChecks(book) ? [{ name: names.checks, says: say('表内平衡和逐栏核对，由公式现算', 'Balances and column checks, computed by formulas') }] : []),
    ...(book.findings.length > 0 ? [{ name: names.findings, says: say(`汇总时校核发现的${book.findings.length}条，需说明的附原因栏`, `${book.findings.length} findings of the rules`) }] : []),
    { name: names.notes, says: say('符号、四舍五入、未报单位和数据版本', 'Symbols, rounding, what is missing, the data version') },
  ]
}

/** Document properties. Created and modified are the day of publication: who received the file stands in the audit, not in it. */
function describe(excel: ExcelJS.Workbook, book: Workbook): void {
  const published = new Date(book.publishedAt)
  excel.creator = '明数'
  excel.lastModifiedBy = '明数'
  excel.company = book.unit.name
  excel.title = `${book.periodName}${book.unit.name}${book.title}`
  excel.subject = `${book.reportNo} ${book.title}`
  excel.keywords = [book.reportNo, book.unit.code, book.period, book.exportNo].join(' ')
  excel.category = book.demo ? '演示数据' : '统计报表'
  excel.description = `数据截至 ${book.businessOn}，数据版本 ${book.version}，口径版本 ${book.definitionsVersion}`
  excel.created = published
  excel.modified = published
  excel.views = [{ x: 0, y: 0, width: 24000, height: 16000, firstSheet: 0, activeTab: 0, visibility: 'visible' }]
}
