import { type Day, dayIn, type Month } from '../days.js'
import type { Unit } from '../places.js'
import { between, pick, type Random, random, spread, weighted } from '../random.js'
import type { World } from '../system.js'
import { deadline } from './deadline.js'

/** What a town's clerk reports of a month. */
export interface ReturnLine {
  readonly town: Unit
  readonly handedIn: Day
  readonly visitsByCadres: number
  readonly visitsByGridWorkers: number
  readonly visitsByVolunteers: number
  readonly meetings: number
  readonly decisions: number
  readonly remark: string
}

/** A town's line of a month; undefined when it never hands one in. */
export function lineOf({ seed, calendar }: World, town: Unit, month: Month): ReturnLine | undefined {
  if (town.code === '440785107' && month === 2026 * 12 + 9) return undefined // 那吉镇 forgets October 2026
  const r = random(seed, 'return', town.code, month)
  const visits = visitsOf(random(seed, 'size of a town', town.code), r, month)
  const visitsByCadres = Math.round(visits * (0.34 + 0.14 * r()))
  const visitsByGridWorkers = Math.round((visits - visitsByCadres) * (0.62 + 0.2 * r()))
  const meetings = weighted(r, [[0, 6], [1, 16], [2, 28], [3, 25], [4, 14], [5, 7], [6, 4]] as const)
  const decided = Array.from({ length: meetings }, () => weighted<number>(r, [[0, 14], [1, 46], [2, 28], [3, 12]]))
  return {
    town, handedIn: handedIn(r, deadline(calendar, month), month, calendar.isWorkday), visitsByCadres, visitsByGridWorkers,
    visitsByVolunteers: visits - visitsByCadres - visitsByGridWorkers, meetings, decisions: decided.reduce((a, b) => a + b, 0), remark: remarkOf(r, month),
  }
}

// Large towns visit many households, most towns few. The New Year brings visits, its holidays in February none.
function visitsOf(size: Random, r: Random, month: Month): number {
  const usual = 34 + 190 * size() ** 3
  const season = [1.15, 0.8, 1, 1, 1, 1.05, 1.05, 1, 1, 1, 1, 1.1][month % 12] ?? 1
  return Math.min(260, Math.max(30, Math.round(usual * season * spread(r, 0.4))))
}

// Most clerks write on one of the last days. Of twenty lines one is some days late; of a hundred one is so late that somebody had to ask for it.
function handedIn(r: Random, due: Day, month: Month, isWorkday: (day: Day) => boolean): Day {
  const luck = r()
  if (luck >= 0.99) return due + between(r, 7, 8)
  if (luck >= 0.94) return due + between(r, 1, 6)
  let day = Math.max(dayIn(month + 1, 1), due - Math.floor(r() * r() * 6))
  while (!isWorkday(day)) day++
  return day
}

function remarkOf(r: Random, month: Month): string {
  if (r() > 0.12) return ''
  if (month % 12 < 2) return '含春节走访慰问'
  if (month % 12 >= 6 && month % 12 <= 8) return pick(r, ['含防汛防风入户排查', '含台风前转移群众入户', '含高温走访独居老人'])
  return pick(r, ['含独居老人走访', '含矛盾纠纷排查入户', '部分村数据由村委汇总', '含反诈宣传入户'])
}
