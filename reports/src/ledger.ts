import { createHash } from 'node:crypto'
import { text } from '@mingshu/metrics'
import { frameOf } from './ledger-frame.js'
import type { Ledger, LedgerColumn, LedgerRow } from './ledger-layout.js'
import { headRows, sheetXml } from './ledger-sheet.js'
import { zipStream, type Entry } from './package/zip-stream.js'
import { openRows } from './row-cursor.js'
import { openSharedStrings } from './shared-strings.js'
import { columnWidth } from './text-width.js'

/** Rows of data that one sheet holds: Excel's limit less the head. */
export const rowsPerSheet = 1_048_576 - headRows

/** Name of a ledger's file; one that takes several sheets says so. */
export function ledgerName(ledger: Omit<Ledger, 'pages'>, perSheet = rowsPerSheet): string {
  const { demo, language, metric, unit, period, businessOn, version, count } = ledger
  const say = (zh: string, en: string): string => text(zh, en)[language]
  const sheets = sheetCount(count, perSheet)
  const parts = [
    ...(demo ? [say('演示', 'demo')] : []), `${metric.name}${say('台账', '-ledger')}`, unit.name, period.replace('..', '至'),
    `${say('截至', 'as-of-')}${businessOn.replaceAll('-', '')}`, `v${version}`, ...(sheets > 1 ? [say(`共${count}行分${sheets}张表`, `${count}-rows-${sheets}-sheets`)] : []),
  ]
  return `${parts.map((part) => part.replace(/[\\/:*?"<>|\s]+/g, '-')).join('_')}.xlsx`
}

/**
 * Writes a ledger piece by piece in constant memory, whatever its length. Rows beyond Excel's limit go on on the next sheet. Throws when not
 * as many rows come as were announced.
 */
export async function* ledgerBytes(ledger: Ledger, how: LedgerWriting = {}): AsyncGenerator<Uint8Array> {
  yield* zipStream(entriesOf(ledger, how))
}

/** How a ledger is written. */
export interface LedgerWriting {
  /** Default {@link rowsPerSheet}. */
  readonly perSheet?: number
  /** Hears the 导出号, which follows from the rows, once they are all written. */
  readonly onNumber?: (exportNo: string) => void
}

const sheetCount = (count: number, perSheet: number): number => Math.max(1, Math.ceil(count / perSheet))

async function* entriesOf(ledger: Ledger, { perSheet = rowsPerSheet, onNumber }: LedgerWriting): AsyncGenerator<Entry> {
  const sheets = sheetCount(ledger.count, perSheet)
  const rows = openRows(ledger.pages)
  const widths = widthsOf(ledger.columns, await rows.peek(peeked))
  const written = { rows: 0, hash: createHash('sha256'), strings: openSharedStrings(ledger.columns.length) }
  try {
    for (let no = 1; no <= sheets; no++) yield { name: `xl/worksheets/sheet${no}.xml`, text: sheetXml({ ...ledger, widths }, rows, no, sheets, perSheet, written) }
    if (rows.take() || (await rows.more()) || written.rows !== ledger.count) {
      throw new Error(`The ledger of ${ledger.metric.code} was announced with ${ledger.count} rows, but ${written.rows === ledger.count ? 'more' : written.rows} came.`)
    }
  } finally {
    await rows.end()
  }
  const words = [...written.strings.part()].join('')
  written.hash.update(words)
  yield { name: 'xl/sharedStrings.xml', text: [words] }
  const exportNo = ['LEDGER', ledger.unit.code, ledger.period.replace('..', '~'), `V${ledger.version}`, written.hash.digest('hex').slice(0, 10).toUpperCase()].join('-')
  onNumber?.(exportNo)
  for (const [name, xml] of frameOf(ledger, sheets, exportNo)) yield { name, text: [xml] }
}

// Columns are as wide as the first rows need, for the others are not known when the sheet begins.
const peeked = 200

const widthsOf = (columns: readonly LedgerColumn[], rows: readonly LedgerRow[]): number[] =>
  columns.map(({ label }, i) => Math.max(columnWidth([label], { points: 10, filter: true }), columnWidth(rows.map((row) => String(row[i] ?? '')), { points: 10, most: 48 })))

export type { Ledger, LedgerColumn, LedgerRow, LedgerValue } from './ledger-layout.js'
