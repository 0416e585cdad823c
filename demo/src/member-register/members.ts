import { begin, type Day, digitsOf, type Month, monthOf } from '../days.js'
import { miscopied, person } from '../people.js'
import { between, pick, random } from '../random.js'
import type { Row, WholeTable, World } from '../system.js'
import { type Finding, firstRoster, type Workforce } from '../workforce.js'
import { branchOf, jointBranch } from './party-orgs.js'

const occupations = { 外卖: '外卖配送员', 快递: '快递员', 网约车: '网约车司机', 货车: '货车司机', 其他: '其他新就业' } as const
const otherOccupations = ['教师', '渔民', '务农', '职工', '退休'] as const
const others = 420

/** The table `dy`: members whom the territory found among the workers, those sent by the industry to be managed, and the other members. */
export function memberTable(world: World, workforce: (month: Month) => Workforce): WholeTable {
  return {
    name: 'dy', key: ['dybh'], columns: ['dybh', 'xm', 'sfzh', 'dyzt', 'zy', 'lyqd', 'sqdm', 'djrq', 'lsdzz', 'gldzz', 'ngrq', 'cdrq'],
    at: asOf => [...workingMembers(world, workforce, asOf), ...otherMembers(world, asOf), ...badMembers(world)],
  }
}

function workingMembers(world: World, workforce: (month: Month) => Workforce, asOf: Day): Row[] {
  const findings = new Map<number, Finding>()
  const managed = new Map<number, Day>()
  const left = new Map<number, Day>()
  for (let month = firstRoster; month <= monthOf(asOf) + 1; month++) {
    const work = workforce(month)
    for (const [worker, finding] of work.members) findings.set(worker.no, finding)
    for (const [worker, day] of work.managed) managed.set(worker.no, day)
    for (const [worker, day] of work.left) left.set(worker.no, day)
  }
  return [...findings.values()].flatMap(({ worker, way, found, fullFrom }): Row[] => {
    const r = random(world.seed, 'registered', worker.no)
    const since = managed.get(worker.no)
    const isManaged = since !== undefined && since <= asOf
    const registered = way === 'industry' ? (since ?? Infinity) : found
    if (registered > asOf) return []
    const branch = branchOf(worker.street.code)
    const joint = r() < 0.85 && since !== undefined && since >= jointBranch.since
    const homes = world.places.zone.village.filter(unit => unit.code.startsWith(worker.street.code))
    const gone = (left.get(worker.no) ?? Infinity) + 150 + between(r, 0, 60)
    const leaves = r() < 0.4 && gone <= asOf
    return [[
      `DY1${String(worker.no).padStart(5, '0')}`, worker.name, worker.id, monthOf(asOf) < fullFrom ? '预备' : '正式', occupations[worker.group],
      way === 'industry' ? '行业推送' : '属地摸排', pick(r, homes).code, digitsOf(registered), way === 'industry' ? null : branch,
      isManaged ? (joint ? jointBranch.no : branch) : null, isManaged ? digitsOf(since) : null, leaves ? digitsOf(gone) : null,
    ]]
  })
}

function otherMembers({ seed, places: { zone } }: World, asOf: Day): Row[] {
  return Array.from({ length: others }, (_, n) => n).flatMap((n): Row[] => {
    const r = random(seed, 'other member', n)
    const { name, id } = person(seed, 'member', n)
    const home = pick(r, zone.village)
    const registered = begin + (r() < 0.85 ? between(r, 2, 6) : between(r, 7, 1300)) // the register was set up in January 2023
    const branch = branchOf(home.code.slice(0, 9))
    if (registered > asOf) return []
    return [[
      `DY2${String(n).padStart(5, '0')}`, name, id, r() < 0.04 ? '预备' : '正式', pick(r, otherOccupations), '日常登记', home.code,
      digitsOf(registered), branch, branch, digitsOf(registered), null,
    ]]
  })
}

// A day that no February has, a community nobody knows, a miscopied number.
function badMembers({ seed }: World): Row[] {
  const faults = [['440803070001', '20230230', false], ['440803999000', '20230310', false], ['440803071002', '20230403', true]] as const
  return faults.map(([home, registered, wrong], n) => {
    const { name, id } = person(seed, 'member', others + n)
    return [`DY9${String(n).padStart(5, '0')}`, name, wrong ? miscopied(id) : id, '正式', '职工', '日常登记', home, registered, null, null, null, null]
  })
}
