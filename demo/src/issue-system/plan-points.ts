import { type Day, dayIn, type Month, yearOf } from '../days.js'
import type { Unit } from '../places.js'
import { between, pick, type Random, random, spread, weighted } from '../random.js'
import { firstRoster, type Worker, type Workforce } from '../workforce.js'
import type { Moment, ReportIn } from './plan-report-ins.js'
import type { Session } from './plan-training.js'
import type { VolunteerEvent } from './plan-volunteer-events.js'

/** An entry of a points account. */
export interface Entry {
  readonly account: string
  readonly area: Unit
  readonly action: string
  readonly points: number
  readonly goods: string | null
  readonly at: Moment
}

/** What points are given for. */
export interface Occasions {
  readonly seed: number
  readonly workforce: (month: Month) => Workforce
  readonly reports: (month: Month) => readonly ReportIn[]
  readonly events: (month: Month) => readonly VolunteerEvent[]
  readonly sessions: (year: number) => readonly Session[]
}

const earned = { 报到: 20, 志愿服务: 30, 反映问题: 10, 参加培训: 15, 公益活动: 50 } as const
const shelf = [['毛巾', 30, 20], ['雨衣', 50, 16], ['保温杯', 60, 20], ['洗车券', 80, 12], ['话费券', 100, 18], ['药箱', 120, 8], ['头盔', 200, 10]] as const
const cheapest = 30

/** The entries of a month, in the order of their times. A month follows from those before it: nobody spends what he has not earned. */
export function planPoints(occasions: Occasions): (month: Month) => readonly Entry[] {
  const months: State[] = []
  return month => {
    while (months.length <= month - firstRoster) months.push(next(occasions, firstRoster + months.length, months.at(-1)?.accounts ?? []))
    return months[month - firstRoster]?.entries ?? []
  }
}

interface State {
  readonly accounts: readonly Account[]
  readonly entries: readonly Entry[]
}

interface Account {
  readonly no: string
  readonly worker: Worker
  readonly area: Unit
  readonly opened: Moment
  readonly balance: number
}

function next(occasions: Occasions, month: Month, before: readonly Account[]): State {
  const { seed } = occasions
  const reports = byWorker(occasions.reports(month))
  const known = new Set(before.map(account => account.worker))
  const opened = [...reports].filter(([worker]) => !known.has(worker)).map(([worker, [first]], i): Account => {
    if (!first) throw new Error('An account needs a report-in.')
    return { no: `JF${String(before.length + i + 1).padStart(5, '0')}`, worker, area: first.community, opened: first.at, balance: 0 }
  })
  const { listed, left } = occasions.workforce(month)
  const here = new Set(listed)
  const all = [...before, ...opened].map(account => {
    const until = left.get(account.worker) ?? (here.has(account.worker) ? Infinity : -Infinity)
    return { ...account, days: activeDays(month, account, reports.get(account.worker) ?? [], until) }
  })
  const taken = whoTookPart(occasions, month, all)
  const books = all.map(account => {
    const r = random(seed, 'points', account.no, month)
    const wishes = [...giveOf(r, account, month, taken.get(account) ?? []), ...wantOf(r, account, month)]
    return keepBook(r, account, wishes, expiryOf(month, reports.get(account.worker) ?? []))
  })
  const accounts = all.map(({ no, worker, area, opened: at }, i) => ({ no, worker, area, opened: at, balance: books[i]?.balance ?? 0 }))
  // Stable: entries of one account in one minute stay in their order.
  return { accounts, entries: books.flatMap(book => book.entries).sort(inTime) }
}

const inTime = (a: { at: Moment }, b: { at: Moment }): number => a.at.day - b.at.day || a.at.minute - b.at.minute

function byWorker(reports: readonly ReportIn[]): ReadonlyMap<Worker, readonly ReportIn[]> {
  const found = new Map<Worker, ReportIn[]>()
  for (const report of reports) found.set(report.worker, [...(found.get(report.worker) ?? []), report])
  return found
}

// From the day after the report-in on, until it is cancelled or the worker is gone.
function activeDays(month: Month, { opened }: Account, reports: readonly ReportIn[], until: Day): Day[] {
  const days = Array.from({ length: dayIn(month + 1, 1) - dayIn(month, 1) }, (_, i) => dayIn(month, 1) + i)
  return days.filter(day => day > opened.day && day < until && reports.some(({ at, cancelled }) => at.day < day && day < (cancelled?.day ?? Infinity)))
}

type Active = Account & { readonly days: readonly Day[] }

/** Points to be given, or with 积分兑换 the wish to spend some. */
interface Wish {
  readonly action: string
  readonly points: number
  readonly at: Moment
}

