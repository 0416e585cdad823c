import type { Writable } from 'node:stream'
import { once } from 'node:events'

/** Types of PostgreSQL that rows are copied as. Values of `int8` fit a double exactly. */
export type CopyType = 'text' | 'int4' | 'int8' | 'jsonb'

/** A value of a copied row; `jsonb` takes the JSON text. */
export type CopyValue = string | number | null

/** Writes rows into a `copy … from stdin (format binary)`. */
export interface CopyRows {
  /** Resolves at once while the server keeps up. */
  write(values: readonly CopyValue[]): Promise<void> | undefined
  /** Resolves when the server has taken all rows. */
  end(): Promise<void>
  /** Resolves when the server has given the copy up. */
  abandon(): Promise<void>
}

const full = 64 * 1024
// Up to here a loop over the characters is faster than a call out of JavaScript.
const short = 32

/** Encodes rows of the given types for a copy stream. */
export function copyRows(stream: Writable, types: readonly CopyType[]): CopyRows {
  let buffer = Buffer.allocUnsafe(2 * full)
  let at = buffer.write('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 0, 'latin1')
  let failure: unknown
  stream.on('error', (error) => (failure = error))

  const room = (bytes: number): void => {
    if (at + bytes <= buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes))
    buffer.copy(larger, 0, 0, at)
    buffer = larger
  }
  const putInt = (value: number): void => {
    buffer[at] = value >>> 24
    buffer[at + 1] = value >>> 16
    buffer[at + 2] = value >>> 8
    buffer[at + 3] = value
    at += 4
  }
  const putText = (text: string): void => {
    const { length } = text
    if (length > short) {
      room(length * 3)
      at += buffer.write(text, at, 'utf8')
      return
    }
    room(short * 3)
    const begun = at
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i)
      if (code > 0x7f) {
        at = begun + buffer.write(text, begun, 'utf8')
        return
      }
      buffer[at++] = code
    }
  }
  const put = (type: CopyType, value: CopyValue): void => {
    room(12)
    if (value === null) {
      putInt(-1)
    } else if (type === 'int4') {
      putInt(4)
      putInt(Number(value))
    } else if (type === 'int8') {
      const number = Number(value)
      putInt(8)
      putInt(Math.floor(number / 2 ** 32))
      putInt(number) // the bits below the 33rd
    } else {
      const head = at
      at += 4
      if (type === 'jsonb') buffer[at++] = 1 // version of the format
      putText(typeof value === 'string' ? value : String(value))
      const end = at
      at = head
      putInt(end - head - 4)
      at = end
    }
  }
  const flush = async (): Promise<void> => {
    if (failure) throw failure
    const chunk = buffer.subarray(0, at)
    buffer = Buffer.allocUnsafe(2 * full)
    at = 0
    if (!stream.write(chunk)) await once(stream, 'drain')
  }

  return {
    write(values) {
      room(2)
      buffer[at++] = types.length >>> 8
      buffer[at++] = types.length
      for (let i = 0; i < types.length; i++) put(types[i] ?? 'text', values[i] ?? null)
      return at >= full ? flush() : undefined
    },
    async end() {
      room(2)
      buffer[at++] = 0xff // no more rows
      buffer[at++] = 0xff
      await flush()
      stream.end()
      await once(stream, 'finish')
    },
    async abandon() {
      if (stream.destroyed) return
      const closed = new Promise((resolve) => stream.once('close', resolve))
      stream.destroy(new Error('The load was given up.'))
      await closed
    },
  }
}
