import { clock, type Day, type Month, monthOf } from '../days.js'
import type { DailyTable, Row } from '../system.js'
import type { Entry } from './plan-points.js'

/** The table `points_entry`: entered by the program at the moment itself, and never changed. */
export function pointsTable(entries: (month: Month) => readonly Entry[]): DailyTable {
  return {
    name: 'points_entry', key: ['entry_no'], columns: ['entry_no', 'account_no', 'area_code', 'action', 'points', 'goods', 'happened_at'],
    settles: 0, ahead: 0,
    on: (day, asOf) => (asOf < day ? [] : entries(monthOf(day)).filter(entry => entry.at.day === day).map((entry, n) => rowOf(entry, day, n))),
  }
}

const rowOf = ({ account, area, action, points, goods, at }: Entry, day: Day, n: number): Row =>
  [day * 1000 + n, account, area.code, action, points, goods, `${clock(day, at.minute)}+08`]
