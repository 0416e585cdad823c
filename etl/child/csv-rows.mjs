import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'

const mostColumns = 100
const piece = 65_536

/** Reads the lines of a CSV file: UTF-8 when it is, else GB18030; UTF-16 by its mark. Resolves to what is wrong, or undefined. */
export async function read(path, rows) {
  const text = decode(await readFile(path))
  if (text === undefined) return { refused: 'encoding' }
  await rows.sheet('')
  const parser = Readable.from(piecesOf(Buffer.from(text))).pipe(parse({ info: true, relax_column_count: true, skip_empty_lines: true, bom: true, max_record_size: 100_000 }))
  try {
    for await (const { record, info } of parser) {
      // `lines` counts the lines read so far, so it is the last line of a record that spans several.
      const isTaken = await rows.row(info.lines, record.slice(0, mostColumns).map((cell) => (cell === '' ? null : cell)))
      if (!isTaken) return { refused: 'too-large' }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { refused: 'quotes', line: Number(error.lines ?? 0) }
  }
  return undefined
}

function* piecesOf(bytes) {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
}

function decode(bytes) {
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
