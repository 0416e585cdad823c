import { begin, type Day, digitsOf } from '../days.js'
import type { Development } from '../party-affairs/plan-development.js'
import { pick, random } from '../random.js'
import type { Row, World } from '../system.js'
import { monthsLater } from './age.js'
import { jointBranch } from './party-orgs.js'

const ofWorkers = ['外卖配送员', '快递员', '网约车司机', '货车司机'] as const
const ofOthers = ['教师', '渔民', '务农', '职工', '职工'] as const

/** Rows of those who became members in the zone, from the day they were admitted as probationary members. */
export function developedMembers({ seed, places: { zone } }: World, developments: readonly Development[], asOf: Day): Row[] {
  return developments.flatMap(({ no, name, id, isNewWorker, steps }): Row[] => {
    const admission = steps.find(({ stage }) => stage === '预备党员')
    if (!admission || Math.max(admission.on, begin) > asOf) return []
    const { on: admitted, branch } = admission
    const full = steps.find(({ stage, on }) => stage === '正式党员' && on <= asOf)?.on
    const homes = zone.village.filter(({ code }) => branch.no === jointBranch.no || code.startsWith(branch.place))
    const r = random(seed, 'developed', no)
    const since = digitsOf(Math.max(admitted, begin)) // who was there before the register was taken over into it on its first day
    return [[
      `DY3${String(no).padStart(5, '0')}`, name, id, full === undefined ? '预备' : '正式', pick(r, isNewWorker ? ofWorkers : ofOthers), '日常登记',
      pick(r, homes).code, since, branch.no, branch.no, since, digitsOf(admitted), digitsOf(monthsLater(admitted, 12)),
      full === undefined ? null : digitsOf(full), admitted < begin ? '其他' : '发展', since, null, null,
    ]]
  })
}
