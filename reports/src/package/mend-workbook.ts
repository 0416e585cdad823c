import { mendFonts } from './named-styles.js'
import { closeParts, openParts } from './parts.js'

/** A workbook as ExcelJS wrote it, put into the order the schema wants. */
export function mendWorkbook(bytes: Uint8Array): Uint8Array {
  const parts = openParts(bytes)
  mendFonts(parts)
  return closeParts(parts)
}
