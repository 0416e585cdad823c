let table: ReadonlyMap<string, number> | undefined

/** Writes text in GB18030, two bytes a character. Node only reads it, so the table is the decoder's, turned round. */
export function encodeGb18030(text: string): Uint8Array {
  table ??= turnedRound()
  const bytes = new Uint8Array(text.length * 2)
  let length = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) {
      bytes[length++] = code
      continue
    }
    const pair = table.get(character)
    if (pair === undefined) throw new Error(`“${character}” has no two-byte form in GB18030.`)
    bytes[length++] = pair >> 8
    bytes[length++] = pair & 0xff
  }
  return bytes.subarray(0, length)
}

function turnedRound(): Map<string, number> {
  const decoder = new TextDecoder('gb18030')
  const pairs = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail !== 0x7f) pairs.set(decoder.decode(Uint8Array.of(lead, trail)), (lead << 8) | trail)
    }
  }
  return pairs
}
