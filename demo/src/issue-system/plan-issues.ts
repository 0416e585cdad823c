import { begin, type Day, digitsOf } from '../days.js'
import type { Unit } from '../places.js'
import { between, pick, type Random, random, weighted } from '../random.js'
import { dailyShare, growing } from '../share.js'
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

/** Grass-roots matters that workers of the zone reported and that were closed in a year. 2024 is the published figure: 40余. */
export const handledForWorkers = growing({ 2023: 27, 2024: 43, 2025: 54 }, 0.12)

const fields = {
  基层治理: [['楼道杂物堆放', 30], ['街道卫生死角', 34], ['消防安全隐患', 22], ['其他', 14]],
  生活诉求: [['其他', 1]],
  权益保障: [['其他', 1]],
} as const
type Type = keyof typeof fields

const titles: Readonly<Record<string, readonly string[]>> = {
  楼道杂物堆放: ['楼道堆放旧家具', '楼梯间停放电动车', '公共走廊堆放纸箱'], 街道卫生死角: ['路口垃圾未清运', '背街积水有异味', '绿化带杂物未清'],
  消防安全隐患: ['消防通道被占用', '灭火器过期', '飞线充电'], 基层治理: ['路灯不亮', '井盖松动', '占道经营'],
  生活诉求: ['希望增设快递车停放点', '希望延长驿站开放时间', '咨询子女入学', '希望增设充电桩', '水压不足'], 权益保障: ['咨询工伤参保', '反映超时派单', '反映押金未退'],
}
const workdaysAllowed: Readonly<Record<Type, number>> = { 基层治理: 5, 生活诉求: 7, 权益保障: 10 }
const departments: Readonly<Record<Type, readonly string[]>> = {
  基层治理: ['城市管理和综合执法局', '应急管理局', '市政管理中心'], 生活诉求: ['市场监督管理局', '公安交警大队', '教育局', '水务局'], 权益保障: ['人力资源和社会保障局', '总工会'],
}

interface Draft {
  readonly no: string
  readonly key: number
  readonly r: Random
  readonly type: Type
  readonly channel: string
  readonly reporter: string
  readonly unit: Unit
  readonly accepted: Day
  /** Working days until it is closed. */
  readonly takes: number
  /** Neither withdrawn nor reopened nor delayed in the books. */
  readonly plain: boolean
}

/** Every issue, by the day that brings it: the day it is accepted or, for what workers report and see handled, the day it is closed. */
export function planIssues(world: World): (day: Day) => Issue[] {
  const { seed, calendar, places: { jiangmen, zone } } = world
  const rhythm = (what: string) => (day: Day): number =>
    (calendar.isWorkday(day) ? 1 : 0.45) * (calendar.isTyphoon(day - 1) ? 3 : 1) * (0.6 + 0.8 * random(seed, what, day)())
  const inJiangmen = dailyShare(growing({ 2024: 1560 }, 0.07), rhythm('issues of Jiangmen'))
  const inZone = dailyShare(growing({ 2024: 640 }, 0.1), rhythm('issues of the zone'))
  const forWorkers = dailyShare(handledForWorkers, day => (calendar.isWorkday(day) && !calendar.isTyphoon(day) ? 0.4 + random(seed, 'for workers', day)() : 0))
  const ordinary = (day: Day, n: number, units: readonly Unit[], reporters: readonly (readonly [string, number])[]): Issue => {
    const r = random(seed, 'issue', day, n)
    const reporter = weighted(r, reporters)
    // What workers report about the neighbourhood is planned below, by the day it is closed.
    const type = weighted(r, reporter === '新就业群体' ? [['基层治理', 0], ['生活诉求', 55], ['权益保障', 45]] as const : [['基层治理', 52], ['生活诉求', 43], ['权益保障', 5]] as const)
    const channel = weighted(r, [['积分家园小程序', 58], ['心愿墙', 10], ['诉求箱', 12], ['恳谈会', 8], ['其他', 12]] as const)
    return live(world, { no: issueNo(day, n), key: keyOf(day, n), r, type, channel, reporter, unit: pick(r, units), accepted: day, takes: drawWorkdays(r, day), plain: false })
  }
  const handled = (day: Day, n: number): Issue => {
    const r = random(seed, 'issue of a worker', day, n)
    const takes = weighted(r, [[1, 2], [2, 4], [3, 4], [4, 3], [5, 2], [7, 1]] as const)
    let accepted = day
    for (let left = takes; left > 0;) if (calendar.isWorkday(--accepted)) left--
    const channel = weighted(r, [['积分家园小程序', 82], ['诉求箱', 12], ['恳谈会', 6]] as const)
    const key = keyOf(day, 900 + n)
    return live(world, { no: `${issueNo(accepted, 900)}-${digitsOf(day).slice(4)}${n}`, key, r, type: '基层治理', channel, reporter: '新就业群体', unit: pick(r, zone.village), accepted, takes, plain: true })
  }
  const zoneUnits = [...zone.village, ...zone.town]
  const jiangmenUnits = [...jiangmen.village, ...jiangmen.town.flatMap(town => Array.from({ length: 5 }, () => town))]
  return day => [
    ...Array.from({ length: inZone(day) }, (_, n) => ordinary(day, n, zoneUnits, [['新就业群体', 30], ['居民', 58], ['其他', 12]])),
    ...Array.from({ length: inJiangmen(day) }, (_, n) => ordinary(day, 100 + n, jiangmenUnits, [['新就业群体', 3], ['居民', 85], ['其他', 12]])),
    ...Array.from({ length: forWorkers(day) }, (_, n) => handled(day, n)).filter(issue => issue.accepted >= begin),
  ]
}

