import { text, type Dimension, type Text } from '@mingshu/metrics'
import type { Asking } from './asking.js'
import type { TracedRow } from './context.js'
import type { TableCell } from './layout.js'
import type { ListColumn } from './list-table.js'

type Value = TracedRow['fields'][string] | undefined

/** A field of a row as words; — where it holds nothing. */
export const wordsOf = (value: Value): string => (value === null || value === undefined || value === '' ? '—' : String(value))

const column = (heading: Text, cell: ListColumn['cell'], most?: number): ListColumn => ({ heading, align: 'text', cell, ...(most && { most }) })

/** A column of words. `most` is its greatest width. */
export const said = (heading: Text, of: (row: TracedRow, asking: Asking) => string, most?: number): ListColumn =>
  column(heading, (row, asking) => ({ kind: 'text', text: of(row, asking) }), most)

/** A column with a field as it is. */
export const field = (heading: Text, name: string, most?: number): ListColumn => said(heading, (row) => wordsOf(row.fields[name]), most)

/** A column with the label of a member of a dimension. */
export const member = (heading: Text, name: string, of: Dimension, most?: number): ListColumn =>
  said(heading, (row, { say }) => { const known = of.members[wordsOf(row.fields[name])]; return known ? say(known) : wordsOf(row.fields[name]) }, most)

/** A column of days. */
export const day = (heading: Text, name: string): ListColumn => column(heading, (row) => dayCell(row.fields[name]))

/** A column of whole numbers. */
export const count = (heading: Text, of: (row: TracedRow) => number | null, most?: number): ListColumn =>
  ({ heading, align: 'number', cell: (row) => countCell(of(row)), ...(most && { most }) })

/** A column with the unit a row was reported for. */
export const unit = (heading: Text, most?: number): ListColumn => said(heading, (row, { say }) => say(text(row.unit_zh, row.unit_en)), most)

/** Place among the areas of the report of the one a row lies in; that of the unit itself is before all others. */
export const areaNo = (row: TracedRow, { context }: Asking): number =>
  context.children.findIndex((area) => (area.level === 'county' ? area.countyId === row.county_id : row.unit.startsWith(area.code)))

/** A column with the area of the report a row lies in. */
export const area = (heading: Text, most?: number): ListColumn =>
  said(heading, (row, asking) => asking.say(asking.context.children[areaNo(row, asking)]?.name ?? asking.context.unit.name), most)

const dayCell = (value: Value): TableCell => (typeof value === 'string' && value !== '' ? { kind: 'date', on: value } : { kind: 'text', text: '—' })

const countCell = (value: number | null): TableCell =>
  value === null ? { kind: 'text', text: '—' } : { kind: 'number', value: String(value), format: { style: 'number', decimals: 0 } }
