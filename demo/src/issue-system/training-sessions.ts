import { clock, type Day, isoOf, yearOf } from '../days.js'
import type { DailyTable, Row } from '../system.js'
import type { Session } from './plan-training.js'

/** The table `training_session`. */
export function trainingTable(sessions: (year: number) => readonly Session[]): DailyTable {
  return {
    name: 'training_session', key: ['session_no'],
    columns: ['session_no', 'series', 'topic', 'title', 'area_code', 'held_on', 'status', 'attendees', 'updated_at'],
    settles: 5, ahead: 15,
    on: (day, asOf) => sessions(yearOf(day)).filter(session => session.day === day && session.announced <= asOf).map(session => observe(session, asOf)),
  }
}

function observe({ no, series, topic, title, area, day, announced, reported, cancelled, attendees }: Session, asOf: Day): Row {
  const isHeld = reported !== undefined && reported <= asOf
  const isOff = cancelled !== undefined && cancelled <= asOf
  const changed = isHeld ? reported : isOff ? cancelled : announced
  // Entered at the end of the lesson or in the morning after; called off while the wind rises.
  const minute = isHeld ? (reported === day ? 1290 : 560) : isOff ? 1000 : 600
  return [
    no, series, topic, title, area.code, isoOf(day), isHeld ? '已举办' : isOff ? '取消' : '计划', isHeld ? attendees : null, `${clock(changed, minute)}+08`,
  ]
}
