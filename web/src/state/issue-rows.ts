import type { TraceRow } from '../api.js'
import { findMetric, memberName } from './catalogue.js'
import { pathTo, unitName } from './units.js'
import { say, words } from '../words/index.js'

/** An issue among the rows behind a count. */
export interface IssueRow {
  readonly key: string
  readonly title: string
  /** Where, from below the area it is told in. */
  readonly place: string
  /** Days without a time; empty where the row does not say. */
  readonly accepted: string
  readonly due: string
}

/** The unit with the one above it: a village alone says little to a city. */
function placeOf(code: string, area: string): string {
  const path = pathTo(code)
  const from = path.findIndex((u) => u.code === area) + 1
  return path.slice(Math.max(from, path.length - 2)).map((u) => unitName(u.code)).join(' ') || unitName(code)
}

function field(row: TraceRow, ...names: readonly string[]): string {
  const found = names.map((n) => row.fields[n]).find((v) => typeof v === 'string' && v !== '')
  return typeof found === 'string' ? found : ''
}

/** The issues behind a count of them, as a page of an area tells them. */
export function issueRows(metric: string, rows: readonly TraceRow[], area: string): readonly IssueRow[] {
  return rows.map((row) => {
    const category = field(row, 'category')
    const kind = category ? say(memberName(findMetric(metric), 'category', category)) : ''
    return { key: row.srcId, title: field(row, 'title') || (kind ? words.value.inBrackets(kind, row.srcId) : row.srcId), place: placeOf(row.unit, area), accepted: field(row, 'opened_on'), due: field(row, 'due_on') }
  })
}
