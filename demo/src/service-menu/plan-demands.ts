import { type Day, digitsOf, yearOf } from '../days.js'
import { townCode, type Unit } from '../places.js'
import { between, pick, type Random, random, weighted } from '../random.js'
import { busyness, dailyShare, growing } from '../share.js'
import type { World } from '../system.js'
import type { Center } from './centers.js'
import { channels, collectors, wishes } from './demand-texts.js'
import type { Plan } from './plan-activities.js'
import type { Resource, Resources } from './plan-resources.js'

/** The whole life of a demand. */
export interface Demand {
  readonly no: string
  readonly center: Center
  readonly unit: Unit
  readonly category: string
  readonly group: string
  readonly channel: string
  readonly collector: string
  readonly content: string
  readonly collected: Day
  readonly match: Match | undefined
  /** Day it is put on a menu. */
  readonly listed: Day | undefined
  readonly satisfied: Day | undefined
  readonly refused: Day | undefined
  readonly duplicate: Duplicate | undefined
}

/** What a demand was matched with. */
export interface Match {
  readonly resource: Resource
  readonly day: Day
}

/** What a demand turned out to repeat. */
export interface Duplicate {
  readonly of: string
  readonly found: Day
}

/** Days before its menu's month from which on a demand may be collected. */
export const collectedAhead = 75
/** Days after its collection within which a demand is matched. */
export const matchedWithin = 60
const repeatedWithin = 25
const noticedWithin = 4
// Numbers of demands: those of activities have a day before it, from 10000 on the others, from 40000 and 30000 on what repeats them.
const otherOffset = 10_000
const repeatOffset = 30_000

/** The demand that planned activities answer, matched before their menu is drafted; none when they answer none. */
export function answered(
  { seed }: World, centers: ReadonlyMap<string, Center>, resources: Resources, menuOf: Center, plans: readonly Plan[], first: Day, drafted: Day,
): Demand | undefined {
  const [plan] = plans
  if (!plan) return undefined
  const no = `XQ${digitsOf(first).slice(0, 6)}-${plan.unit.code}-${plan.slot}`
  const r = random(seed, 'demand', no)
  const collected = first - between(r, 10, collectedAhead)
  const center = menuOf.opened <= collected ? menuOf : (centers.get(townCode(menuOf.unit.code)) ?? menuOf)
  const day = Math.min(collected + matchDelay(r), drafted)
  const held = plans.flatMap(({ reported, cancelled }) => (reported !== undefined && cancelled === undefined ? [reported] : []))
  const resource = resources.find(r, center, plan.topic.category, day, plan.day)
  if (!resource) throw new Error(`Nobody offers what ${no} asks for.`)
  return {
    ...describe(r, plan.topic.category), no, center, unit: plan.unit, collected, match: { resource, day },
    listed: drafted, satisfied: held.length > 0 ? Math.min(...held) : undefined, refused: undefined, duplicate: undefined,
  }
}

// What is asked for beside what the menus answer; 2023 had fewer, as collecting was still new.
const others = { jiangmen: growing({ 2023: 1130, 2024: 4400, 2025: 3840, 2026: 3380 }, 0.02), zone: growing({ 2023: 105, 2024: 150 }, 0) }
// Of a hundred of those, how many are refused, and how many matched although no menu takes them up.
const refusedOf = growing({ 2023: 18, 2024: 8, 2025: 10, 2026: 12 }, 0)
const matchedOf = growing({ 2023: 5, 2024: 55, 2025: 54, 2026: 55 }, 0)
const wanted = [['养老托育', 19], ['社区助餐', 11], ['家政便民', 17], ['健康服务', 13], ['体育健身', 10], ['文化休闲', 11], ['法律维权', 7], ['就业指导', 7],
  ['其他', 8]] as const

/** The demands collected on a day that no menu takes up. */
export function planOthers({ seed, calendar, places }: World, centers: ReadonlyMap<string, Center>, resources: Resources): (day: Day) => Demand[] {
  const centersOf = (units: readonly Unit[]): Center[] => units.flatMap(unit => centers.get(unit.code) ?? [])
  const lines = (['jiangmen', 'zone'] as const).map(place => ({
    place, villages: centersOf(places[place].village), towns: centersOf(places[place].town),
    share: dailyShare(others[place], busyness(calendar, seed, `demand ${place}`)),
  }))
  const days = new Map<Day, Demand[]>()
  return day => {
    const known = days.get(day)
    if (known) return known
    const demands = lines.flatMap(({ place, villages, towns, share }) => Array.from({ length: share(day) }, (_, n) => {
      const r = random(seed, 'other demand', place, day, n)
      return planOther(r, seed, resources, drawOpen(r, r() < 0.93 ? villages : towns, day), day, otherOffset + (day % 100) * 100 + n)
    }))
    days.set(day, demands)
    return demands
  }
}

function drawOpen(r: Random, from: readonly Center[], day: Day): Center {
  for (;;) {
    const center = pick(r, from)
    if (center.opened <= day && day < (center.closed ?? Infinity)) return center
  }
}

function planOther(r: Random, seed: number, resources: Resources, center: Center, collected: Day, n: number): Demand {
  const year = yearOf(collected)
  const { unit } = center
  const text = describe(r, weighted(r, wanted))
  const luck = r() * 100
  const zeal = 0.88 + 0.24 * random(seed, 'zeal', unit.code.slice(0, 6))()
  const refused = luck < refusedOf(year) ? collected + between(r, 2, 15) : undefined
  const isMatched = refused === undefined && luck < refusedOf(year) + matchedOf(year) * zeal
  const day = collected + matchDelay(r)
  const resource = isMatched ? resources.find(r, center, text.category, day, day) : undefined
  return {
    ...text, no: `XQ${digitsOf(collected).slice(0, 6)}-${unit.code}-${n}`, center, unit, collected, match: resource && { resource, day },
    listed: undefined, satisfied: undefined, refused, duplicate: undefined,
  }
}

/** The same demand collected a second time, now and then; noticed some days later. */
export function repeated(seed: number, demand: Demand): Demand[] {
  const r = random(seed, 'repeated', demand.no)
  if (r() > 0.031) return []
  const collected = demand.collected + between(r, 1, repeatedWithin)
  if (collected >= (demand.center.closed ?? Infinity)) return []
  return [{
    ...demand, no: demand.no.replace(/\d+$/, n => String(Number(n) + repeatOffset)), channel: weighted(r, channels), collector: weighted(r, collectors),
    collected, match: undefined, listed: undefined, satisfied: undefined, refused: undefined,
    duplicate: { of: demand.no, found: collected + between(r, 0, noticedWithin) },
  }]
}

// Most are matched soon, some only after weeks.
const matchDelay = (r: Random): number => Math.floor(r() ** 2 * (matchedWithin + 1))

function describe(r: Random, category: string): Pick<Demand, 'category' | 'content' | 'group' | 'channel' | 'collector'> {
  const [content, group] = pick(r, wishes[category] ?? [])
  return { category, content, group, channel: weighted(r, channels), collector: weighted(r, collectors) }
}
