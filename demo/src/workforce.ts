import { begin, type Day, dayIn, type Month, monthOf } from './days.js'
import { type Person, person } from './people.js'
import type { Unit } from './places.js'
import { type Group, type Platform, platforms } from './platforms.js'
import { between, type Random, random, weighted } from './random.js'
import type { World } from './system.js'

/** How a member was found (双找): by the platforms' departments, by the streets and villages, or by both. */
export type Way = 'industry' | 'territory' | 'both'

/** A person on the rosters of the zone. */
export interface Worker extends Person {
  readonly no: number
  readonly group: Group
  readonly platform: Platform
  /** A second platform the person works for. */
  readonly other: Platform | undefined
  readonly firm: string
  readonly street: Unit
  /** A second street, of the same roster. */
  readonly otherStreet: Unit | undefined
  readonly movesTo: Unit | undefined
  readonly movesIn: Month
  readonly joined: Day
}

/** A worker who turned out to be a member. */
export interface Finding {
  readonly worker: Worker
  readonly way: Way
  readonly found: Day
  readonly month: Month
  /** Full member from this month on; before it probationary. */
  readonly fullFrom: Month
}

/** Who works in the zone in a month, as of its 20th, when rosters are handed in. */
export interface Workforce {
  readonly listed: readonly Worker[]
  /** Who left since the last rosters, and when. */
  readonly left: ReadonlyMap<Worker, Day>
  /** Members among those listed. */
  readonly members: ReadonlyMap<Worker, Finding>
  /** Members managed by a branch from a day of this month on. */
  readonly managed: ReadonlyMap<Worker, Day>
}

/** The month of the first rosters. */
export const firstRoster: Month = monthOf(begin)
const goldenMonth: Month = 2024 * 12 + 11

// Values at the first roster, at the published date and two years on. The middle ones are the published figures: 3470多 people,
// 45 members = 31 found by industry + 29 by territory − 15 by both, 40 of them managed.
const workers = [2950, 3476, 3890] as const
const found: Readonly<Record<Way, readonly [number, number, number]>> = { industry: [9, 16, 26], territory: [8, 14, 21], both: [7, 15, 28] }
const managed = [14, 40, 68] as const

/** The workforce of the zone month by month. A month follows from those before it, never from later ones. */
export function workforce(world: World): (month: Month) => Workforce {
  const months: State[] = []
  return month => {
    if (month < firstRoster) throw new RangeError('The rosters begin in January 2023.')
    while (months.length <= month - firstRoster) months.push(next(world, firstRoster + months.length, months.at(-1)))
    const state = months[month - firstRoster]
    if (!state) throw new RangeError('The month lies outside the workforce.')
    return state
  }
}

interface State extends Workforce {
  /** Everybody managed so far. */
  readonly everManaged: ReadonlySet<Worker>
  readonly hired: number
}

function next(world: World, month: Month, before: State | undefined): State {
  const { seed } = world
  const since = dayIn(month - 1, 21)
  const cut = dayIn(month, 20)
  const left = new Map<Worker, Day>()
  for (const worker of before?.listed ?? []) {
    const r = random(seed, 'leaves', worker.no, month)
    if (r() < (before?.members.has(worker) ? 0.01 : 0.035)) left.set(worker, between(r, dayIn(month, 1), cut)) // within the month: no roster unsays the month before
  }
  const stay = (before?.listed ?? []).filter(worker => !left.has(worker))
  const hires = Math.max(0, valueAt(workers, month) - stay.length)
  const from = before?.hired ?? 0
  const joiners = Array.from({ length: hires }, (_, i) => hire(world, from + i, before ? since : dayIn(firstRoster - 48, 1), cut))
  const listed = [...stay, ...joiners]
  const members = new Map([...(before?.members ?? [])].filter(([worker]) => !left.has(worker)))
  for (const way of ['industry', 'territory', 'both'] as const) {
    const known = [...members.values()].filter(finding => finding.way === way).length
    for (const worker of draw(seed, way, month, listed.filter(w => !members.has(w)), valueAt(found[way], month) - known)) {
      const r = random(seed, 'found', worker.no)
      const day = between(r, Math.max(worker.joined, dayIn(month, 1)), cut)
      members.set(worker, { worker, way, found: day, month, fullFrom: r() < 0.13 ? month + between(r, 6, 12) : month })
    }
  }
  const everManaged = new Set(before?.everManaged)
  const managedNow = [...members.keys()].filter(worker => everManaged.has(worker)).length
  const chosen = draw(seed, 'managed', month, [...members.keys()].filter(w => !everManaged.has(w)), valueAt(managed, month) - managedNow)
  const managedFrom = new Map(chosen.map(worker => [worker, dayIn(month, between(random(seed, 'managed on', worker.no), 21, 27))] as const))
  for (const worker of chosen) everManaged.add(worker)
  return { listed, left, members, managed: managedFrom, everManaged, hired: from + hires }
}

// The lowest by lot: the order of the list does not matter.
function draw(seed: number, lot: string, month: Month, among: readonly Worker[], count: number): Worker[] {
  if (count <= 0) return []
  const lots = among.map(worker => ({ worker, at: random(seed, lot, month, worker.no)() })).sort((a, b) => a.at - b.at)
  return lots.slice(0, count).map(({ worker }) => worker)
}

function hire(world: World, no: number, from: Day, to: Day): Worker {
  const { seed, places: { zone } } = world
  const r = random(seed, 'worker', no)
  const group = weighted(r, [['外卖', 38], ['快递', 27], ['网约车', 20], ['货车', 10], ['其他', 5]] as const)
  const choices = platforms.filter(p => p.groups[group] !== undefined)
  const platform = weighted(r, choices.map(p => [p, p.groups[group]?.share ?? 0] as const))
  const second = choices.find(p => p !== platform)
  const street = drawStreet(r, zone.town)
  const away = drawStreet(r, zone.town.filter(town => town !== street))
  const luck = r()
  const day = between(r, from, to)
  return {
    ...person(seed, 'worker', no), no, group, platform, street,
    other: luck < 0.04 ? second : undefined,
    otherStreet: luck > 0.97 ? away : undefined,
    movesTo: luck > 0.9 && luck < 0.97 ? away : undefined,
    movesIn: firstRoster + between(r, 3, 60),
    firm: platform.firms[no % platform.firms.length] ?? platform.name,
    joined: day,
  }
}

const busyStreets: Readonly<Record<string, number>> = {
  '440803070': 28, '440803071': 27, '440811070': 18, '440811071': 11, '440811072': 10, '440811173': 6,
}
const drawStreet = (r: Random, towns: readonly Unit[]): Unit => weighted(r, towns.map(town => [town, busyStreets[town.code] ?? 1] as const))

/** Where a worker is listed in a month. */
export const streetsIn = (worker: Worker, month: Month): Unit[] => {
  const main = worker.movesTo && month >= worker.movesIn ? worker.movesTo : worker.street
  return worker.otherStreet ? [main, worker.otherStreet] : [main]
}

// Straight lines between the values; after the last one the slope goes on.
function valueAt([first, golden, later]: readonly [number, number, number], month: Month): number {
  const rise = month <= goldenMonth ? (golden - first) / (goldenMonth - firstRoster) : (later - golden) / 24
  return Math.round(golden + rise * (month - goldenMonth))
}
