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
  const put = (type: CopyType, value: CopyValue): void => {
    if (value === null) {
      room(4)
      at = buffer.writeInt32BE(-1, at)
      return
    }
    if (type === 'int4') {
      room(8)
      at = buffer.writeInt32BE(Number(value), buffer.writeInt32BE(4, at))
      return
    }
    if (type === 'int8') {
      room(12)
      at = buffer.writeInt32BE(8, at)
      at = buffer.writeUInt32BE(Number(value) % 2 ** 32, buffer.writeInt32BE(Math.floor(Number(value) / 2 ** 32), at))
      return
    }
    const typed = String(value)
    room(5 + typed.length * 3)
    const head = at
    at += 4
    if (type === 'jsonb') at = buffer.writeUInt8(1, at) // version of the format
    at += buffer.write(typed, at, 'utf8')
    buffer.writeInt32BE(at - head - 4, head)
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
      at = buffer.writeInt16BE(types.length, at)
      types.forEach((type, i) => put(type, values[i] ?? null))
      return at >= full ? flush() : undefined
    },
    async end() {
      room(2)
      at = buffer.writeInt16BE(-1, at)
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
