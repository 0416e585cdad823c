import { type Day, dayIn, type Month, monthOf, newYear, yearOf } from '../days.js'
import type { Branch } from '../member-register/party-orgs.js'
import { between, random, weighted } from '../random.js'
import type { World } from '../system.js'
import type { Occasion } from './occasion.js'
import { drawTopic } from './topics.js'
import { workday } from './workday.js'

interface Year {
  /** Months, counted from 1, with a lesson by the secretary. */
  readonly lessons: readonly number[]
  readonly visits: readonly number[]
  /** Month in which the committee did not meet. */
  readonly noCommittee: number | undefined
  /** Whether it held its yearly 组织生活会 and 民主评议. */
  readonly reviewed: boolean
  /** Person-times at all occasions of the year. */
  readonly attended: number
}

// 2024 is the published year: 12 主题党日, 3 党课, 2 现场教育, 83 person-times. Planted: no committee met in August 2024.
const years: Readonly<Record<number, Year>> = {
  2023: { lessons: [9, 12], visits: [10], noCommittee: undefined, reviewed: false, attended: 38 },
  2024: { lessons: [3, 6, 11], visits: [5, 9], noCommittee: 8, reviewed: false, attended: 83 },
  2025: { lessons: [3, 6, 9, 12], visits: [4, 7, 10], noCommittee: undefined, reviewed: true, attended: 141 },
}
const later = (year: number): Year =>
  ({ lessons: [3, 6, 9, 12], visits: [4, 7, 9, 11], noCommittee: undefined, reviewed: true, attended: Math.min(185 + 30 * (year - 2026), 400) })

/** The life of the joint branch in a month. Nothing of it is sent back. */
export function jointLife(world: World, branch: Branch, month: Month): Occasion[] {
  const { seed } = world
  const year = yearOf(dayIn(month, 1))
  const plan = years[year] ?? later(year)
  const slots = slotsOf(plan, Math.max(newYear(year), dayIn(monthOf(branch.founded) + 1, 1)), year)
  const weights = slots.map((_, i) => 0.85 + 0.3 * random(seed, 'joint attendance', year, i)())
  const sum = weights.reduce((a, b) => a + b, 0)
  const upTo = (n: number): number => Math.round((weights.slice(0, n).reduce((a, b) => a + b, 0) / sum) * plan.attended)
  return slots.flatMap(({ kind, at }, i): Occasion[] => {
    if (at !== month) return []
    const r = random(seed, 'joint', month, kind)
    const n = month % 12 + 1
    const held = workday(world, dayIn(month, kind === '主题党日' ? 15 : kind === '党课' ? between(r, 18, 24) : between(r, 6, 12)))
    const attend = upTo(i + 1) - upTo(i) // rounding the running sum keeps the year's total
    const isPartyDay = kind === '主题党日'
    return [{
      branch, kind, held, topic: drawTopic(r, kind, held, true), lecturer: kind === '党课' ? '书记' : null,
      mode: kind === '主题党日' || kind === '党课' ? weighted(r, [['线下', 45], ['线上线下', 45], ['线上', 10]] as const) : '线下',
      withAssembly: isPartyDay && (n % 3 === 0 || n === 7), withCommittee: isPartyDay && n !== plan.noCommittee,
      due: attend + between(r, 0, 1), attend, late: between(r, 0, 2), review: 'passes',
    }]
  })
}

function slotsOf({ lessons, visits, reviewed }: Year, from: Day, year: number): { kind: Occasion['kind']; at: Month }[] {
  const january = monthOf(newYear(year))
  return Array.from({ length: 12 }, (_, i) => january + i).filter(at => dayIn(at, 1) >= from).flatMap(at => {
    const n = at - january + 1
    const kinds: readonly (Occasion['kind'] | false)[] = [
      '主题党日', lessons.includes(n) && '党课', visits.includes(n) && '现场教育', reviewed && n === 2 && '组织生活会', reviewed && n === 2 && '民主评议',
    ]
    return kinds.filter(kind => kind !== false).map(kind => ({ kind, at }))
  })
}
