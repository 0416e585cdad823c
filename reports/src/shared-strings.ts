import { cleanText } from './clean-text.js'
import { escapeXml } from './package/parts.js'

/** Words that many cells hold, written once in a part of their own; words of other cells stand in the cells. */
export interface SharedStrings {
  /** What a text cell of a column says after its address and format: a place in the part, or the words themselves. */
  cell(column: number, words: string): string
  /** The part, when all cells are written. */
  part(): Iterable<string>
}

// Names of units and kinds are some thousands; keys of rows are as many as the rows, and would fill the memory.
const most = 20_000
const trial = 500

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const quoted = (words: string): string => (/[&<>"]/.test(words) ? escapeXml(words) : words)

/** Opens the shared strings of a ledger. A column most of whose words are new is not asked any more. */
export function openSharedStrings(columns: number): SharedStrings {
  const cells = new Map<string, string>()
  const listed: string[] = []
  const told = Array.from({ length: columns }, () => ({ known: 0, fresh: 0 }))
  let count = 0
  return {
    cell(column, words) {
      const seen = told[column]
      const isVaried = seen === undefined || (seen.fresh > trial && seen.fresh > seen.known)
      const known = isVaried ? undefined : cells.get(words)
      if (known !== undefined && seen) {
        seen.known++
        count++
        return known
      }
      const held = cleanText(words)
      if (isVaried || listed.length >= most) return ` t="inlineStr"><is><t xml:space="preserve">${quoted(held)}</t></is></c>`
      seen.fresh++
      count++
      const cell = ` t="s"><v>${listed.length}</v></c>`
      cells.set(words, cell)
      listed.push(held)
      return cell
    },
    *part() {
      yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="${main}" count="${count}" uniqueCount="${listed.length}">`
      for (const words of listed) yield `<si><t xml:space="preserve">${quoted(words)}</t></si>`
      yield '</sst>'
    },
  }
}
