import { strToU8, zipSync } from 'fflate'
import type { Day } from '../days.js'

/** A text, a number, or a day as a date cell. */
export type Cell = string | number | { readonly day: Day }

// The same content gives the same bytes: no clock, no random id.
const stamp = new Date(2025, 0, 1)
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

/** A workbook of one sheet as an office program would leave it: a merged title, then the rows. Texts are shared strings, also numbers of people. */
export function writeXlsx(sheet: string, title: string, rows: readonly (readonly Cell[])[]): Uint8Array {
  const strings = new Map<string, number>()
  const shared = (text: string): number => {
    const at = strings.get(text) ?? strings.size
    strings.set(text, at)
    return at
  }
  const cell = (value: Cell, ref: string): string => {
    if (typeof value === 'number') return `<c r="${ref}"><v>${value}</v></c>`
    if (typeof value !== 'string') return `<c r="${ref}" s="1"><v>${value.day - excelEpoch}</v></c>`
    return value === '' ? '' : `<c r="${ref}" t="s"><v>${shared(value)}</v></c>`
  }
  const width = rows[0]?.length ?? 1
  const lines = rows.map((row, y) => `<row r="${y + 2}">${row.map((value, x) => cell(value, `${column(x)}${y + 2}`)).join('')}</row>`)
  const body = `<row r="1">${cell(title, 'A1')}</row>${lines.join('')}`
  return zipSync({
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': xml('workbook', `<sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets>`),
    'xl/_rels/workbook.xml.rels': relationships([['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml'], ['sharedStrings', 'sharedStrings.xml']]),
    'xl/styles.xml': styles,
    'xl/worksheets/sheet1.xml': xml('worksheet', `<sheetData>${body}</sheetData><mergeCells count="1"><mergeCell ref="A1:${column(width - 1)}1"/></mergeCells>`),
    'xl/sharedStrings.xml': xml('sst', [...strings.keys()].map(text => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')),
  }, { mtime: stamp, level: 1 })
}

const parts = [['workbook', 'sheet.main'], ['worksheets/sheet1', 'worksheet'], ['styles', 'styles'], ['sharedStrings', 'sharedStrings']] as const
const contentTypes = document('Types', `${packages}/content-types`, [
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  '<Default Extension="xml" ContentType="application/xml"/>',
  ...parts.map(([name, type]) =>
    `<Override PartName="/xl/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`),
].join(''))

// Style 0 is plain, style 1 a date.
const styles = xml('styleSheet', [
  '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>',
  '<cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs>',
].join(''))

function relationships(targets: readonly (readonly [type: string, target: string])[]): Uint8Array {
  const lines = targets.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/${type}" Target="${target}"/>`)
  return document('Relationships', `${packages}/relationships`, lines.join(''))
}

function xml(root: string, body: string): Uint8Array {
  return document(root, main, body)
}

function document(root: string, namespace: string, body: string): Uint8Array {
  return strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<${root} xmlns="${namespace}" xmlns:r="${office}">${body}</${root}>`)
}

// Excel counts days from 1899-12-30.
const excelEpoch = -25_569
const column = (x: number): string => String.fromCharCode(65 + x)
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
