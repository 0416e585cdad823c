import { begin, clock, type Day, isoOf, yearOf } from '../days.js'
import { padded, zoneCode } from '../places.js'
import type { Row, WholeTable, World } from '../system.js'
import { type Meeting, meetingsOf } from './plan-meetings.js'

/** The tables `meeting` and `meeting_decision`. */
export function meetingTables(world: World): WholeTable[] {
  const memo = new Map<number, Meeting[]>()
  const upTo = (asOf: Day): Meeting[] => Array.from({ length: yearOf(asOf) - yearOf(begin) + 1 }, (_, i) => yearOf(begin) + i).flatMap(year => {
    const found = memo.get(year) ?? meetingsOf(world, year)
    memo.set(year, found)
    return found
  }).filter(({ held }) => held <= asOf)
  return [
    {
      name: 'meeting', key: ['meeting_no'], columns: ['meeting_no', 'kind', 'topic', 'unit_code', 'held_on', 'attendee_count', 'org_count'],
      at: asOf => upTo(asOf).map(({ no, kind, topic, held, attendees, orgs }): Row => [no, kind, topic, padded(zoneCode), isoOf(held), attendees, orgs]),
    },
    {
      name: 'meeting_decision', key: ['decision_no'],
      columns: ['decision_no', 'meeting_no', 'unit_code', 'content', 'owner_dept', 'decided_on', 'due_on', 'done_on', 'updated_at'],
      at: asOf => upTo(asOf).flatMap(({ no, held, decisions }) => decisions.map(({ content, owner, due, done }, i): Row => {
        const seen = done !== undefined && done <= asOf ? done : undefined
        return [
          `${no}-${String(i + 1).padStart(2, '0')}`, no, padded(zoneCode), content, owner, isoOf(held), isoOf(due),
          seen === undefined ? null : isoOf(seen), clock(seen ?? held, 1020 + i),
        ]
      })),
    },
  ]
}
