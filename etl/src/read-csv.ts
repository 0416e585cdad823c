import { text } from '@mingshu/metrics'
import { CsvError, parse, type Info } from 'csv-parse/sync'
import type { Line, Sheets } from './sheet-reader.js'

/** Reads the lines of a CSV file: UTF-8 when it is, else GB18030; UTF-16 by its mark. */
export function readCsv(bytes: Uint8Array): Sheets {
  const decoded = decode(bytes)
  if (decoded === undefined) return { refused: text('文件的编码既不是 UTF-8 也不是 GB18030。请另存为“CSV UTF-8”后再传', 'The file is neither UTF-8 nor GB18030. Save it as CSV UTF-8') }
  try {
    const options = { info: true, relax_column_count: true, skip_empty_lines: true, bom: true, max_record_size: 100_000 } as const
    const records = parse(decoded, options) as unknown as { record: string[]; info: Info }[]
    // `lines` counts the lines read so far, so it is the last line of a record that spans several.
    return [records.map(({ record, info }): Line => ({ rowNo: info.lines, cells: record.map((cell) => (cell === '' ? null : cell)) }))]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = Number(error['lines'] ?? 0)
    return { refused: text(`第 ${line} 行的引号不成对，或该行过长。请在 Excel 或 WPS 中打开后另存`, `Row ${line} has a quote without its partner, or is too long. Open the file in Excel or WPS and save it again`) }
  }
}

function decode(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      continue
    }
  }
  return undefined
}
