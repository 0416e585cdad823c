import { type Day, dayOf, isoOf } from '../days.js'
import { monthsLater } from '../member-register/age.js'
import { type Branch, branchesOf } from '../member-register/party-orgs.js'
import { padded } from '../places.js'
import { between, random } from '../random.js'
import type { WholeTable, World } from '../system.js'
import type { BranchSize } from './branch-size.js'

/** How this system writes the unit of a branch: the joint branch is a unit of its own. */
export const unitCodeOf = ({ sort, place }: Branch): string => (sort === 'joint' ? `${place}-JB` : padded(place))

/** A branch as large as this elects a committee; a smaller one has a secretary only. */
const smallestWithCommittee = 7

/** Whether a branch has a committee on a day: it has if it was large enough when it last elected. */
export const hasCommittee = (seed: number, size: BranchSize, branch: Branch, day: Day): boolean =>
  branch.sort === 'joint' || size(branch, termOf(seed, branch, day).elected) >= smallestWithCommittee

/** The table `branch`. */
export function branchTable({ seed, places }: World, size: BranchSize): WholeTable {
  const branches = branchesOf(places)
  return {
    name: 'branch', key: ['branch_no'],
    columns: ['branch_no', 'branch_name', 'branch_kind', 'unit_code', 'has_committee', 'founded_on', 'dissolved_on', 'term_ends_on'],
    at: asOf => branches.filter(branch => branch.founded <= asOf).map(branch => {
      const { ends } = termOf(seed, branch, asOf)
      const kind = branch.sort === 'joint' ? '联合党支部' : '党支部'
      return [
        branch.no, branch.name, kind, unitCodeOf(branch), hasCommittee(seed, size, branch, asOf) ? '是' : '否', isoOf(branch.founded), null, isoOf(ends),
      ]
    }),
  }
}

// Planted: its secretary's term ran out in September 2025, and nobody was elected since.
const forgotten = 'DZZ4001'

// Communities elect every five years, early in the year after the villages do; the others every three. Each time some weeks early.
function termOf(seed: number, branch: Branch, asOf: Day): { elected: Day; ends: Day } {
  const years = branch.sort === 'community' ? 5 : 3
  let elected = branch.sort === 'community' ? dayOf('2021-02-20') + between(random(seed, 'elected', branch.no), 0, 40) : branch.founded
  for (let term = 1; ; term++) {
    const ends = monthsLater(elected, years * 12)
    const next = ends - between(random(seed, 'elected', branch.no, term), 2, 25)
    if (next > asOf || branch.no === forgotten) return { elected, ends }
    elected = next
  }
}
