import type { Day } from '../days.js'
import type { Unit } from '../places.js'
import { between, pick, type Random, weighted } from '../random.js'
import type { World } from '../system.js'

/** The whole life of an issue. */
export interface Issue {
  readonly no: string
  /** Leading part of the numbers of its events. */
  readonly key: number
  readonly type: string
  readonly category: string
  readonly channel: string
  readonly reporter: string
  readonly unit: Unit
  readonly title: string
  readonly accepted: Day
  readonly firstDue: Day
  /** In the order of their times. */
  readonly events: readonly Event[]
}

/** Something that happens to an issue. */
export interface Event {
  readonly action: string
  readonly day: Day
  readonly minute: number
  readonly department: string | null
  readonly to: string | null
  readonly newDue: Day | null
  readonly rating: string | null
  /** Day it is entered; its time is the true one. */
  readonly entered: Day
  /** Day it is deleted again, having been entered by mistake. */
  readonly deleted: Day | undefined
}

/** How an issue begins, and how long it takes. */
export interface Draft {
  readonly no: string
  readonly key: number
  readonly r: Random
  readonly type: IssueType
  readonly channel: string
  readonly reporter: string
  readonly unit: Unit
  readonly accepted: Day
  /** Working days until it is closed. */
  readonly takes: number
  /** Neither withdrawn nor reopened nor delayed in the books. */
  readonly plain: boolean
}

const categories = {
  基层治理: [['楼道杂物堆放', 30], ['街道卫生死角', 34], ['消防安全隐患', 22], ['其他', 14]],
  生活诉求: [['其他', 1]],
  权益保障: [['其他', 1]],
} as const
export type IssueType = keyof typeof categories

const titles: Readonly<Record<string, readonly string[]>> = {
  楼道杂物堆放: ['楼道堆放旧家具', '楼梯间停放电动车', '公共走廊堆放纸箱'],
  街道卫生死角: ['路口垃圾未清运', '背街积水有异味', '绿化带杂物未清'],
  消防安全隐患: ['消防通道被占用', '灭火器过期', '飞线充电'],
  基层治理: ['路灯不亮', '井盖松动', '占道经营'],
  生活诉求: ['希望增设快递车停放点', '希望延长驿站开放时间', '咨询子女入学', '希望增设充电桩', '水压不足'],
  权益保障: ['咨询工伤参保', '反映超时派单', '反映押金未退'],
}
const workdaysAllowed: Readonly<Record<IssueType, number>> = { 基层治理: 5, 生活诉求: 7, 权益保障: 10 }
const departments: Readonly<Record<IssueType, readonly string[]>> = {
  基层治理: ['城市管理和综合执法局', '应急管理局', '市政管理中心'],
  生活诉求: ['市场监督管理局', '公安交警大队', '教育局', '水务局'],
  权益保障: ['人力资源和社会保障局', '总工会'],
}
const ratings = [['非常满意', 38], ['满意', 34], ['基本满意', 11], ['不满意', 3], ['非常不满意', 1], ['未评价', 13]] as const
const platform = '积分家园平台'

/** Plays an issue from its acceptance to the archive. */
export function live(world: World, draft: Draft): Issue {
  const { r, type, accepted, takes, plain, unit, no, key, channel, reporter } = draft
  const after = world.calendar.afterWorkdays
  const category = weighted(r, categories[type] as readonly (readonly [string, number])[])
  const title = pick(r, titles[category] ?? titles[type] ?? [])
  const firstDue = after(accepted, workdaysAllowed[type])
  const closed = after(accepted, takes)
  const department = pick(r, departments[type])
  const events: Event[] = []
  const happen = (action: string, day: Day, minute: number, by: string, more: Partial<Event> = {}): void => {
    const late = !plain && r() < 0.03 && action !== '受理' ? between(r, 1, 5) : 0
    events.push({ action, day, minute, department: by, to: null, newDue: null, rating: null, entered: day + late, deleted: undefined, ...more })
  }

  // Reports come at any hour, also in the night that is still the day before in UTC.
  const minute = r() < 0.12 ? between(r, 5, 470) : between(r, 480, 1435)
  happen('受理', accepted, minute, platform)
  const withdrawn = !plain && r() < 0.02
  const assigned = minute > 1020 || !world.calendar.isWorkday(accepted) ? Math.min(accepted + 1, closed) : accepted
  const assignedAt = assigned === accepted ? Math.min(minute + between(r, 5, 90), 1437) : between(r, 510, 570)
  happen('分派', assigned, assignedAt, platform, { to: department })
  if (withdrawn) happen('撤回', Math.max(assigned, Math.min(accepted + 2, closed)), 1439, '反映人')
  else {
    happen('签收', assigned, assignedAt + 1, department)
    handle()
    finish(closed, false)
  }
  events.sort((a, b) => a.day - b.day || a.minute - b.minute)
  return { no, key, type, category, channel, reporter, unit, title, accepted, firstDue, events }

  function handle(): void {
    const allowed = workdaysAllowed[type]
    const street = `${unit.name}综治中心`
    if (takes >= 2 && r() < 0.06) happen('转办', assigned + 1, between(r, 600, 700), department, { to: pick(r, departments[type]) })
    else if (takes >= 3 && r() < 0.03) {
      happen('退回', assigned + 1, between(r, 600, 640), department)
      happen('分派', assigned + 1, between(r, 650, 700), platform, { to: department })
    }
    if (takes > allowed && r() < 0.35) happen('延期', firstDue - 1, between(r, 800, 900), department, { newDue: after(accepted, allowed + 5) })
    if (takes > 8) happen('督办', after(accepted, 8), between(r, 540, 600), street)
    if (takes > 24) happen('督办', after(accepted, 20), between(r, 540, 600), street)
    if (!plain && takes >= 3 && takes <= 8 && r() < 0.01) happen('督办', after(accepted, 1), 830, street, { deleted: after(accepted, 3) })
  }

  function finish(day: Day, again: boolean): void {
    const at = between(r, 720, 1060)
    happen('反馈', day, at, department)
    happen('办结', day, at + 4, department)
    const asked = r() < 0.87 ? after(day, between(r, 1, 4)) : undefined
    const unhappy = !again && !plain && r() < 0.03
    if (asked !== undefined) {
      happen('回访', asked, between(r, 560, 1000), `${unit.name}综治中心`, { rating: unhappy ? pick(r, ['不满意', '非常不满意']) : weighted(r, ratings) })
    }
    if (asked === undefined || !unhappy) return happen('归档', after(asked ?? day, 8), 1000, platform)
    const reopened = after(asked, between(r, 1, 12))
    happen('重办', reopened, between(r, 540, 600), platform, { to: department, newDue: after(reopened, 5) })
    happen('签收', reopened, 610, department)
    finish(after(reopened, between(r, 2, 7)), true)
  }
}
