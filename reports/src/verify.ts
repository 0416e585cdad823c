import { readWorkbook, type ReadCell, type ReadWorkbook } from './read-workbook.js'

/** A cell that is not what was exported. `was` and `is` are empty where there is none. */
export interface Change {
  readonly sheet: string
  /** Empty when the whole sheet is missing or added. */
  readonly cell: string
  readonly was: string
  readonly is: string
}

/** What became of a file since it was exported. */
export interface Verdict {
  readonly exportNo: string
  readonly version: number
  readonly changes: readonly Change[]
}

/** Compares what was read of a file with the export as it was made, cell by cell. */
export function verifyWorkbook(is: ReadWorkbook, original: Uint8Array): Verdict {
  const was = readWorkbook(original)
  if ('refused' in was) throw new Error(`The original cannot be read: ${was.refused.en}`)
  return { exportNo: is.exportNo, version: is.version, changes: changesOf(was, is) }
}

/** The cells in which two workbooks differ. Looks do not count, nor does who saved the file. */
export function changesOf(was: ReadWorkbook, is: ReadWorkbook): Change[] {
  const names = [...new Set([...was.sheets.keys(), ...is.sheets.keys()])]
  const properties: Change[] = was.exportNo === is.exportNo ? [] : [{ sheet: '', cell: '', was: was.exportNo, is: is.exportNo }]
  return [...properties, ...names.flatMap((sheet): Change[] => {
    const [before, after] = [was.sheets.get(sheet), is.sheets.get(sheet)]
    if (!before || !after) return [{ sheet, cell: '', was: before ? sheet : '', is: after ? sheet : '' }]
    const cells = [...new Set([...before.keys(), ...after.keys()])]
    return cells.filter((cell) => !isSameCell(before.get(cell), after.get(cell))).map((cell) => ({ sheet, cell, was: shown(before.get(cell)), is: shown(after.get(cell)) }))
  })]
}

function isSameCell(a: ReadCell | undefined, b: ReadCell | undefined): boolean {
  if (!a || !b) return !a && !b
  if ((a.formula === undefined) !== (b.formula === undefined)) return false
  // Programs quote and space formulas as they like, and share those of equal form.
  if (a.formula && b.formula && bare(a.formula) !== bare(b.formula)) return false
  // Programs keep fifteen digits of a constant; sums of floating numbers differ a little more.
  if (a.isNumber && b.isNumber) return isNear(Number(a.value), Number(b.value), a.formula === undefined ? 1e-14 : 1e-9)
  return a.value.replaceAll('\r\n', '\n') === b.value.replaceAll('\r\n', '\n')
}

const isNear = (a: number, b: number, part: number): boolean => Math.abs(a - b) <= part * Math.abs(a)

const bare = (formula: string): string => formula.replace(/['\s]/g, '').toUpperCase()

const shown = (cell: ReadCell | undefined): string => (cell === undefined ? '' : cell.formula ? `=${cell.formula} → ${cell.value}` : cell.value)
