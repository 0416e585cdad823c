import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

/** One part of a package that is being written: its text comes piece by piece, encoded or not. */
export interface Entry {
  readonly name: string
  readonly text: AsyncIterable<string | Buffer> | Iterable<string | Buffer>
}

const limit = 0xffffffff
// 1980-01-01: one date for all, so that equal contents give equal bytes.
const date = 0x21
// Sizes follow the data; names are UTF-8.
const flags = 0x0808

/** Writes a zip as its entries come, holding no more than a few pieces of any of them. */
export async function* zipStream(entries: AsyncIterable<Entry> | Iterable<Entry>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = []
  let offset = 0
  for await (const { name, text } of entries) {
    const path = Buffer.from(name)
    const start = offset
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(flags, 6)
    header.writeUInt16LE(8, 8)
    header.writeUInt16LE(date, 12)
    header.writeUInt16LE(path.length, 26)
    yield Buffer.concat([header, path])
    offset += 30 + path.length

    const seen = { crc: 0, size: 0 }
    const deflate = createDeflateRaw({ level: 4 })
    // The stream below throws what goes wrong here.
    pipeline(Readable.from(counted(text, seen), { objectMode: true, highWaterMark: 2 }), deflate, () => {})
    let packed = 0
    for await (const piece of deflate as AsyncIterable<Buffer>) {
      packed += piece.length
      yield piece
    }
    offset += packed
    if (seen.size > limit || offset > limit) throw new Error('The workbook grew beyond 4 GB. Ask for a shorter period or a smaller unit.')
    const descriptor = Buffer.alloc(16)
    descriptor.writeUInt32LE(0x08074b50, 0)
    descriptor.writeUInt32LE(seen.crc, 4)
    descriptor.writeUInt32LE(packed, 8)
    descriptor.writeUInt32LE(seen.size, 12)
    yield descriptor
    offset += 16

    const listed = Buffer.alloc(46)
    listed.writeUInt32LE(0x02014b50, 0)
    listed.writeUInt16LE(20, 4)
    listed.writeUInt16LE(20, 6)
    listed.writeUInt16LE(flags, 8)
    listed.writeUInt16LE(8, 10)
    listed.writeUInt16LE(date, 14)
    listed.writeUInt32LE(seen.crc, 16)
    listed.writeUInt32LE(packed, 20)
    listed.writeUInt32LE(seen.size, 24)
    listed.writeUInt16LE(path.length, 28)
    listed.writeUInt32LE(start, 42)
    directory.push(listed, path)
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length / 2, 8)
  end.writeUInt16LE(directory.length / 2, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  yield Buffer.concat([central, end])
}

async function* counted(text: Entry['text'], seen: { crc: number; size: number }): AsyncGenerator<Buffer> {
  for await (const piece of text) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    seen.crc = crc32(bytes, seen.crc)
    seen.size += bytes.length
    yield bytes
  }
}
