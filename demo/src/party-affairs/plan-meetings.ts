import { type Day, dayIn, dayOf, digitsOf } from '../days.js'
import { between, pick, type Random, random } from '../random.js'
import type { World } from '../system.js'
import { workday } from './workday.js'

/** A meeting with other departments or with the workers, and what it decided. */
export interface Meeting {
  readonly no: string
  readonly kind: '跨部门协调会' | '恳谈会'
  readonly topic: string
  readonly held: Day
  readonly attendees: number
  readonly orgs: number
  readonly decisions: readonly Decision[]
}

interface Decision {
  readonly content: string
  readonly owner: string
  readonly due: Day
  /** Day it is done; undefined for one that is still open. */
  readonly done: Day | undefined
}

const first = dayOf('2023-09-01')
const topics = {
  跨部门协调会: ['研究新就业群体服务驿站建设运营', '协调外卖快递进小区通行停放问题', '研究新就业群体劳动权益保障', '协调新就业群体党建与行业监管联动', '通报“双找双管”进展'],
  恳谈会: ['听取外卖配送员意见建议', '听取快递员意见建议', '听取网约车司机意见建议', '新就业群体与平台企业恳谈'],
} as const
const tasks = [
  ['增设驿站充电和休息设施', '区总工会'], ['在小区出入口设置配送临时停放点', '区交通运输局'], ['开展平台企业用工合规检查', '区人力资源和社会保障局'],
  ['督促平台企业优化派单时限', '区市场监督管理局'], ['组织交通安全专题培训', '区交通运输局'], ['安排新就业群体专场义诊', '区卫生健康局'],
  ['公布诉求受理联系方式并按月反馈', '区党政办公室（网信）'], ['增加夜间驿站开放场次', '区总工会'], ['摸排快递网点党员名册', '区邮政管理机构'],
  ['开办子女假期托管班', '团区委'], ['增设女性骑手关爱用品', '区妇联'], ['推动治安网格与骑手随手拍对接', '区委政法委'],
] as const

// Planted: the first thing decided at the coordinations of June and September 2026 is never done.
const unfinished = [2026 * 12 + 5, 2026 * 12 + 8]

/** The meetings of a year: a coordination each quarter, three or four talks with the workers. */
export function meetingsOf(world: World, year: number): Meeting[] {
  const january = year * 12
  const talks = year <= 2024 ? [4, 7, 10] : year % 2 === 1 ? [1, 4, 7, 10] : [3, 6, 9]
  return [
    ...[2, 5, 8, 11].map(month => planMeeting(world, '跨部门协调会', january + month)),
    ...talks.map(month => planMeeting(world, '恳谈会', january + month)),
  ].filter(({ held }) => held >= first)
}

function planMeeting(world: World, kind: Meeting['kind'], month: number): Meeting {
  const r = random(world.seed, 'meeting', kind, month)
  const held = workday(world, dayIn(month, between(r, 4, 23)))
  const orgs = kind === '跨部门协调会' ? between(r, 6, 12) : between(r, 3, 7)
  const start = between(r, 0, tasks.length - 1)
  return {
    no: `HY${digitsOf(held)}-1`, kind, topic: pick(r, topics[kind]), held, orgs, attendees: orgs + (kind === '恳谈会' ? between(r, 12, 28) : between(r, 6, 16)),
    decisions: Array.from({ length: between(r, 1, 4) }, (_, i) => {
      const [content, owner] = tasks[(start + i * 5) % tasks.length] ?? tasks[0]
      const term = drawTerm(r, held)
      return { content, owner, ...term, done: i === 0 && kind === '跨部门协调会' && unfinished.includes(month) ? undefined : term.done }
    }),
  }
}

// Most are done in time. Some take longer; of what was decided since 2026, a few stay open.
function drawTerm(r: Random, held: Day): { due: Day; done: Day | undefined } {
  const allowed = between(r, 30, 90)
  const due = held + allowed
  const luck = r()
  if (luck < 0.8) return { due, done: held + between(r, 10, allowed) }
  if (luck < 0.93 || held < dayOf('2026-01-01')) return { due, done: due + between(r, 4, 45) }
  return { due, done: undefined }
}
