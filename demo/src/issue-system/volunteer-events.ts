import { clock, type Day, isoOf, type Month, monthOf } from '../days.js'
import type { DailyTable, Row } from '../system.js'
import type { VolunteerEvent } from './plan-volunteer-events.js'

/** The table `volunteer_event`. */
export function volunteerEventTable(events: (month: Month) => readonly VolunteerEvent[]): DailyTable {
  return {
    name: 'volunteer_event', key: ['event_no'],
    columns: ['event_no', 'team_no', 'area_code', 'topic', 'held_on', 'people', 'hours', 'emergency_kind', 'response_minutes', 'updated_at'],
    settles: 10, ahead: 0,
    on: (day, asOf) => events(monthOf(day)).filter(event => event.day === day && event.entered <= asOf).map(event => observe(event, asOf)),
  }
}

function observe({ no, team, area, topic, day, people, miscount, hours, emergency, entered }: VolunteerEvent, asOf: Day): Row {
  const corrected = entered + 3
  const isRight = asOf >= corrected
  const changed = isRight && miscount !== people ? corrected : entered
  return [
    no, team?.no ?? null, area.code, topic, isoOf(day), isRight ? people : miscount, hours, emergency?.kind ?? null, emergency?.responseMinutes ?? null,
    `${clock(changed, 1140 + (people % 60))}+08`,
  ]
}
