import type { RunStep } from '../api.js'
import type { Words } from '../words/zh.js'
import { clockOf } from './instant.js'
import { secondsOf, timesText } from './night.js'
import { number } from './number.js'
import type { Table } from './table.js'

/** The steps of a run as a table: the same numbers as its lanes. */
export function stepTable(steps: readonly RunStep[], now: Date, w: Words, nameOf: (step: string) => string): Table {
  const labels = [w.nights.step, w.nights.begin, w.nights.end, w.nights.duration, w.nights.usual, w.nights.times, w.runs.rowsIn, w.runs.rowsOut, w.nights.refused]
  const rows = (n: string | number | null): string => (n === null ? '—' : number(String(n)))
  const clock = (at: string | null): string => (clockOf(at) ?? '—').slice(-5)
  return {
    columns: labels.map((label, i) => ({ label, numeric: i > 2 })),
    rows: steps.map((s) => {
      const times = timesText(s, now)
      return {
        key: s.name + s.startedAt,
        cells: [nameOf(s.name), clock(s.startedAt), clock(s.finishedAt), w.nights.took(secondsOf(s, now)), s.usual === null ? '—' : w.nights.took(s.usual),
          times === null ? '—' : w.nights.timesText(times), rows(s.rowsIn), rows(s.rowsOut), rows(s.rowsRejected)],
      }
    }),
  }
}
