import { dayOf, digitsOf } from '../days.js'
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

/** The table `dzz`: a committee for each street and town, some branches, and one joint branch, which is the published figure. */
export function partyOrgTable({ zone }: Places): WholeTable {
  const committees = zoneTowns.map((code, i): Row => {
    const { name } = zone.unit(code)
    return [number(1, i), `${name}${name.endsWith('街道') ? '党工委' : '党委'}`, '党委', null, padded(code), '20150701', null]
  })
  const branches = communities.map((code, i): Row =>
    [number(2, i), `${shortName(zone.unit(code))}党支部`, '党支部', number(1, zoneTowns.findIndex(town => town === townCode(code))), code, '20160315', null])
  const general: Row = ['DZZ3001', '开发区物流行业党总支(演示)', '党总支', null, padded('440811070'), '20210520', null]
  const joint: Row = [jointBranch.no, '湛江经开区新业态新就业群体联合党支部', '联合党支部', null, padded(zoneCode), digitsOf(jointBranch.since), null]
  return {
    name: 'dzz', key: ['dzzbh'], columns: ['dzzbh', 'dzzmc', 'dzzlb', 'sjdzz', 'dwdm', 'clrq', 'cxrq'],
    at: asOf => [
      ...committees, ...branches, general,
      ...firmBranches.filter(([, , since]) => dayOf(since) <= asOf)
        .map(([no, name, since]): Row => [no, name, '党支部', 'DZZ3001', padded('440811070'), digitsOf(dayOf(since)), null]),
      ...(jointBranch.since <= asOf ? [joint] : []),
    ],
  }
}

/** Branches that firms have of their own. */
export const firmBranches = [
  ['DZZ4001', '捷邮快运湛江分拨中心党支部(演示)', '2022-09-01'], ['DZZ4002', '安运快递开发区公司党支部(演示)', '2023-10-12'],
  ['DZZ4003', '通途货运东海岛公司党支部(演示)', '2024-08-20'], ['DZZ4004', '顺行出行湛江分公司党支部(演示)', '2025-11-06'],
] as const
