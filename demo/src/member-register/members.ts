import { type Day, digitsOf, type Month, yearOf } from '../days.js'
import type { Development } from '../party-affairs/plan-development.js'
import { miscopied, person } from '../people.js'
import type { Row, WholeTable, World } from '../system.js'
import type { Workforce } from '../workforce.js'
import { monthsLater } from './age.js'
import { developedMembers } from './developed-members.js'
import { type OtherMembers, unusedMember } from './other-members.js'
import { workingMembers } from './working-members.js'

/** What the rows of `dy` come from. */
export interface Members {
  readonly workforce: (month: Month) => Workforce
  /** Everybody on the way to membership who may have been admitted by a year. */
  readonly developments: (year: number) => readonly Development[]
  readonly others: (year: number) => OtherMembers
}

/** The table `dy`: members who work for the platforms, members developed in the zone, and the other members. */
export function memberTable(world: World, { workforce, developments, others }: Members): WholeTable {
  return {
    name: 'dy', key: ['dybh'],
    columns: ['dybh', 'xm', 'sfzh', 'dyzt', 'zy', 'lyqd', 'sqdm', 'djrq', 'lsdzz', 'gldzz', 'ngrq', 'rdrq', 'zzdq', 'zzrq', 'zjlb', 'zjrq', 'jslb', 'cdrq'],
    at: asOf => [
      ...workingMembers(world, workforce, asOf), ...otherRows(others(yearOf(asOf)), asOf),
      ...developedMembers(world, developments(yearOf(asOf)), asOf), ...badMembers(world),
    ],
  }
}

function otherRows({ all, leaving }: OtherMembers, asOf: Day): Row[] {
  return all.filter(member => member.registered <= asOf).map((member): Row => {
    const { n, name, id, occupation, home, branch, came } = member
    const since = digitsOf(member.registered)
    const leaves = leaving.get(member)
    const gone = leaves !== undefined && leaves.day <= asOf ? leaves : undefined
    return [
      `DY2${String(n).padStart(5, '0')}`, name, id, '正式', occupation, '日常登记', home.code, since, branch, branch, since,
      digitsOf(member.admitted), digitsOf(monthsLater(member.admitted, 12)), digitsOf(member.full), came, since,
      gone?.why ?? null, gone ? digitsOf(gone.day) : null,
    ]
  })
}

// A day that no February has, a community nobody knows, a miscopied number.
function badMembers({ seed }: World): Row[] {
  const faults = [['440803070001', '20230230', false], ['440803999000', '20230310', false], ['440803071002', '20230403', true]] as const
  return faults.map(([home, registered, wrong], n) => {
    const { name, id } = person(seed, 'member', unusedMember + n)
    return [
      `DY9${String(n).padStart(5, '0')}`, name, wrong ? miscopied(id) : id, '正式', '职工', '日常登记', home, registered, null, null, null,
      '20190628', '20200628', '20200630', '其他', '20230403', null, null,
    ]
  })
}