const issueNo = (day: Day, n: number): string => `SQ${digitsOf(day)}-${String(n).padStart(3, '0')}`
const keyOf = (day: Day, n: number): number => day * 1000 + n

// Most are done within the week; a few drag on for months. The share of late ones falls over the years.
function drawWorkdays(r: Random, day: Day): number {
  const late = Math.max(0.03, 0.1 - (day - begin) * 0.00005)
  const luck = r()
  if (luck < late * 0.15) return between(r, 25, 75)
  return luck < late ? between(r, 8, 20) : between(r, 1, 5)
}

function live({ calendar }: World, draft: Draft): Issue {
  const { r, type, accepted, takes, plain, unit } = draft
  const category = weighted(r, fields[type] as readonly (readonly [string, number])[])
  const title = pick(r, titles[category] ?? titles[type] ?? [])
  const firstDue = calendar.afterWorkdays(accepted, workdaysAllowed[type])
  const closed = calendar.afterWorkdays(accepted, takes)
  const department = pick(r, departments[type])
  const street = `${unit.name}综治中心`
  const events: Event[] = []
  const happen = (action: string, day: Day, minute: number, more: Partial<Event> = {}): void => {
    const late = !plain && r() < 0.03 && action !== '受理' ? between(r, 1, 5) : 0
    events.push({ action, day, minute, department: street, to: null, newDue: null, rating: null, entered: day + late, deleted: undefined, ...more })
  }
  // Reports come at any hour, also in the night that is still the day before in UTC.
  const minute = r() < 0.12 ? between(r, 5, 470) : between(r, 480, 1435)
  happen('受理', accepted, minute, { department: '积分家园平台' })
  const withdrawn = !plain && r() < 0.02
  const assigned = minute > 1020 || !calendar.isWorkday(accepted) ? Math.min(accepted + 1, closed) : accepted
  const assignedAt = assigned === accepted ? Math.min(minute + between(r, 5, 90), 1438) : between(r, 510, 570)
  happen('分派', assigned, assignedAt, { department: '积分家园平台', to: department })
  if (withdrawn) {
    happen('撤回', Math.max(assigned, Math.min(accepted + 2, closed)), 1439, { department: '反映人' })
    return done()
  }
  happen('签收', assigned, assignedAt + 1, { department })
  if (takes >= 2 && r() < 0.06) happen('转办', assigned + 1, between(r, 600, 700), { department, to: pick(r, departments[type]) })
  else if (takes >= 3 && r() < 0.03) {
    happen('退回', assigned + 1, between(r, 600, 640), { department })
    happen('分派', assigned + 1, between(r, 650, 700), { department: '积分家园平台', to: department })
  }
  if (takes > workdaysAllowed[type] && r() < 0.35) {
    happen('延期', calendar.afterWorkdays(accepted, workdaysAllowed[type]) - 1, between(r, 800, 900), { department, newDue: calendar.afterWorkdays(accepted, workdaysAllowed[type] + 5) })
  }
  if (takes > 8) {
    happen('督办', calendar.afterWorkdays(accepted, 8), between(r, 540, 600))
    if (takes > 24) happen('督办', calendar.afterWorkdays(accepted, 20), between(r, 540, 600))
  } else if (!plain && takes >= 3 && r() < 0.01) happen('督办', calendar.afterWorkdays(accepted, 1), 830, { deleted: calendar.afterWorkdays(accepted, 3) })
  finish(closed, false)
  return done()

  function finish(day: Day, again: boolean): void {
    const at = between(r, 720, 1060)
    happen('反馈', day, at, { department })
    happen('办结', day, at + 4, { department })
    const followed = r() < 0.87 ? calendar.afterWorkdays(day, between(r, 1, 4)) : undefined
    const unhappy = !again && !plain && r() < 0.03
    if (followed !== undefined) {
      const rating = unhappy ? pick(r, ['不满意', '非常不满意']) : weighted(r, [['非常满意', 38], ['满意', 34], ['基本满意', 11], ['不满意', 3], ['非常不满意', 1], ['未评价', 13]] as const)
      happen('回访', followed, between(r, 560, 1000), { rating })
    }
    if (unhappy && followed !== undefined) {
      const reopened = calendar.afterWorkdays(followed, between(r, 1, 12))
      happen('重办', reopened, between(r, 540, 600), { department: '积分家园平台', to: department, newDue: calendar.afterWorkdays(reopened, 5) })
      happen('签收', reopened, 610, { department })
      finish(calendar.afterWorkdays(reopened, between(r, 2, 7)), true)
    } else {
      happen('归档', calendar.afterWorkdays(followed ?? day, 8), 1000, { department: '积分家园平台' })
    }
  }

  function done(): Issue {
    const { no, key, channel, reporter } = draft
    events.sort((a, b) => a.day - b.day || a.minute - b.minute)
    return { no, key, type, category, channel, reporter, unit, title, accepted, firstDue, events }
  }
}
