import { begin, type Day, dayOf, newYear, yearOf } from '../days.js'
import { type Person, person } from '../people.js'
import { type Unit, townCode } from '../places.js'
import { between, pick, type Random, random, weighted } from '../random.js'
import type { World } from '../system.js'
import { ageOn, bornOn, monthsLater } from './age.js'
import { communityBranches, firmBranches, firmPlace } from './party-orgs.js'

/** A member whom nobody had to look for among the workers: a neighbour of a community, or one of a firm's own branch. */
export interface OtherMember extends Person {
  readonly n: number
  readonly home: Unit
  /** Branch that is the formal organisation and manages the member too. */
  readonly branch: string
  readonly occupation: string
  readonly registered: Day
  readonly came: '其他' | '转入' | '恢复'
  readonly admitted: Day
  readonly full: Day
}

/** How and when a member leaves. */
export interface Leaving {
  readonly why: '转出' | '去世' | '出党'
  /** First day without the member. */
  readonly day: Day
}

/** The other members up to a year, and who of them leaves until its end. */
export interface OtherMembers {
  readonly all: readonly OtherMember[]
  readonly leaving: ReadonlyMap<OtherMember, Leaving>
}

const firstYear = yearOf(begin)
const opening = 420
const restoredIn = 2024
const expelledIn = 2025

/** Person number from which on nobody is an opening member or one who comes later. */
export const unusedMember = 9000

/** The other members, year by year: those there when the register was set up, then who comes and who leaves. */
export function otherMembers(world: World): (year: number) => OtherMembers {
  const years: OtherMembers[] = []
  return upto => {
    while (firstYear + years.length <= upto) years.push(next(world, firstYear + years.length, years.at(-1)))
    const found = years[upto - firstYear]
    if (!found) throw new RangeError('The register begins in 2023.')
    return found
  }
}

function next(world: World, year: number, before: OtherMembers | undefined): OtherMembers {
  const r = random(world.seed, 'other members', year)
  const first = 1000 + (year - firstYear) * 100
  const day = (): Day => newYear(year) + between(r, 10, 360)
  const opened = (n: number): Day => begin + between(random(world.seed, 'opening', n), 2, 6)
  const there = before ? before.all : Array.from({ length: opening }, (_, n) => planMember(world, n, opened(n), '其他'))
  const comers = Array.from({ length: between(r, 8, 12) }, (_, k) => planMember(world, first + k, day(), '转入'))
  if (year === restoredIn) comers.push(planMember(world, first + comers.length, day(), '恢复'))
  for (const [i, { no, founded, fullMembers }] of firmBranches.entries()) {
    if (Math.max(yearOf(founded), firstYear) !== year) continue
    for (let k = 0; k < fullMembers; k++) {
      const n = 500 + i * 50 + k
      comers.push(planMember(world, n, Math.max(founded, opened(n)), founded < begin ? '其他' : '转入', no))
    }
  }
  const leaving = new Map(before?.leaving)
  const leave = (why: Leaving['why'], count: number, may: (member: OtherMember) => boolean): void => {
    for (const member of draw(world.seed, why, year, there.filter(m => !leaving.has(m) && isNeighbour(m) && may(m)), count)) {
      leaving.set(member, { why, day: newYear(year) + between(random(world.seed, 'leaves', member.n), 30, 362) })
    }
  }
  leave('转出', between(r, 6, 10), member => ageOn(member.id, newYear(year)) < 55)
  leave('去世', between(r, 1, 3), member => ageOn(member.id, newYear(year)) >= 50)
  if (year === expelledIn) leave('出党', 1, () => true)
  return { all: [...there, ...comers], leaving }
}

const isNeighbour = ({ branch }: OtherMember): boolean => communityBranches.some(({ no }) => no === branch)

const draw = (seed: number, lot: string, year: number, among: readonly OtherMember[], count: number): OtherMember[] =>
  among.map(member => ({ member, at: random(seed, lot, year, member.n)() })).sort((a, b) => a.at - b.at).slice(0, count).map(({ member }) => member)

// All of them were full members before the register was set up.
const lastAdmission = dayOf('2021-12-01')
const occupations = ['教师', '渔民', '务农', '职工', '退休'] as const

function planMember(world: World, n: number, registered: Day, came: OtherMember['came'], firm?: string): OtherMember {
  const { seed } = world
  const r = random(seed, 'other member', n)
  const someone = grownUp(seed, n)
  const branch = weighted(r, communityBranches.map(each => [each, 0.6 + 0.7 * random(seed, 'branch', each.no)()] as const))
  const home = firm === undefined ? drawHome(world, r, branch.place) : pick(r, world.places.zone.village.filter(({ code }) => code.startsWith(firmPlace)))
  const occupation = pick(r, occupations)
  const admitted = drawAdmission(r, someone.id, lastAdmission)
  return {
    ...someone, n, home, branch: firm ?? branch.no, registered, came, admitted, full: monthsLater(admitted, 12) + between(r, 0, 20),
    occupation: firm !== undefined || (occupation === '退休' && ageOn(someone.id, registered) < 55) ? '职工' : occupation,
  }
}

// A branch has the members of its own community, and some of those communities of the street or town that have none.
function drawHome({ places: { zone } }: World, r: Random, place: string): Unit {
  const others = zone.village.filter(({ code }) => townCode(code) === townCode(place) && !communityBranches.some(each => each.place === code))
  return r() < 0.6 || others.length === 0 ? zone.unit(place) : pick(r, others)
}

// Another person of the same sequence number when the first was too young.
function grownUp(seed: number, n: number): Person {
  for (let at = n; ; at += 10_000) {
    const someone = person(seed, 'member', at)
    if (ageOn(someone.id, lastAdmission) >= 19) return someone
  }
}

/** Draws the day somebody was admitted as a probationary member: at 19 or later, mostly young, and not after a day. */
export function drawAdmission(r: Random, id: string, latest: Day): Day {
  const of = monthsLater(bornOn(id), 19 * 12)
  return of >= latest ? latest : of + Math.floor((Math.min(latest, of + 9000) - of) * r() ** 1.5)
}
