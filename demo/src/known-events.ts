import type { Database } from '@mingshu/db'
import { readCalendar } from './calendar.js'
import { begin, type Day, isoOf, yearOf } from './days.js'
import { readPlaces, zoneCode } from './places.js'
import { listStations } from './station-gates/station-list.js'

/** An event of the demo's stories, as somebody there would have entered it. */
export interface PlayedEvent {
  readonly unit: string
  readonly kind: 'typhoon' | 'renovation' | 'holiday'
  readonly from: string
  /** Excluded. */
  readonly until: string
  readonly zh: string
  readonly en: string
}

/** The first days of the Spring Festival on which stations are shut. */
const festivalDays = 3

/** What people know about the played figures up to a day: typhoons, Spring Festivals, and stations shut for renovation. */
export async function playedEvents(database: Database, { seed, to }: { readonly seed: number; readonly to: string }): Promise<readonly PlayedEvent[]> {
  const [calendar, places] = await Promise.all([readCalendar(database, seed), readPlaces(database)])
  const last = Date.parse(`${to}T00:00:00Z`) / 86_400_000
  const counties = [...places.jiangmen.county.map(c => c.code), zoneCode]
  const events: Omit<PlayedEvent, 'unit'>[] = []
  for (let day: Day = begin; day <= last; day++) {
    if (!calendar.isTyphoon(day) || calendar.isTyphoon(day - 1)) continue
    let until = day
    while (calendar.isTyphoon(until)) until++
    events.push({ kind: 'typhoon', from: isoOf(day), until: isoOf(until), zh: '驿站大多停开(演示)', en: 'Most stations shut (demo)' })
  }
  for (let year = yearOf(begin); year <= yearOf(last); year++) {
    const first = calendar.springFestival(year)
    if (first <= last) events.push({ kind: 'holiday', from: isoOf(first), until: isoOf(first + festivalDays), zh: '春节，驿站停开(演示)', en: 'Spring Festival, stations shut (demo)' })
  }
  const renovations = listStations(places).flatMap((s): PlayedEvent[] =>
    s.renovation && s.renovation[0] <= last
      ? [{ unit: unitOf(s.unit), kind: 'renovation', from: isoOf(s.renovation[0]), until: isoOf(s.renovation[1]), zh: `${s.name.replace('(演示)', '')}装修停用(演示)`, en: `${s.name} shut for renovation (demo)` }]
      : [])
  return [...events.flatMap(event => counties.map(unit => ({ ...event, unit }))), ...renovations]
}

// The gates fill codes up to twelve digits; a town's ends in zeros.
const unitOf = (code: string): string => code.replace(/0{3}$/, '')
