import { clock, type Day, isoOf } from '../days.js'
import type { DailyTable, Row } from '../system.js'
import { collectedAhead, type Demand, matchedWithin, repeated } from './plan-demands.js'

// The latest change: the report of an activity on the last day of a month that a town held back until two months later.
const settles = 75

/** The table `demand`. A demand that a menu takes up belongs to the first day of the menu's month, any other to the day it was collected on. */
export function demandTable(seed: number, demands: (day: Day) => readonly Demand[]): DailyTable {
  return {
    name: 'demand', key: ['demand_no'],
    columns: ['demand_no', 'center_no', 'unit_code', 'category', 'resident_group', 'channel', 'collector', 'content', 'collected_date', 'status', 'closed_date',
      'duplicate_of', 'updated_at'],
    settles: Math.max(settles, matchedWithin), ahead: collectedAhead,
    on: (day, asOf) => (asOf < day - collectedAhead ? [] : demands(day)
      .flatMap(demand => [demand, ...repeated(seed, demand)]).filter(demand => demand.collected <= asOf).map(demand => observe(demand, asOf))),
  }
}

function observe({ no, center, unit, collected, match, listed, satisfied, refused, duplicate, ...told }: Demand, asOf: Day): Row {
  const steps = [[match?.day, '已匹配'], [listed, '已列入菜单'], [satisfied, '已满足'], [refused, '不予采纳']] as const
  const [at, status] = steps.findLast(([step]) => step !== undefined && step <= asOf) ?? [undefined, '新建']
  const found = duplicate !== undefined && duplicate.found <= asOf ? duplicate : undefined
  const closed = at !== undefined && (status === '已满足' || status === '不予采纳') ? isoOf(at) : null
  return [
    no, center.no, unit.code, told.category, told.group, told.channel, told.collector, told.content, isoOf(collected), status, closed,
    found?.of ?? null, clock(Math.max(collected, at ?? 0, found?.found ?? 0), 1020),
  ]
}
