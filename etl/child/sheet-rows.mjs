// Reads spreadsheets in a process of its own: a hostile one may exhaust this heap or this time, and the parent lives on.
// In: one path a line on stdin. Out: lines of JSON on stdout: {"sheet": name}, {"rows": [[rowNo, [cells]]]}, then {"end": true} or {"refused": code}.
// Plain JavaScript, because it is started by its path, from sources and from a build alike.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import exceljs from 'exceljs'
import { unzipSync } from 'fflate'
import { refusedZip } from './zip-gate.mjs'

const mostRows = 200_000
const mostColumns = 100

const say = async (message) => {
  if (!process.stdout.write(`${JSON.stringify(message)}\n`)) await once(process.stdout, 'drain')
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

for await (const path of createInterface({ input: process.stdin })) {
  try {
    const refused = (await refusedZip(path)) ?? (await readRows(path))
    await say(refused ? { refused } : { end: true })
  } catch {
    await say({ refused: 'broken' })
  }
}

async function readRows(path) {
  // The streaming reader never expands merges, validations or names over their ranges, which the other one does.
  const book = new PartsReader(Readable.from([]), { worksheets: 'emit', sharedStrings: 'cache', hyperlinks: 'ignore', styles: 'cache', entries: 'ignore' })
  book.parts = unzipSync(await readFile(path)) // the gate has bounded what they inflate to
  let count = 0
  for await (const sheet of book) {
    if (sheet.state === 'hidden' || sheet.state === 'veryHidden') {
      for await (const _ of sheet) if (++count > mostRows) return 'too-large'
      continue
    }
    await say({ sheet: sheet.name ?? '' })
    let rows = []
    for await (const row of sheet) {
      if (++count > mostRows) return 'too-large'
      const cells = []
      row.eachCell({ includeEmpty: false }, (cell, column) => {
        if (column <= mostColumns) cells[column - 1] = plain(cell.value)
      })
      rows.push([row.number, Array.from(cells, (cell) => cell ?? null)])
      if (rows.length === 500) {
        await say({ rows })
        rows = []
      }
    }
    await say({ rows })
  }
  return undefined
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
