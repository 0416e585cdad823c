import { begin, type Day, digitsOf } from '../days.js'
import type { Unit } from '../places.js'
import { between, pick, type Random, random, weighted } from '../random.js'
import { dailyShare, growing } from '../share.js'
import type { World } from '../system.js'
import { type Issue, live } from './life.js'

/** Grass-roots matters that workers of the zone reported and that were closed in a year. 2024 is the published figure: 40余. */
export const handledForWorkers = growing({ 2023: 27, 2024: 43, 2025: 54 }, 0.12)

const ofWorkers = [['生活诉求', 55], ['权益保障', 45]] as const
const ofOthers = [['基层治理', 52], ['生活诉求', 43], ['权益保障', 5]] as const
const channels = [['积分家园小程序', 58], ['心愿墙', 10], ['诉求箱', 12], ['恳谈会', 8], ['其他', 12]] as const

/**
 * Every issue, by the day that brings it: the day it is accepted or, for grass-roots matters that workers report, the day it is closed,
 * since the figure that must come out is of those closed in a year.
 */
export function planIssues(world: World): (day: Day) => Issue[] {
  const { seed, calendar, places: { jiangmen, zone } } = world
  const rhythm = (what: string) => (day: Day): number =>
    (calendar.isWorkday(day) ? 1 : 0.45) * (calendar.isTyphoon(day - 1) ? 3 : 1) * (0.6 + 0.8 * random(seed, what, day)())
  const inJiangmen = dailyShare(growing({ 2024: 1560 }, 0.07), rhythm('issues of Jiangmen'))
  const inZone = dailyShare(growing({ 2024: 640 }, 0.1), rhythm('issues of the zone'))
  const isQuiet = (day: Day): boolean => !calendar.isWorkday(day) || calendar.isTyphoon(day)
  const forWorkers = dailyShare(handledForWorkers, day => (isQuiet(day) ? 0 : 0.4 + random(seed, 'for workers', day)()))

  const ordinary = (day: Day, n: number, units: readonly Unit[], reporters: readonly (readonly [string, number])[]): Issue => {
    const r = random(seed, 'issue', day, n)
    const reporter = weighted(r, reporters)
    const type = weighted<'基层治理' | '生活诉求' | '权益保障'>(r, reporter === '新就业群体' ? ofWorkers : ofOthers)
    const channel = weighted(r, channels)
    const [unit, takes] = [pick(r, units), drawWorkdays(r, day)]
    return live(world, { no: issueNo(day, n), key: keyOf(day, n), r, type, channel, reporter, unit, accepted: day, takes, plain: false })
  }

  const handled = (day: Day, n: number): Issue => {
    const r = random(seed, 'issue of a worker', day, n)
    const takes = weighted(r, [[1, 2], [2, 4], [3, 4], [4, 3], [5, 2], [7, 1]] as const)
    let accepted = day
    for (let left = takes; left > 0;) if (calendar.isWorkday(--accepted)) left--
    const channel = weighted(r, [['积分家园小程序', 82], ['诉求箱', 12], ['恳谈会', 6]] as const)
    // Two of them may be accepted on one day but closed on different ones.
    const no = `${issueNo(accepted, 900)}-${digitsOf(day).slice(4)}${n}`
    const unit = pick(r, zone.village)
    return live(world, { no, key: keyOf(day, 900 + n), r, type: '基层治理', channel, reporter: '新就业群体', unit, accepted, takes, plain: true })
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
