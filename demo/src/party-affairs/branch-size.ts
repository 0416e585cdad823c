import { begin, type Day, dayIn, monthOf, yearOf } from '../days.js'
import type { OtherMembers } from '../member-register/other-members.js'
import type { Branch } from '../member-register/party-orgs.js'
import type { Development } from './plan-development.js'

/** How many members a branch has on the first day of a month, without those the zone found among the workers. */
export type BranchSize = (branch: Branch, day: Day) => number

/** Who the system is about, besides the branches: the same people as in the member register. */
export interface People {
  readonly developments: (year: number) => readonly Development[]
  readonly others: (year: number) => OtherMembers
}

// The register was complete some days after it had been set up.
const complete = begin + 10

/** Sizes of branches, as the member register knows them. */
export function branchSize({ developments, others }: People): BranchSize {
  const memo = new Map<string, number>()
  return ({ no, founded }, day) => {
    const on = Math.max(dayIn(monthOf(day), 1), complete, founded + 10)
    const key = `${no} ${on}`
    const known = memo.get(key)
    if (known !== undefined) return known
    const { all, leaving } = others(yearOf(on))
    const there = all.filter(m => m.branch === no && m.registered <= on && (leaving.get(m)?.day ?? Infinity) > on)
    const admitted = developments(yearOf(on)).filter(({ steps }) => steps.some(s => s.stage === '预备党员' && s.branch.no === no && s.on <= on))
    memo.set(key, there.length + admitted.length)
    return there.length + admitted.length
  }
}
