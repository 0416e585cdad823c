import { type Day, dayOf, isoOf } from '../days.js'
import { shortName, type Unit, zoneCode } from '../places.js'
import { between, pick, type Random, random, weighted } from '../random.js'
import type { Row, WholeTable, World } from '../system.js'
import { inventor, type OrgKind } from './invented-names.js'

interface Org {
  readonly no: string
  readonly name: string
  readonly kind: OrgKind
}

interface Membership {
  readonly org: Org
  readonly joined: Day
  readonly left: Day | undefined
}

const kinds = [['机关', 28], ['事业单位', 24], ['企业', 32], ['社会组织', 16]] as const
const started = dayOf('2022-03-01')

/** The table `committee_unit`. The member units come from a pool of the county, so the same one sits on several committees. */
export function committeeTable({ seed, places: { jiangmen, zone } }: World): WholeTable {
  const invent = inventor()
  const rows = [...jiangmen.county, ...zone.county].flatMap(county => {
    const within = county.code === zoneCode ? zone.all : jiangmen.all.filter(u => u.code.startsWith(county.code))
    const pool = drawPool(seed, county, invent, Math.ceil(within.length / 4) + 12)
    return within.flatMap(unit => committee(seed, unit, county.code === zoneCode, pool))
  })
  return {
    name: 'committee_unit', key: ['member_no'],
    columns: ['member_no', 'committee_name', 'committee_kind', 'unit_code', 'org_no', 'org_name', 'org_kind', 'joined_date', 'left_date'],
    at: asOf => rows.filter(row => row.joined <= asOf).map(({ head, org, joined, left }): Row =>
      [...head, org.no, org.name, org.kind, isoOf(joined), left !== undefined && left <= asOf ? isoOf(left) : null]),
  }
}

function drawPool(seed: number, county: Unit, invent: ReturnType<typeof inventor>, size: number): Org[] {
  return Array.from({ length: size }, (_, i) => {
    const r = random(seed, 'member unit', county.code, i)
    const kind = weighted(r, kinds)
    return { no: `CY${county.code}-${String(i + 1).padStart(3, '0')}`, name: invent(r, county.name, kind), kind }
  })
}

function committee(seed: number, unit: Unit, inZone: boolean, pool: readonly Org[]): (Membership & { head: string[] })[] {
  const r = random(seed, 'committee', unit.code)
  const draw = (from: number, to: number): Membership[] => drawMembers(r, pool, between(r, from, to))
  const named = (kind: string, letters: string, members: Membership[]): (Membership & { head: string[] })[] => members.map((member, i) => ({
    ...member, head: [`${letters}${unit.code}-${String(i + 1).padStart(2, '0')}`, `${shortName(unit)}“${kind}”`, kind, unit.code],
  }))
  const isStreet = unit.name.endsWith('街道')
  if (unit.level === 'town') return (inZone ? isStreet : r() < 0.7) ? named('大工委', 'DGW', draw(5, 9)) : []
  // 001 to 199 are communities, the others villages.
  const isCommunity = unit.level === 'village' && Number(unit.code.slice(9)) < 200
  return isCommunity && r() < 0.25 ? named('大党委', 'DDW', draw(3, 6)) : []
}

function drawMembers(r: Random, pool: readonly Org[], count: number): Membership[] {
  const founded = started + between(r, 0, 900)
  const orgs = new Set<Org>()
  while (orgs.size < count) orgs.add(pick(r, pool))
  return [...orgs].map((org, i) => {
    const joined = i < 3 || r() < 0.6 ? founded : Math.min(founded + between(r, 30, 700), dayOf('2025-12-20'))
    return { org, joined, left: r() < 0.05 ? joined + between(r, 300, 900) : undefined }
  }).toSorted((a, b) => a.joined - b.joined)
}
