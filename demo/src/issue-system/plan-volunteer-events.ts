import { type Day, dayIn, digitsOf, type Month, weekdayOf, yearOf } from '../days.js'
import type { Unit } from '../places.js'
import { between, pick, type Random, random, weighted } from '../random.js'
import type { World } from '../system.js'
import { type Team, teams } from './volunteer-teams.js'

/** An event at which volunteers serve. */
export interface VolunteerEvent {
  readonly no: string
  readonly team: Team | undefined
  readonly area: Unit
  readonly topic: string
  readonly day: Day
  readonly people: number
  /** First figure entered, put right three days later. */
  readonly miscount: number
  readonly hours: number
  readonly emergency: Emergency | undefined
  /** Day it is entered. */
  readonly entered: Day
}

interface Emergency {
  readonly kind: '台风' | '暴雨'
  readonly responseMinutes: number
}

const topics = [['文明城市创建', 38], ['关爱孤寡老人', 28], ['综合网格治理', 24], ['其他', 10]] as const

/** The events of volunteers month by month: two to four, and those that storms call for. */
export function planVolunteerEvents(world: World): (month: Month) => readonly VolunteerEvent[] {
  const { seed, calendar, places: { zone } } = world
  const months = new Map<Month, readonly VolunteerEvent[]>()
  const inTown = zone.village.filter(unit => unit.code.startsWith('440803'))

  const plan = (month: Month): VolunteerEvent[] => {
    const r = random(seed, 'volunteers', month)
    const days = Array.from({ length: dayIn(month + 1, 1) - dayIn(month, 1) }, (_, i) => dayIn(month, 1) + i)
    const ordinary = Array.from({ length: between(r, 2, 4) }, (_, n) => ({ day: ordinaryDay(r, days), n }))
    const storms = days.filter(calendar.isTyphoon)
    const isWet = month % 12 >= 3 && month % 12 <= 8
    const rain = isWet && r() < 0.45 ? [pick(r, days.filter(day => !calendar.isTyphoon(day)))] : []
    const events = [
      ...ordinary.map(({ day, n }) => eventOf(random(seed, 'volunteer event', day, n), day, weighted(r, topics), undefined)),
      ...storms.flatMap(day => [0, 1].map(n => eventOf(random(seed, 'typhoon relief', day, n), day, '应急支援', '台风', n === 1))),
      ...rain.map(day => eventOf(random(seed, 'flood relief', day), day, '应急支援', '暴雨')),
    ]
    const counts = new Map<Day, number>()
    return events.sort((a, b) => a.day - b.day).map(event => {
      const n = (counts.get(event.day) ?? 0) + 1
      counts.set(event.day, n)
      return { ...event, no: `ZY${digitsOf(event.day)}-${String(n).padStart(2, '0')}` }
    })
  }

  // Mostly on a Saturday; not in the Spring Festival and not in a typhoon.
  const ordinaryDay = (r: Random, days: readonly Day[]): Day => {
    const likesSaturday = r() < 0.6
    const fits = (day: Day): boolean => {
      const since = day - calendar.springFestival(yearOf(day))
      return !calendar.isTyphoon(day) && (since < 0 || since > 7) && (!likesSaturday || weekdayOf(day) === 6)
    }
    return pick(r, days.filter(fits))
  }

  const eventOf = (r: Random, day: Day, topic: string, storm: Emergency['kind'] | undefined, alone = r() < 0.3): Omit<VolunteerEvent, 'no'> => {
    const formed = alone ? [] : teams.filter(team => team.formed <= day)
    const team = formed.length > 1 && r() < 0.7 ? formed[0] : formed.at(-1)
    const island = team !== undefined && team !== teams[0]
    const area = pick(r, island ? zone.village.filter(unit => unit.code.startsWith(team.area)) : r() < 0.6 ? inTown : zone.village)
    const people = between(r, 8, 40)
    const miscount = r() < 0.08 ? Math.max(8, people + pick(r, [-6, -4, 3, 5])) : people
    const hours = between(r, 3, storm === undefined ? 8 : 16) / 2
    const emergency = storm === undefined ? undefined : { kind: storm, responseMinutes: team ? between(r, 25, 52) : between(r, 34, 70) }
    return { team, area, topic, day, people, miscount, hours, emergency, entered: day + (r() < 0.14 ? between(r, 1, 5) : 0) }
  }

  return month => {
    const events = months.get(month) ?? plan(month)
    months.set(month, events)
    return events
  }
}
