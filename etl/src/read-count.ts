import { text, type Text } from '@mingshu/metrics'
import type { Cell } from './source.js'

/** A whole number, null for what means nothing was reported, or what is wrong with it. */
export type Count = number | null | { readonly refused: Text }

/** Reads a whole number the ways clerks type one: `2,800`, `２８００`, `83人次`. `—`, `/` and `无` are null, never 0. */
export function readCount(cell: Cell, min = 0, max = 2_147_483_647): Count {
  if (cell === null) return null
  const typed = typeof cell === 'number' ? String(cell) : /^\d{1,9}$/.test(cell) ? cell : cell.normalize('NFKC').trim()
  if (nothing.has(typed)) return null
  const bare = typed.replace(/(人次|[人个件家名条场次份日天])$/, '')
  if (/[多余约近来万千百几]/.test(bare)) return { refused: vague }
  if (!/^-?(\d+|\d{1,3}(,\d{3})+)(\.0+)?$/.test(bare)) return { refused: notCount }
  const value = Number(bare.replaceAll(',', ''))
  if (value < min || value > max) return { refused: outside(min, max) }
  return value
}

/** Reads a number with decimals, as its digits: it never becomes a floating one. */
export function readDecimal(cell: Cell): string | null | { readonly refused: Text } {
  if (cell === null) return null
  const typed = String(cell).normalize('NFKC').trim()
  if (nothing.has(typed)) return null
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(typed) ? typed : { refused: notDecimal }
}

const nothing = new Set(['', '-', '—', '——', '–', '/', '无', '\\'])
const vague = text('是约数。请填写准确的整数', 'is a rough number. Enter the exact whole number')
const notCount = text('不是整数。请只填数字，如 2800', 'is not a whole number. Enter digits only, like 2800')

const notDecimal = text('不是数字。请只填数字，如 0.95', 'is not a number. Enter digits only, like 0.95')

function outside(min: number, max: number): Text {
  if (max === 2_147_483_647) return text(`小于 ${min}。请核对后更正`, `is less than ${min}. Check and correct it`)
  return text(`不在 ${min} 到 ${max} 之间。请核对后更正`, `is not between ${min} and ${max}. Check and correct it`)
}
