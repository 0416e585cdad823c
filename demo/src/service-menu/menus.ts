import { clock, type Day, dayIn, isoOf, type Month, monthOf } from '../days.js'
import type { DailyTable, Row } from '../system.js'
import { draftedAhead, type Menu, publishedBy } from './plan-menus.js'

/** The menus of the month that begins on a day; none on any other day. */
export const menusFrom = (menus: (month: Month) => readonly Menu[], day: Day): readonly Menu[] =>
  (dayIn(monthOf(day), 1) === day ? menus(monthOf(day)) : [])

/** The table `menu`. A menu belongs to the first day of its month. */
export function menuTable(menus: (month: Month) => readonly Menu[]): DailyTable {
  return {
    name: 'menu', key: ['menu_no'],
    columns: ['menu_no', 'center_no', 'unit_code', 'menu_month', 'online_published', 'offline_published', 'status', 'updated_at'],
    settles: publishedBy, ahead: draftedAhead,
    on: (day, asOf) => (asOf < day - draftedAhead ? [] : menusFrom(menus, day).filter(menu => menu.drafted <= asOf).map(menu => observe(menu, asOf))),
  }
}

function observe({ no, center, first, drafted, online, offline, minute }: Menu, asOf: Day): Row {
  const seen = (at: Day | undefined): Day | undefined => (at !== undefined && at <= asOf ? at : undefined)
  const [on, off] = [seen(online), seen(offline)]
  const time = (at: Day | undefined, minutes: number): string | null => (at === undefined ? null : clock(at, minutes))
  return [
    no, center.no, center.unit.code, isoOf(first), time(on, minute), time(off, minute + 25),
    on === undefined && off === undefined ? '编制中' : '已公布', clock(Math.max(drafted, on ?? 0, off ?? 0), minute + 26),
  ]
}
