import { type Day, dayOf } from '../days.js'
import { townCode, type Unit } from '../places.js'
import { between, pick, type Random, random, weighted } from '../random.js'
import type { World } from '../system.js'
import type { Center } from './centers.js'
import { inventor, type OrgKind } from './invented-names.js'

/** A 社区合伙人. */
export interface Partner {
  readonly no: string
  readonly name: string
  readonly type: string
  readonly joined: Day
  readonly ended: Day | undefined
  /** There before the demo begins and for good: they can offer a county whatever is asked for. */
  readonly isStanding: boolean
  readonly links: readonly Link[]
}

/** A partner's work with a centre. */
export interface Link {
  readonly center: Center
  readonly from: Day
  readonly to: Day | undefined
}

type Draft = Omit<Partner, 'no'>

const inJiangmen = 890
const inZone = 60
const inCity = 10
/** As many standing partners as are needed to offer nine categories, three each. */
export const standing = 3

const types = [['机关', 12], ['事业单位', 16], ['企业', 18], ['社会组织', 17], ['热心商家', 22], ['特长居民', 15]] as const
// First and last day of joining, and how many of a hundred join between them.
const waves = [['2022-09-01', '2022-12-31', 6], ['2023-01-01', '2023-12-31', 38], ['2024-01-01', '2024-12-31', 37], ['2025-01-01', '2025-12-31', 13],
  ['2026-01-01', '2026-12-31', 6]] as const

/** The partners in the order in which they joined. */
export function planPartners({ seed, places: { jiangmen, zone } }: World, centers: ReadonlyMap<string, Center>): readonly Partner[] {
  const centersOf = (units: readonly Unit[]): Center[] => units.flatMap(unit => centers.get(unit.code) ?? [])
  const name = namer()
  const counties = jiangmen.county.map(county => {
    const within = centersOf(jiangmen.all.filter(u => u.code.startsWith(county.code)))
    return draftCounty(seed, county, name, Math.round((inJiangmen * within.length) / jiangmen.all.length), within, centersOf(jiangmen.village))
  })
  const drafts = [
    ...jiangmen.city.flatMap(city => draftCounty(seed, city, name, inCity, centersOf([city, ...jiangmen.county]), [])),
    ...counties.flat(),
    ...zone.county.flatMap(county => draftCounty(seed, county, name, inZone, centersOf(zone.all), [])),
  ]
  return drafts.toSorted((a, b) => a.joined - b.joined).map((draft, i) => ({ ...draft, no: `HHR${String(i + 1).padStart(4, '0')}` }))
}

function draftCounty(
  seed: number, county: Unit, name: ReturnType<typeof namer>, count: number, within: readonly Center[], elsewhere: readonly Center[],
): Draft[] {
  const own = within.filter(c => c.unit.code === county.code)
  const villages = within.filter(c => c.unit.level === 'village').toSorted((a, b) => rank(seed, a) - rank(seed, b))
  const others = within.filter(c => c.unit.level !== 'village')
  // Goes round the villages, so that most get a partner before some get their second.
  let turn = 0
  const next = (r: Random): Center => (r() < 0.76 ? villages[turn++ % villages.length] : undefined) ?? pick(r, others)
  return Array.from({ length: count }, (_, i) => {
    const r = random(seed, 'partner', county.code, i)
    const isStanding = i < standing
    const type = isStanding ? (['机关', '事业单位', '社会组织'] as const)[i] ?? '机关' : weighted(r, types)
    const joined = isStanding ? dayOf('2022-08-01') + between(r, 0, 25) : drawJoined(r)
    const ended = !isStanding && r() < 0.05 ? joined + between(r, 200, 900) : undefined
    const first = isStanding ? own : [next(r)]
    const near = within.filter(c => first.some(f => townCode(f.unit.code) === townCode(c.unit.code)))
    const more = Array.from({ length: weighted(r, [[0, 38], [1, 34], [2, 28]]) }, () => (r() < 0.45 ? pick(r, near) : next(r)))
    const far = !isStanding && elsewhere.length > 0 && r() < 0.04 ? [pick(r, elsewhere)] : []
    const links = [...new Set([...first, ...more, ...far])].flatMap(center => drawLink(r, center, joined, ended, isStanding))
    return { name: name(r, county.name, type), type, joined, ended, isStanding, links }
  })
}

const rank = (seed: number, center: Center): number => random(seed, 'rank', center.no)()

function drawJoined(r: Random): Day {
  const [first, last] = weighted(r, waves.map(([from, to, share]) => [[dayOf(from), dayOf(to)] as const, share] as const))
  return between(r, first, last)
}

function drawLink(r: Random, center: Center, joined: Day, ended: Day | undefined, isStanding: boolean): Link[] {
  const from = Math.max(joined + between(r, 0, isStanding ? 5 : 40), center.opened)
  const left = !isStanding && r() < 0.05 ? from + between(r, 200, 700) : Infinity
  const to = Math.min(left, ended ?? Infinity, center.closed ?? Infinity)
  return from < to ? [{ center, from, to: to === Infinity ? undefined : to }] : []
}

// Merchants and residents are numbered: a demo names no person.
function namer(): (r: Random, county: string, type: string) => string {
  const invent = inventor()
  let merchants = 0
  let residents = 0
  return (r, county, type) => {
    if (type === '热心商家') return `热心商家(演示)${String(++merchants).padStart(2, '0')}号`
    if (type === '特长居民') return `特长居民(演示)${String(++residents).padStart(4, '0')}`
    return invent(r, county, type as OrgKind)
  }
}
