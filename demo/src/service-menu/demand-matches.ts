import { type Day, isoOf } from '../days.js'
import type { DailyTable } from '../system.js'
import { collectedAhead, type Demand, matchedWithin } from './plan-demands.js'

/** The table `demand_match`. A match belongs to the day of its demand; it is never taken back. */
export function demandMatchTable(demands: (day: Day) => readonly Demand[]): DailyTable {
  return {
    name: 'demand_match', key: ['match_no'], columns: ['match_no', 'demand_no', 'resource_no', 'matched_date'],
    settles: matchedWithin, ahead: collectedAhead,
    on: (day, asOf) => (asOf < day - collectedAhead ? [] : demands(day).flatMap(({ no, match }) =>
      (match && match.day <= asOf ? [[`PP-${no}`, no, match.resource.no, isoOf(match.day)]] : []))),
  }
}
