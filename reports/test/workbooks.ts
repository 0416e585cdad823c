import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { readWorkbook, type ReadWorkbook, type Report } from '../src/index.js'
import type { Context } from '../src/context.js'
import { contextOf, counties, fengle, jiangmen, streets, zone } from './given.js'
import { tracing } from './rows.js'

/** A unit and a period each report is made for in tests. */
export function contextFor(report: Report, more: Partial<Context> = {}): Context {
  const isZone = ['R07', 'R08', 'R09', 'R10', 'R11', 'R12', 'R14'].includes(report.number)
  const of = report.number === 'R04' ? fengle : isZone ? zone : jiangmen
  return contextOf(of, report.number === 'R13' || report.number === 'R04' ? '2024-12' : '2024', { trace: tracing(of, isZone ? streets : counties), ...more })
}

/** Reads a workbook that must be readable. */
export function read(bytes: Uint8Array): ReadWorkbook {
  const found = readWorkbook(bytes)
  if ('refused' in found) throw new Error(found.refused.en)
  return found
}

/** Rows of a sheet as texts, from a row on; columns without a cell are empty. */
export function rowsOf(book: ReadWorkbook, sheet: string, from = 1): string[][] {
  const rows: string[][] = []
  for (const [address, { value }] of book.sheets.get(sheet) ?? []) {
    const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? []
    const column = [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0)
    const row = (rows[Number(digits) - from] ??= [])
    if (Number(digits) >= from) row[column - 1] = value
  }
  return Array.from(rows, (row) => Array.from(row ?? [], (value) => value ?? ''))
}

/** The rows of the data sheet by their headings. */
export function dataOf(book: ReadWorkbook): Record<string, string>[] {
  const [headings = [], ...rows] = rowsOf(book, '数据', 4)
  return rows.map((row) => Object.fromEntries(headings.map((heading, i) => [heading, row[i] ?? ''])))
}

/** The part of a workbook as text. */
export const partOf = (bytes: Uint8Array, name: string): string => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array())

/** The same workbook with one of its parts rewritten. */
export function edited(bytes: Uint8Array, edit: (name: string, xml: string) => string): Uint8Array {
  const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => [name, /\.(xml|rels)$/.test(name) ? strToU8(edit(name, strFromU8(part))) : part] as const)
  return zipSync(Object.fromEntries(parts))
}
