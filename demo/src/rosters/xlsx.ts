import { strToU8, zipSync } from 'fflate'
import type { Day } from '../days.js'

/** A text, or a day as a date cell. */
export type Cell = string | { readonly day: Day }

// The same content gives the same bytes: no clock, no random id.
const stamp = new Date(2025, 0, 1)
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const xml = (body: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`)

/** A workbook of one sheet as an office program would leave it: a merged title, then the rows. Texts are shared strings, also numbers of people. */
export function writeXlsx(sheet: string, title: string, rows: readonly (readonly Cell[])[]): Uint8Array {
  const strings = new Map<string, number>()
  const shared = (text: string): number => {
    const at = strings.get(text) ?? strings.size
    strings.set(text, at)
    return at
  }
  const cell = (value: Cell, ref: string): string => {
    if (typeof value !== 'string') return `<c r="${ref}" s="1"><v>${value.day - excelEpoch}</v></c>`
    return value === '' ? '' : `<c r="${ref}" t="s"><v>${shared(value)}</v></c>`
  }
  const width = rows[0]?.length ?? 1
  const lines = rows.map((row, y) => `<row r="${y + 2}">${row.map((value, x) => cell(value, `${column(x)}${y + 2}`)).join('')}</row>`)
  const body = `<row r="1">${cell(title, 'A1')}</row>${lines.join('')}`
  const part = (type: string): string => `application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml`
  const overrides = [['workbook', 'sheet.main'], ['worksheets/sheet1', 'worksheet'], ['styles', 'styles'], ['sharedStrings', 'sharedStrings']] as const
  return zipSync({
    '[Content_Types].xml': xml(`<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
      + `<Default Extension="xml" ContentType="application/xml"/>${overrides.map(([name, type]) => `<Override PartName="/xl/${name}.xml" ContentType="${part(type)}"/>`).join('')}</Types>`),
    '_rels/.rels': xml(`<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    'xl/workbook.xml': xml(`<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': xml(`<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`
      + `<Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`),
    'xl/styles.xml': xml(`<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>`
      + '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
      + '<cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'),
    'xl/worksheets/sheet1.xml': xml(`<worksheet xmlns="${main}"><sheetData>${body}</sheetData><mergeCells count="1"><mergeCell ref="A1:${column(width - 1)}1"/></mergeCells></worksheet>`),
    'xl/sharedStrings.xml': xml(`<sst xmlns="${main}" uniqueCount="${strings.size}">${[...strings.keys()].map(text => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`),
  }, { mtime: stamp, level: 1 })
}

// Excel counts days from 1899-12-30.
const excelEpoch = -25_569
const column = (x: number): string => String.fromCharCode(65 + x)
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
