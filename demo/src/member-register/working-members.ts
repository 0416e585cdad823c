import { type Day, dayIn, digitsOf, type Month, monthOf } from '../days.js'
import { between, pick, type Random, random } from '../random.js'
import type { Row, World } from '../system.js'
import { type Finding, firstRoster, type Workforce } from '../workforce.js'
import { bornOn, monthsLater } from './age.js'
import { drawAdmission } from './other-members.js'
import { branchOf, jointBranch } from './party-orgs.js'

const occupations = { 外卖: '外卖配送员', 快递: '快递员', 网约车: '网约车司机', 货车: '货车司机', 其他: '其他新就业' } as const

/** Rows of members whom the territory found among the workers, and of those sent by the industry to be managed. */
export function workingMembers(world: World, workforce: (month: Month) => Workforce, asOf: Day): Row[] {
  const findings = new Map<number, Finding>()
  const managed = new Map<number, Day>()
  const left = new Map<number, Day>()
  for (let month = firstRoster; month <= monthOf(asOf) + 1; month++) {
    const work = workforce(month)
    for (const [worker, finding] of work.members) findings.set(worker.no, finding)
    for (const [worker, day] of work.managed) managed.set(worker.no, day)
    for (const [worker, day] of work.left) left.set(worker.no, day)
  }
  return [...findings.values()].flatMap((finding): Row[] => {
    const { worker, way, found } = finding
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
    const home = pick(r, homes).code
    const { admitted, full } = membership(random(world.seed, 'admitted', worker.no), finding)
    const isFull = full <= (leaves ? gone : asOf)
    const formal = way === 'industry' ? null : branch
    return [[
      `DY1${String(worker.no).padStart(5, '0')}`, worker.name, worker.id, isFull ? '正式' : '预备', occupations[worker.group],
      way === 'industry' ? '行业推送' : '属地摸排', home, digitsOf(registered), formal,
      isManaged ? (joint ? jointBranch.no : branch) : null, isManaged ? digitsOf(since) : null,
      digitsOf(admitted), digitsOf(monthsLater(admitted, 12)), isFull ? digitsOf(full) : null, formal === null ? '其他' : '转入', digitsOf(registered),
      leaves ? (formal === null ? '其他' : '转出') : null, leaves ? digitsOf(gone) : null,
    ]]
  })
}

// Who was found during the probation becomes a full member in the month in which the rosters, of its 20th, say so.
function membership(r: Random, { worker, found, month, fullFrom }: Finding): { admitted: Day; full: Day } {
  if (fullFrom === month) {
    // The youngest, whom rosters call full members, are in their probation: nobody is admitted before 18.
    const grownUp = monthsLater(bornOn(worker.id), 18 * 12)
    const admitted = grownUp > found - 400 ? Math.min(grownUp + between(r, 0, 20), found - 1) : drawAdmission(r, worker.id, found - 400)
    return { admitted, full: monthsLater(admitted, 12) + between(r, 0, 20) }
  }
  const full = dayIn(fullFrom, between(r, 8, 20))
  return { admitted: Math.min(monthsLater(full, -12) - between(r, 0, 6), found - 1), full }
}