// Of those who come to an event or a session, some have an account: never more than came.
function whoTookPart({ seed, events, sessions }: Occasions, month: Month, accounts: readonly Active[]): Map<Active, Wish[]> {
  const taken = new Map<Active, Wish[]>()
  const give = (no: string, day: Day, action: keyof typeof earned, count: number, minute: number): void => {
    const lots = accounts.filter(account => account.days.includes(day)).map(account => ({ account, lot: random(seed, no, account.no)() / keenness(seed, account) }))
    for (const { account } of lots.sort((a, b) => a.lot - b.lot).slice(0, count)) {
      const mine = taken.get(account) ?? []
      // Nobody is at two places in a day.
      if (!mine.some(wish => wish.at.day === day)) mine.push({ action, points: earned[action], at: { day, minute } })
      taken.set(account, mine)
    }
  }
  for (const { no, day, people } of events(month)) give(no, day, '志愿服务', Math.round(people * (0.12 + 0.2 * random(seed, 'with an account', no)())), 1080)
  for (const { no, day, attendees, reported } of sessions(yearOf(dayIn(month, 1)))) {
    if (reported === undefined || day < dayIn(month, 1) || day > dayIn(month + 1, 0)) continue
    give(no, day, '参加培训', Math.round(attendees * (0.3 + 0.3 * random(seed, 'with an account', no)())), 1275)
  }
  return taken
}

const keenness = (seed: number, { no }: Account): number => spread(random(seed, 'keen', no), 1.1)

// In 2024 the zone advertised it.
const isCampaign = (month: Month): boolean => Math.floor(month / 12) === 2024

// People are busy with it in the first months, less so later.
function giveOf(r: Random, account: Active, month: Month, taken: readonly Wish[]): Wish[] {
  const welcome = account.opened.day >= dayIn(month, 1) ? [{ action: '报到', points: earned.报到, at: account.opened }] : []
  if (account.days.length === 0) return welcome
  const months = (dayIn(month, 15) - account.opened.day) / 30
  const rate = (0.22 + 2.5 * Math.exp(-Math.max(0, months) / 5.5)) * spread(r, 1.2) * Math.min(1, account.days.length / 28)
  const own = Array.from({ length: Math.floor(rate * (isCampaign(month) ? 1.35 : 0.95) + r()) }, (): Wish => {
    const action = weighted(r, [['反映问题', 74], ['公益活动', 26]] as const)
    return { action, points: earned[action], at: { day: pick(r, account.days), minute: between(r, 450, 1320) } }
  })
  return [...welcome, ...taken, ...own]
}

// Before the Spring Festival more people go to the shop.
function wantOf(r: Random, account: Active, month: Month): Wish[] {
  if (account.days.length === 0) return []
  const chance = (month % 12 === 0 ? 2 : 1) * (isCampaign(month) ? 0.28 : 0.14)
  const times = r() < chance ? between(r, 1, 2) : 0
  return Array.from({ length: times }, () => ({ action: '积分兑换', points: 0, at: { day: pick(r, account.days), minute: between(r, 570, 1200) } }))
}

// Balances of accounts whose last report-in was cancelled over a year ago run out on the last day of the year.
function expiryOf(month: Month, reports: readonly ReportIn[]): Moment | undefined {
  if (month % 12 !== 11 || reports.some(({ cancelled }) => cancelled === undefined || cancelled.day >= dayIn(month - 11, 0))) return undefined
  return { day: dayIn(month + 1, 0), minute: 1435 }
}

// Goes through a month of an account. What was given by mistake is taken back in the morning after; until then it cannot be spent.
function keepBook(r: Random, account: Account, wishes: readonly Wish[], expires: Moment | undefined): { balance: number; entries: Entry[] } {
  const { no, area } = account
  const entries: Entry[] = []
  let balance = account.balance
  let held = 0
  const enter = (action: string, points: number, at: Moment, goods: string | null = null): void => {
    balance += points
    entries.push({ account: no, area, action, points, goods, at })
  }
  const pending = [...wishes, ...(expires ? [{ action: '过期清零', points: 0, at: expires }] : [])].sort(inTime)
  for (let wish = pending.shift(); wish !== undefined; wish = pending.shift()) {
    const { action, points, at } = wish
    if (action === '冲正') {
      enter(action, points, at)
      held += points
    } else if (action === '过期清零') {
      if (balance > 0) enter(action, -balance, at)
    } else if (action === '积分兑换') {
      const can = balance - held
      if (can < cheapest) continue
      const [goods, price] = weighted(r, shelf.filter(([, cost]) => cost <= can).map(([name, cost, share]) => [[name, cost] as const, share] as const))
      enter(action, -price, at, goods)
    } else {
      enter(action, points, at)
      const isMistake = (action === '公益活动' || action === '反映问题') && r() < 0.012
      if (!isMistake || isLastOfMonth(at.day)) continue
      held += points
      pending.push({ action: '冲正', points: -points, at: { day: at.day + 1, minute: between(r, 510, 600) } })
      pending.sort(inTime)
    }
  }
  return { balance, entries }
}

const isLastOfMonth = (day: Day): boolean => new Date((day + 1) * 86_400_000).getUTCDate() === 1
