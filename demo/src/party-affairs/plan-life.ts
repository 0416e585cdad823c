import { type Day, dayIn, type Month, monthOf, yearOf } from '../days.js'
import { type Branch, branchesOf } from '../member-register/party-orgs.js'
import { between, type Random, random, weighted } from '../random.js'
import type { World } from '../system.js'
import type { BranchSize } from './branch-size.js'
import { hasCommittee } from './branches.js'
import type { Occasion } from './occasion.js'
import { jointLife } from './plan-joint-life.js'
import { drawTopic } from './topics.js'
import { workday } from './workday.js'

/** The life of all branches, by the month. */
export function planLife(world: World, size: BranchSize): (month: Month) => readonly Occasion[] {
  const branches = branchesOf(world.places)
  const memo = new Map<Month, readonly Occasion[]>()
  return month => {
    const found = memo.get(month) ?? branches.filter(({ founded }) => monthOf(founded) < month).flatMap(branch =>
      (branch.sort === 'joint' ? jointLife(world, branch, month) : monthOfBranch(world, size, branch, month)))
    memo.set(month, found)
    return found
  }
}

function monthOfBranch(world: World, size: BranchSize, branch: Branch, month: Month): Occasion[] {
  const { seed } = world
  const habit = habitsOf(seed, branch)
  const r = random(seed, 'life', branch.no, month)
  const members = size(branch, dayIn(month, 1))
  const all = Math.max(1, Math.round(members * (branch.sort === 'firm' ? 1 : habit.mobile)))
  const committee = hasCommittee(seed, size, branch, dayIn(month, 1))
  const missed = missedIn(seed, branch, month)
  const partyDay = workday(world, dayIn(month, habit.partyDay))
  const assembles = month % 3 === habit.assembly && missed !== 'assembly'
  const holdsPartyDay = missed !== 'party day'
  const withAssembly = assembles && holdsPartyDay && r() < 0.3
  const meetsThen = missed !== 'committee' && holdsPartyDay && r() < (committee ? 0.25 : 0.8)
  const occasions: Occasion[] = []
  const hold = (kind: Occasion['kind'], held: Day, due: number, more: Partial<Occasion> = {}): void => {
    occasions.push({ ...drawOccasion(r, branch, kind, held, due), ...more })
  }
  const someDay = (): Day => workday(world, dayIn(month, between(r, 3, 24)))
  if (holdsPartyDay) hold('主题党日', partyDay, all, { withAssembly, withCommittee: meetsThen })
  if (assembles && !withAssembly) hold('支部党员大会', r() < 0.5 ? partyDay : someDay(), all)
  if (missed !== 'committee' && committee && !meetsThen) hold('支委会', someDay(), between(r, 3, 5))
  if (missed !== 'committee' && (committee ? habit.groups : !meetsThen)) hold('党小组会', someDay(), Math.max(3, Math.round(all / 3)))
  if (month % 3 === habit.lecture) hold('党课', someDay(), all, { lecturer: weighted(r, [['书记', 50], ['班子成员', 30], ['其他', 20]] as const) })
  if (month % 12 === between(random(seed, 'year of', branch.no, yearOf(dayIn(month, 1))), 0, 1)) {
    const held = workday(world, dayIn(month, between(r, 5, 20)))
    hold('组织生活会', held, all)
    hold('民主评议', held, all)
  }
  if (r() < 0.06) hold('现场教育', someDay(), Math.max(3, Math.round(all * 0.6)))
  return occasions
}

interface Habits {
  readonly partyDay: number
  /** Month of the quarter, counted from 0. */
  readonly assembly: number
  readonly lecture: number
  readonly groups: boolean
  /** Share of the members who are asked to come: the old and the ill are not. */
  readonly mobile: number
}

function habitsOf(seed: number, { no }: Branch): Habits {
  const r = random(seed, 'habits', no)
  return { partyDay: between(r, 5, 20), assembly: between(r, 0, 2), lecture: between(r, 0, 2), groups: r() < 0.4, mobile: 0.8 + 0.15 * r() }
}

// One quarter of a branch in eleven lacks one thing.
function missedIn(seed: number, { no }: Branch, month: Month): 'assembly' | 'committee' | 'party day' | undefined {
  const r = random(seed, 'missed', no, Math.floor(month / 3))
  if (r() >= 0.09) return undefined
  const what = weighted(r, [['assembly', 4], ['committee', 4], ['party day', 2]] as const)
  return what === 'assembly' || month % 3 === between(r, 0, 2) ? what : undefined
}

function drawOccasion(r: Random, branch: Branch, kind: Occasion['kind'], held: Day, due: number): Occasion {
  const share = kind === '支委会' ? 0.8 + 0.2 * r() : kind === '民主评议' ? 0.9 + 0.1 * r() : 0.72 + 0.28 * r()
  const luck = r()
  return {
    branch, kind, topic: drawTopic(r, kind, held, branch.sort === 'firm'), lecturer: null, held, withAssembly: false, withCommittee: false,
    mode: kind === '现场教育' || kind === '民主评议' ? '线下' : weighted(r, [['线下', 82], ['线上线下', 11], ['线上', 7]] as const),
    due, attend: Math.max(1, Math.round(due * share)), late: between(r, 0, 4), review: luck < 0.005 ? 'refused' : luck < 0.02 ? 'corrected' : 'passes',
  }
}
