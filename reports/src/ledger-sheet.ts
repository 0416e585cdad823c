import type { Hash } from 'node:crypto'
import { text } from '@mingshu/metrics'
import { cleanText } from './clean-text.js'
import type { Ledger, LedgerValue } from './ledger-layout.js'
import { escapeXml } from './package/parts.js'
import { clockOf, serialOf } from './period.js'
import type { RowCursor } from './row-cursor.js'
import type { SharedStrings } from './shared-strings.js'
import { columnName } from './sheet.js'

/** Rows above the data: title, notes, an empty one, headings. */
export const headRows = 4

/** Cell formats, by their place in the styles of {@link frameOf}. */
export const formats = { title: 1, note: 2, header: 3, text: 4, integer: 5, decimal: 6, date: 7 } as const

/** What was written so far, over all sheets. */
export interface Written {
  rows: number
  readonly hash: Hash
  readonly strings: SharedStrings
}

/** A ledger whose columns have their widths. */
export interface Sized extends Ledger {
  readonly widths: readonly number[]
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const piece = 64 * 1024

/** Writes one sheet of a ledger: as many of the rows still to come as it holds. */
export async function* sheetXml(ledger: Sized, rows: RowCursor, no: number, sheets: number, perSheet: number, written: Written): AsyncGenerator<Buffer> {
  const names = ledger.columns.map((_column, i) => columnName(i + 1))
  yield Buffer.from(opening(ledger, names, no, sheets, perSheet))
  let at = headRows
  let xml = ''
  while (at - headRows < perSheet && written.rows < ledger.count) {
    const row = rows.take() ?? ((await rows.more()) ? rows.take() : undefined)
    if (!row) break
    at++
    written.rows++
    xml += `<row r="${at}">`
    for (let i = 0; i < names.length; i++) xml += cellXml(`${names[i]}${at}`, row[i] ?? null, i, ledger, written.strings)
    xml += '</row>'
    if (xml.length > piece) {
      // Encoded once, for the number and for the file.
      const bytes = Buffer.from(xml)
      written.hash.update(bytes)
      yield bytes
      xml = ''
    }
  }
  written.hash.update(xml)
  yield Buffer.from(xml + closing(ledger, names, at))
}

function opening(ledger: Sized, names: readonly string[], no: number, sheets: number, perSheet: number): string {
  const { columns, widths, language, count, demo } = ledger
  const say = (zh: string, en: string): string => text(zh, en)[language]
  const first = (no - 1) * perSheet + 1
  const last = Math.min(count, no * perSheet)
  const extent = sheets > 1
    ? say(`（共${count}行，超过Excel一张表的行数，分${sheets}张表，本表为第${no}张，第${first}—${last}行）`, ` (${count} rows, more than one sheet holds; this is sheet ${no} of ${sheets}, rows ${first} to ${last})`)
    : say(`（共${count}行）`, ` (${count} rows)`)
  const mark = demo ? say('演示数据，不得作为工作依据。', 'DEMO DATA, not for use. ') : ''
  const told = say(`数据截至${ledger.businessOn}，数据版本${ledger.version}，${clockOf(ledger.publishedAt)}发布。`, `Data to ${ledger.businessOn}, version ${ledger.version}, published ${clockOf(ledger.publishedAt)}.`)
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView ${no === 1 ? 'tabSelected="1" ' : ''}workbookViewId="0"><pane ySplit="${headRows}" topLeftCell="A${headRows + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="16"/><cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width.toFixed(1)}" customWidth="1"/>`).join('')}</cols><sheetData>` +
    `<row r="1" ht="28" customHeight="1">${inline('A1', `${titleOf(ledger)}${extent}`, formats.title)}</row><row r="2">${inline('A2', mark + told, formats.note)}</row>` +
    `<row r="${headRows}" ht="24" customHeight="1">${columns.map(({ label }, i) => inline(`${names[i]}${headRows}`, label, formats.header)).join('')}</row>`
}

function closing(ledger: Ledger, names: readonly string[], lastRow: number): string {
  const say = (zh: string, en: string): string => text(zh, en)[ledger.language]
  const small = '&"微软雅黑,常规"&8 '
  const last = names.at(-1) ?? 'A'
  const header = `&L${small}${titleOf(ledger).replaceAll('&', '&&')}${ledger.demo ? `&R${small}${say('演示数据', 'DEMO DATA')}` : ''}`
  const footer = `&C${small}${say('第 &P 页，共 &N 页', 'Page &P of &N')}&R${small}${say('数据截至', 'Data to')} ${ledger.businessOn}`
  return `</sheetData><autoFilter ref="A${headRows}:${last}${lastRow}"/><pageMargins left="0.6" right="0.6" top="0.8" bottom="0.7" header="0.35" footer="0.3"/>` +
    `<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/><headerFooter><oddHeader>${escapeXml(header)}</oddHeader><oddFooter>${escapeXml(footer)}</oddFooter></headerFooter>` +
    `<ignoredErrors><ignoredError sqref="A1:${last}${lastRow}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
}

/** Time, place and what the rows are of. */
export const titleOf = ({ periodName, unit, metric, language }: Ledger): string =>
  language === 'zh' ? `${periodName}${unit.name}${metric.name}台账` : `${metric.name}, ${unit.name}, ${periodName}: ledger`

function cellXml(address: string, value: LedgerValue, column: number, { columns, language }: Ledger, strings: SharedStrings): string {
  if (value === null || value === '') return ''
  if (typeof value === 'boolean') return `<c r="${address}" s="${formats.text}"${strings.cell(column, yesNo[value ? 'yes' : 'no'][language])}`
  if (typeof value === 'number' || (columns[column]?.kind === 'number' && /^-?\d+(\.\d+)?$/.test(value))) {
    return `<c r="${address}" s="${Number.isInteger(Number(value)) ? formats.integer : formats.decimal}"><v>${value}</v></c>`
  }
  if (isDay(value)) return `<c r="${address}" s="${formats.date}"><v>${serialOf(value)}</v></c>`
  return `<c r="${address}" s="${formats.text}"${strings.cell(column, value)}`
}

const yesNo = { yes: text('是', 'Yes'), no: text('否', 'No') }

// Most texts are told from a day by their length or their fifth character, before any pattern is tried.
const isDay = (value: string): boolean => value.length === 10 && value[4] === '-' && /^\d{4}-\d{2}-\d{2}$/.test(value)

function inline(address: string, words: string, format: number): string {
  const held = cleanText(words)
  return `<c r="${address}" s="${format}" t="inlineStr"><is><t xml:space="preserve">${/[&<>"]/.test(held) ? escapeXml(held) : held}</t></is></c>`
}
