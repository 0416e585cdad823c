import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import exceljs from 'exceljs'
import { unzipSync } from 'fflate'
import { refusedZip } from './zip-gate.mjs'

const mostHidden = 200_000
const mostColumns = 100

/** Reads the sheets of a workbook that are shown. Resolves to what is wrong, or undefined. */
export async function read(path, rows) {
  const refused = await refusedZip(path)
  if (refused) return { refused }
  // The streaming reader never expands merges, validations or names over their ranges, which the other one does.
  const book = new PartsReader(Readable.from([]), { worksheets: 'emit', sharedStrings: 'cache', hyperlinks: 'ignore', styles: 'cache', entries: 'ignore' })
  book.parts = unzipSync(await readFile(path)) // the gate has bounded what they inflate to
  let hidden = 0
  for await (const sheet of book) {
    if (sheet.state === 'hidden' || sheet.state === 'veryHidden') {
      for await (const _ of sheet) if (++hidden > mostHidden) return { refused: 'too-large' }
      continue
    }
    await rows.sheet(sheet.name ?? '')
    for await (const row of sheet) {
      const cells = []
      row.eachCell({ includeEmpty: false }, (cell, column) => {
        if (column <= mostColumns) cells[column - 1] = plain(cell.value)
      })
      if (!(await rows.row(row.number, Array.from(cells, (cell) => cell ?? null)))) return { refused: 'too-large' }
    }
  }
  return undefined
}

/**
 * Reads the parts of a workbook in the order in which they need each other. Left to read the zip as it streams, the library may lose
 * the strings, or the only sheet, of a small file, and tears a character in two where a chunk ends.
 */
class PartsReader extends exceljs.stream.xlsx.WorkbookReader {
  async *parse() {
    const known = (name) => this.parts[name] !== undefined
    if (known('xl/_rels/workbook.xml.rels')) await this._parseRels(this.part('xl/_rels/workbook.xml.rels'))
    if (known('xl/workbook.xml')) await this._parseWorkbook(this.part('xl/workbook.xml'))
    if (known('xl/sharedStrings.xml')) yield* this._parseSharedStrings(this.part('xl/sharedStrings.xml'))
    if (known('xl/styles.xml')) await this._parseStyles(this.part('xl/styles.xml'))
    for (const name of Object.keys(this.parts)) {
      const sheet = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(name)
      if (sheet) yield* this._parseWorksheet(this.part(name), sheet[1])
    }
  }

  part(name) {
    return Readable.from(textOf(this.parts[name]))
  }
}

function* textOf(bytes) {
  const decoder = new TextDecoder()
  for (let at = 0; at < bytes.length; at += 65_536) yield decoder.decode(bytes.subarray(at, at + 65_536), { stream: true })
}

// Text, number or nothing: what a cell shows, not what it is made of.
function plain(value) {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value === 'string') return value
  if (Array.isArray(value.richText)) return value.richText.map((part) => part.text ?? '').join('')
  if ('result' in value) return plain(value.result)
  if ('text' in value) return plain(value.text)
  if ('error' in value) return String(value.error)
  return ''
}
