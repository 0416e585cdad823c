import { type Day, dayOf, digitsOf } from '../days.js'
import { padded, type Places, shortName, townCode, zoneCode, zoneTowns } from '../places.js'
import type { Row, WholeTable } from '../system.js'

/** Number of the joint branch of the new-employment groups, and the day it was set up. */
export const jointBranch = { no: 'DZZ9001', since: dayOf('2023-06-28') } as const

const communities = [
  '440803070001', '440803070002', '440803071001', '440803071002', '440803071004',
  '440811070001', '440811070202', '440811071201', '440811072201', '440811173001',
]
const number = (series: number, i: number): string => `DZZ${series}${String(i + 1).padStart(3, '0')}`

/** The branch that looks after the members of a street: that of its first community listed here. */
export const branchOf = (town: string): string => number(2, communities.findIndex(code => townCode(code) === town))

/** The branches of communities: number, and code of the community. */
export const communityBranches = communities.map((place, i) => ({ no: number(2, i), place }))

/** A branch of the zone. */
export interface Branch {
  readonly no: string
  readonly name: string
  readonly sort: 'community' | 'firm' | 'joint'
  /** Code of the community, the town or the zone it is in. */
  readonly place: string
  readonly superior: string | null
  readonly founded: Day
}

/** Every branch that ever is, in order of their numbers. */
export function branchesOf({ zone }: Places): Branch[] {
  return [
    ...communities.map((place, i): Branch => ({
      no: number(2, i), name: `${shortName(zone.unit(place))}党支部`, sort: 'community', place,
      superior: number(1, zoneTowns.findIndex(town => town === townCode(place))), founded: dayOf('2016-03-15'),
    })),
    ...firmBranches.map(({ no, name, founded }): Branch => ({ no, name, sort: 'firm', place: firmPlace, superior: general, founded })),
    { no: jointBranch.no, name: '湛江经开区新业态新就业群体联合党支部', sort: 'joint', place: zoneCode, superior: null, founded: jointBranch.since },
  ]
}

const general = 'DZZ3001'

/** The table `dzz`: a committee for each street and town, some branches, and one joint branch, which is the published figure. */
export function partyOrgTable(places: Places): WholeTable {
  const committees = zoneTowns.map((code, i): Row => {
    const { name } = places.zone.unit(code)
    return [number(1, i), `${name}${name.endsWith('街道') ? '党工委' : '党委'}`, '党委', null, padded(code), '20150701', null]
  })
  const generalRow: Row = [general, '开发区物流行业党总支(演示)', '党总支', null, padded(firmPlace), '20210520', null]
  const rows = branchesOf(places).map(({ no, name, sort, superior, place, founded }) => ({
    sort, founded, row: [no, name, sort === 'joint' ? '联合党支部' : '党支部', superior, padded(place), digitsOf(founded), null] satisfies Row,
  }))
  const of = (asOf: Day, sort: Branch['sort']): Row[] => rows.filter(branch => branch.sort === sort && branch.founded <= asOf).map(({ row }) => row)
  return {
    name: 'dzz', key: ['dzzbh'], columns: ['dzzbh', 'dzzmc', 'dzzlb', 'sjdzz', 'dwdm', 'clrq', 'cxrq'],
    at: asOf => [...committees, ...of(asOf, 'community'), generalRow, ...of(asOf, 'firm'), ...of(asOf, 'joint')],
  }
}

/** The town of the branches that firms have of their own. */
export const firmPlace = '440811070'

/** Branches that firms have of their own, and the full members they began with. */
export const firmBranches = [
  { no: 'DZZ4001', name: '捷邮快运湛江分拨中心党支部(演示)', founded: dayOf('2022-09-01'), fullMembers: 5 },
  { no: 'DZZ4002', name: '安运快递开发区公司党支部(演示)', founded: dayOf('2023-10-12'), fullMembers: 4 },
  { no: 'DZZ4003', name: '通途货运东海岛公司党支部(演示)', founded: dayOf('2024-08-20'), fullMembers: 3 },
  { no: 'DZZ4004', name: '顺行出行湛江分公司党支部(演示)', founded: dayOf('2025-11-06'), fullMembers: 3 },
] as const
