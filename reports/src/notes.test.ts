import { expect, test } from 'vitest'
import type { FormalTable, TableCell } from './layout.js'
import { notesOf } from './notes.js'

const tableOf = (...cells: readonly TableCell[]): FormalTable => ({
  sheet: '表', title: '表', formNo: 'R01', head: ['', '', ''], paper: 'portrait', headings: [], columns: [], rows: [{ kind: 'item', indent: 0, cells }], balances: [], notes: [], foot: [], figures: [],
})
const notes = (...cells: readonly TableCell[]): string[] => notesOf(tableOf(...cells), [], false, [], (words) => words.zh)

test('a sign is explained under a table that prints it, and under no other', () => {
  const points = { style: 'points', decimals: 1, signed: true } as const
  expect(notes({ kind: 'number', value: '-0.04', format: points })).toContain('“…”表示有数，但不足本栏最小单位。')
  expect(notes({ kind: 'number', value: '0', format: points }).join('')).not.toContain('…')
  expect(notes({ kind: 'gap', why: 'not_reported' }).some((n) => n.includes('“未上报”'))).toBe(true)
})
