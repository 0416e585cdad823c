import { inflateRawSync } from 'node:zlib'

/** How much a zip may hold. */
export interface Most {
  readonly bytes: number
  readonly parts: number
}

/**
 * The parts of somebody else's zip whose names match, as text. Throws when it is none, when a part is not as long as it claims, and as
 * soon as all together inflate to more than `most`: fflate would inflate to the end whatever comes after the length that is claimed.
 */
export function partsOf(zip: Uint8Array, wanted: RegExp, most: Most): ReadonlyMap<string, string> {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0) throw new Error('The file is no zip.')
  const parts = new Map<string, string>()
  let left = most.bytes
  let at = bytes.readUInt32LE(end + 16)
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    const [method, packed, size, from] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 42)]
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, nameEnd)
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    if (!wanted.test(name)) continue
    if ((left -= size) < 0 || parts.size === most.parts) throw new Error('The zip is too large.')
    const start = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28)
    const body = bytes.subarray(start, start + packed)
    const part = method === 0 ? body : inflateRawSync(body, { maxOutputLength: Math.max(size, 1) })
    if (part.length !== size) throw new Error(`${name} is not as long as it claims.`)
    parts.set(name, part.toString('utf8'))
  }
  return parts
}
