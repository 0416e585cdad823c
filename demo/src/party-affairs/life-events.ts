import { clock, type Day, digitsOf, isoOf, type Month, monthOf } from '../days.js'
import { between, random } from '../random.js'
import type { DailyTable, Row } from '../system.js'
import { unitCodeOf } from './branches.js'
import type { Occasion } from './occasion.js'

/** The table `life_event`, by the day of the occasion. */
export function lifeEventTable(seed: number, life: (month: Month) => readonly Occasion[]): DailyTable {
  return {
    name: 'life_event', key: ['event_no'],
    columns: ['event_no', 'branch_no', 'unit_code', 'kind', 'mode', 'topic', 'lecturer', 'held_on', 'with_assembly', 'with_committee', 'due_count',
      'attend_count', 'review_status', 'updated_at'],
    settles: 20, ahead: 0,
    on: (day, asOf) => {
      const seen = new Map<string, number>()
      return life(monthOf(day)).filter(({ held }) => held === day).flatMap(occasion => {
        const n = (seen.get(occasion.branch.no) ?? 0) + 1
        seen.set(occasion.branch.no, n)
        return observe(seed, occasion, n, asOf)
      })
    },
  }
}

// Entered; reviewed two days later; what is sent back is corrected within some days and reviewed again.
function observe(seed: number, occasion: Occasion, n: number, asOf: Day): Row[] {
  const { branch, kind, mode, topic, lecturer, held, withAssembly, withCommittee, due, attend, late, review } = occasion
  const no = `SH${digitsOf(held)}-${branch.no}-${n}`
  const r = random(seed, 'life event', no)
  const entered = held + late
  if (asOf < entered) return []
  const reviewed = entered + 2
  const corrected = reviewed + between(r, 1, 6)
  const states: readonly (readonly [status: string, from: Day])[] = review === 'passes' ? [['待审', entered], ['通过', reviewed]]
    : review === 'refused' ? [['待审', entered], ['退回', reviewed]]
      : [['待审', entered], ['退回', reviewed], ['待审', corrected], ['通过', corrected + 2]]
  const [status, changed] = states.findLast(([, from]) => from <= asOf) ?? ['待审', entered]
  // What is sent back said that everybody had come.
  const counted = review === 'refused' || (review === 'corrected' && asOf < corrected) ? due : attend
  return [[
    no, branch.no, unitCodeOf(branch), kind, mode, topic, lecturer, isoOf(held), withAssembly ? '是' : '否', withCommittee ? '是' : '否',
    due, counted, status, clock(changed, 540 + between(r, 0, 480)),
  ]]
}
