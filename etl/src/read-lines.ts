import { text, type Text } from '@mingshu/metrics'
import type { Line, SheetReader, Sheets } from './sheet-reader.js'
import type { Cell, Column, FileSource } from './source.js'

/** A file of lines. */
export interface Sheet {
  /** First day of the month it reports on. */
  readonly month: string
  /** Lines below the header, with their cells in the order of the entity's columns. */
  readonly lines: readonly Line[]
  /** Every line of the sheet as it stands. */
  readonly sheet: readonly Line[]
  /** Where in the sheet each column of the entity stands, counted from 0; undefined where it has none. */
  readonly columns: readonly (number | undefined)[]
  /** Line of the header. */
  readonly headerNo: number
}

/** A file with its content. */
export interface FileBytes {
  readonly path: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** Reads a file as the source's clerks deliver it: the header is found by its names, totals and examples are passed over. */
export async function readLines(source: FileSource, { path, name, bytes }: FileBytes, reader: SheetReader): Promise<Sheet | { readonly refused: Text }> {
  const sheets = await readSheets(path, name, bytes, reader)
  if ('refused' in sheets) return sheets
  const header = findHeader(source, sheets)
  if ('refused' in header) return header
  const { sheet, columns, at } = header
  const lines = sheets[sheet] ?? []
  const month = monthOf(source, name, lines.slice(0, at))
  if (typeof month !== 'string') return month
  const body = lines.slice(at + 1)
    .filter(({ cells }) => !isPassedOver(cells))
    .map(({ rowNo, cells }) => ({ rowNo, cells: columns.map((i) => (i === undefined ? null : (cells[i] ?? null))) }))
  if (body.length === 0) return { refused: text('表头下没有数据行。请核对是否传错了文件', 'There is no row below the header. Check whether this is the right file') }
  return { month, lines: body, sheet: lines, columns, headerNo: lines[at]?.rowNo ?? 1 }
}

/** All lines of a file, sheet by sheet. */
export async function readSheets(path: string, name: string, bytes: Uint8Array, reader: SheetReader): Promise<Sheets> {
  // D0CF11E0 is the container of old Excel and WPS files and of encrypted ones, PK a zip.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    return { refused: text('是旧版(.xls、.et)或带密码的文件。请去掉密码，另存为 .xlsx 后再传', 'The file is of an old kind (.xls, .et) or has a password. Remove the password and save it as .xlsx') }
  }
  if (/\.xlsx$/i.test(name) && !(bytes[0] === 0x50 && bytes[1] === 0x4b)) return { refused: text('扩展名是 .xlsx，内容却不是。请重新另存为 .xlsx', 'The file is named .xlsx but is none. Save it as .xlsx again') }
  return reader.read(path)
}

interface Header {
  readonly sheet: number
  readonly columns: readonly (number | undefined)[]
  /** Index of the header among the sheet's lines. */
  readonly at: number
}

const searched = 10

function findHeader({ entity, paper }: FileSource, sheets: readonly (readonly Line[])[]): Header | { readonly refused: Text } {
  const wanted = Object.values(entity.columns)
  let best: { readonly found: number; readonly missing: readonly Column[] } = { found: 0, missing: wanted.filter(isRequired) }
  for (const [sheet, lines] of sheets.entries()) {
    for (const [at, { cells }] of lines.slice(0, searched).entries()) {
      const names = cells.map(plainHeader)
      const columns = wanted.map((c) => findColumn(c, names))
      const found = columns.filter((i) => i !== undefined)
      const missing = wanted.filter((c, i) => isRequired(c) && columns[i] === undefined)
      if (missing.length === 0) {
        const twice = names.find((n, i) => n !== '' && found.includes(i) && names.indexOf(n, i + 1) > 0)
        return twice === undefined ? { sheet, columns, at } : { refused: text(`表头“${twice}”出现两次。请删去多余的一列`, `The header “${twice}” stands there twice. Delete one of the columns`) }
      }
      if (found.length > best.found) best = { found: found.length, missing }
    }
  }
  const zh = best.missing.map((c) => `“${headersOf(c)[0]}”`).join('、')
  const en = best.missing.map((c) => `“${headersOf(c)[0]}”`).join(', ')
  return { refused: text(`前 ${searched} 行中找不到完整的表头，缺 ${zh}。请使用${paper.zh}模板的表头`, `No complete header in the first ${searched} rows; ${en} missing. Use the header of the template`) }
}

const isRequired = (c: Column): boolean => c.required !== false
const headersOf = (c: Column): readonly string[] => (typeof c.from === 'string' ? [c.from] : c.from)
// “身份证号 （18位）” and “*身份证号” are 身份证号.
const plainHeader = (cell: Cell): string => (cell === null ? '' : String(cell).normalize('NFKC').replace(/[\s*:]/g, '').replace(/\(.*\)$/, ''))

function findColumn(column: Column, names: readonly string[]): number | undefined {
  for (const header of headersOf(column)) {
    const i = names.indexOf(header)
    if (i >= 0) return i
  }
  return undefined
}

const notData = /^(合计|小计|总计|累计|示例|样例|例[:：]|填报|填表|制表|负责人|审核|经办|联系电话|备注[:：]|注[:：]|说明[:：])/

function isPassedOver(cells: readonly Cell[]): boolean {
  const typed = cells.map((c) => (c === null ? '' : String(c).replaceAll(/\s/g, ''))).filter((c) => c !== '')
  return typed.length === 0 || typed.slice(0, 2).some((c) => notData.test(c))
}

const monthName = /(20\d{2})\s*[-_.年/]?\s*(1[0-2]|0?[1-9])(?!\d)\s*月?/

function monthOf({ paper }: FileSource, name: string, title: readonly Line[]): string | { readonly refused: Text } {
  const of = (typed: string): string | undefined => {
    const match = monthName.exec(typed.normalize('NFKC'))
    return match ? `${match[1]}-${match[2]?.padStart(2, '0')}-01` : undefined
  }
  const named = of(name.replace(/^.*[\\/]/, ''))
  const titled = of(title.flatMap((line) => line.cells).map((c) => String(c ?? '')).join(' '))
  if (named !== undefined && titled !== undefined && named !== titled) {
    return { refused: text(`文件名写的是 ${named.slice(0, 7)}，标题写的是 ${titled.slice(0, 7)}。请改成同一个月`, `The file's name says ${named.slice(0, 7)}, its title ${titled.slice(0, 7)}. Make them the same month`) }
  }
  return named ?? titled ?? { refused: text(`看不出是哪个月的${paper.zh}。请在文件名中写明月份，如 ${paper.zh}_2024-03.xlsx`, `Nothing says which month the ${paper.en} is of. Put the month into the file name, like ${paper.en.replaceAll(' ', '-')}_2024-03.xlsx`) }
}
