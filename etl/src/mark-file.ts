import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { text, type Language } from '@mingshu/metrics'
import exceljs from 'exceljs'
import type { FileAt, LineProblem } from './load-files.js'
import { readLines } from './read-lines.js'
import { refusal } from './refusal.js'
import { openSheetReader, type Line } from './sheet-reader.js'
import type { FileSource } from './source.js'
import { industryRosters } from './sources/index.js'

/** What is wrong with a line, as far as marking it needs to know. */
export type Mark = Pick<LineProblem, 'rowNo' | 'column' | 'sentence'>

/** How to mark a file. */
export interface MarkOptions {
  /** Where the marked copy goes. */
  readonly out: string
  /** Default `zh`. */
  readonly language?: Language
  readonly source?: FileSource
}

/**
 * Writes the same sheet as an .xlsx with its bad cells marked: filled, with a note, and all sentences of a line in a last column.
 * It holds what the file held, so it goes back to whoever sent the file and to nobody else.
 */
export async function markFile(file: FileAt, marks: readonly Mark[], { out, language = 'zh', source = industryRosters }: MarkOptions): Promise<void> {
  const reader = openSheetReader()
  const name = file.name ?? basename(file.path)
  const read = await readLines(source, { path: file.path, name, bytes: await readFile(file.path) }, reader).finally(() => reader.close())
  if ('refused' in read) throw refusal(text(`${name}：${read.refused.zh}。`, `${name}: ${read.refused.en}.`))
  const byLine = new Map<number, Mark[]>()
  for (const mark of marks) byLine.set(mark.rowNo, [...(byLine.get(mark.rowNo) ?? []), mark])
  const placeOf = new Map(Object.values(source.entity.columns).map((column, i) => [column.name.zh, read.columns[i]]))
  const width = Math.max(...read.sheet.map(({ cells }) => cells.length))

  const book = new exceljs.stream.xlsx.WorkbookWriter({ filename: out, useStyles: true })
  const sheet = book.addWorksheet(source.paper[language], { views: [{ state: 'frozen', ySplit: read.headerNo }] })
  sheet.columns = [...Array.from({ length: width }, () => ({ width: 16 })), { width: 60 }]
  for (const line of read.sheet) {
    const row = sheet.getRow(line.rowNo)
    writeCells(row, line)
    if (line.rowNo === read.headerNo) {
      row.getCell(width + 1).value = problems[language]
      row.font = { bold: true }
    }
    for (const { column, sentence } of byLine.get(line.rowNo) ?? []) {
      const at = placeOf.get(column.zh)
      if (at === undefined) continue
      const cell = row.getCell(at + 1)
      cell.fill = bad
      cell.note = sentence[language]
    }
    const said = byLine.get(line.rowNo)
    if (said) {
      row.getCell(width + 1).value = said.map(({ sentence }) => sentence[language]).join('\n')
      row.getCell(width + 1).alignment = { wrapText: true, vertical: 'top' }
    }
    row.commit()
  }
  sheet.commit()
  await book.commit()
}

const bad: exceljs.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CE' } }
const problems = text('问题', 'Problems')

// Text stays text, so that numbers of eighteen digits keep them and nothing typed becomes a formula.
function writeCells(row: exceljs.Row, { cells }: Line): void {
  for (const [i, cell] of cells.entries()) {
    if (cell === null) continue
    row.getCell(i + 1).value = cell
    if (typeof cell === 'string') row.getCell(i + 1).numFmt = '@'
  }
}
