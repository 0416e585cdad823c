import { begin, type Day, dayIn, dayOf, digitsOf, monthOf } from '../days.js'
import type { Unit } from '../places.js'
import { between, pick, type Random, random, spread } from '../random.js'
import { busyness, dailyShare, growing } from '../share.js'
import type { World } from '../system.js'
import { fengle } from './centers.js'
import { drawTopic, type Topic } from './programme.js'

/** The whole life of an activity, known in advance to nobody but the demo. */
export interface Plan {
  readonly no: string
  /** Place of its number within the day. */
  readonly n: number
  /** Day of the month and place within the day: what a menu and a demand of the month are numbered by. */
  readonly slot: string
  readonly unit: Unit
  readonly topic: Topic
  readonly isKey: boolean
  readonly day: Day
  readonly announced: Day
  /** Day it is entered as held; undefined when it is called off before. */
  readonly reported: Day | undefined
  readonly cancelled: Day | undefined
  /** Days by which its date was first entered wrong, put right five days after the report. */
  readonly shift: number
  /** First figure entered, put right three days after the report. */
  readonly miscount: number
  readonly attendance: number
  readonly counted: '签到' | '估计'
  /** How many signed in with an identity; 0 when nobody was asked to. */
  readonly signIns: number
  readonly inMenu: boolean
  readonly forDemand: boolean
  /** Valid ratings, from very dissatisfied to very satisfied. */
  readonly ratings: readonly [number, number, number, number, number]
  /** Entered a second time by mistake, and deleted ten days later. */
  readonly enteredTwice: boolean
}

interface Series {
  readonly name: string
  readonly place: 'jiangmen' | 'zone'
  readonly units: readonly Unit[]
  readonly isKey: boolean
  readonly size: number
  readonly total: (year: number) => number
}

/** Key activities of Jiangmen's villages and communities held in a year. 2024 is the published figure: 2800多. */
export const keyActivities = growing({ 2023: 2468, 2024: 2836, 2025: 3017 }, 0.05)

/** Every activity by the day it is meant for. */
export function planActivities(world: World): (day: Day) => Plan[] {
  const { seed, calendar, places: { jiangmen, zone } } = world
  const one = (code: string): Unit[] => jiangmen.all.filter(u => u.code === code)
  const grown = (in2024: number): ((year: number) => number) => growing({ 2024: in2024 }, 0.05)
  const series: readonly Series[] = [
    { name: 'key', place: 'jiangmen', units: jiangmen.village, isKey: true, size: 55, total: keyActivities },
    { name: 'village', place: 'jiangmen', units: jiangmen.village, isKey: false, size: 28, total: grown(4400) },
    { name: 'town', place: 'jiangmen', units: jiangmen.town, isKey: false, size: 80, total: grown(1080) },
    { name: 'town key', place: 'jiangmen', units: jiangmen.town, isKey: true, size: 140, total: grown(160) },
    { name: 'above', place: 'jiangmen', units: [...jiangmen.county, ...jiangmen.city], isKey: false, size: 210, total: grown(260) },
    { name: 'fengle', place: 'jiangmen', units: one(fengle), isKey: false, size: 36, total: () => 52 },
    { name: 'zone', place: 'zone', units: [...zone.village, ...zone.town, ...zone.county], isKey: false, size: 34, total: grown(390) },
    { name: 'zone key', place: 'zone', units: zone.village, isKey: true, size: 60, total: grown(105) },
  ]
  const lines = series.map(s => {
    const busy = busyness(calendar, seed, s.name)
    return {
      series: s,
      held: dailyShare(s.total, busy),
      // What is called off is called off on the days on which little was held: those of typhoons.
      calledOff: dailyShare(year => Math.round(s.total(year) * 0.04), day => (calendar.isTyphoon(day) ? 12 : busy(day))),
    }
  })
  // Activities, sign-ins, demands and menus all ask for the same days.
  const days = new Map<Day, Plan[]>()
  return day => {
    const known = days.get(day)
    if (known) return known
    const plans = lines.flatMap(({ series: s, held, calledOff }, i) => {
      const n = held(day)
      const off = calledOff(day)
      return Array.from({ length: n + off }, (_, k) => planOne(world, s, day, i * 1000 + (k < n ? k : 500 + k - n), k >= n))
    })
    days.set(day, plans)
    return plans
  }
}

function planOne({ seed, calendar }: World, { name, place, units, isKey, size }: Series, day: Day, n: number, off: boolean): Plan {
  const r = random(seed, 'activity', name, day, n)
  const unit = drawUnit(r, seed, units)
  const topic = drawTopic(r, place, isKey)
  const inMenu = r() < 0.8
  const forDemand = inMenu && r() < Math.min(0.55 + (day - begin) * 0.0002, 0.85)
  const months = monthOf(day)
  const lateEntry = r() < 0.05 ? between(r, 1, 5) : 0
  const notice = inMenu ? dayIn(months, 1) - 6 : day - between(r, 3, 10)
  const announced = Math.max(lateEntry > 0 && !off ? day + lateEntry : notice, heldBack(unit, months))
  const reported = Math.max(day + between(r, 0, 3), announced)
  const offAfterReport = off && r() < 0.12
  const early = day - (calendar.isTyphoon(day) ? 1 : between(r, 0, 2))
  const cancelled = off ? (offAfterReport ? reported + 12 : Math.max(early, announced)) : undefined
  const counted = r() < 0.45 ? '签到' : '估计'
  const asked = counted === '签到' && !off && r() < 0.08
  const signIns = asked ? between(r, 6, 14) : 0
  const attendance = asked ? signIns : Math.max(6, Math.round(size * spread(r, 0.8)))
  const miscount = r() < 0.06 ? Math.max(1, Math.round(attendance * (0.6 + 0.7 * r()))) : attendance
  const shift = r() < 0.015 && !off ? pick(r, [-6, -3, -2, -1, 1, 2, 3, 7]) : 0
  return {
    no: `HD${digitsOf(day)}-${String(n).padStart(4, '0')}`, n, slot: `${digitsOf(day).slice(6)}-${n}`, unit, topic, isKey, day, announced,
    reported: off && !offAfterReport ? undefined : reported, cancelled, shift, miscount, attendance, counted, signIns, inMenu, forDemand,
    ratings: drawRatings(r, attendance), enteredTwice: !off && r() < 0.004,
  }
}

// A few villages are quiet: they come up an eighth as often as the others.
function drawUnit(r: Random, seed: number, units: readonly Unit[]): Unit {
  const first = pick(r, units)
  const quiet = units.length > 100 && random(seed, 'quiet', first.code)() < 0.06
  return quiet && r() < 0.87 ? pick(r, units) : first
}

// 那吉镇 hands in its October 2026 late.
function heldBack(unit: Unit, month: number): Day {
  return unit.code.startsWith('440785107') && month === 2026 * 12 + 9 ? dayOf('2026-12-01') : -Infinity
}

function drawRatings(r: Random, attendance: number): Plan['ratings'] {
  const valid = Math.round(attendance * (0.08 + 0.3 * r()))
  const bad = Math.round(valid * 0.06 * r())
  const fair = Math.round((valid - bad) * 0.2 * r())
  const good = Math.round((valid - bad - fair) * (0.25 + 0.3 * r()))
  return [Math.floor(bad / 3), bad - Math.floor(bad / 3), fair, good, valid - bad - fair - good]
}
