import { type Day, dayIn, digitsOf, type Month } from '../days.js'
import type { Unit } from '../places.js'
import { between, pick, type Random, random } from '../random.js'
import type { World } from '../system.js'
import { firstRoster, streetsIn, type Worker, type Workforce } from '../workforce.js'

/** A minute of a day. */
export interface Moment {
  readonly day: Day
  readonly minute: number
}

/** A worker's report-in (报到) to a community. */
export interface ReportIn {
  readonly no: string
  readonly worker: Worker
  readonly community: Unit
  readonly showsMembership: boolean
  readonly at: Moment
  /** When it was cancelled, as far as that is settled by the month asked for; it may lie after it. */
  readonly cancelled: Moment | undefined
}

const goldenMonth: Month = 2024 * 12 + 11
// People reported in at the end of the first month, of 2023 and of 2024, and how many come on top each month after.
// 152 is the published figure, at the end of 2024; some 25 of them show that they are members.
const people = [14, 60, 152, 5] as const
const showing = [2, 9, 25, 1] as const

/** Every report-in up to a month's end. Like the workforce, a month follows from those before it. */
export function planReportIns(world: World, workforce: (month: Month) => Workforce): (month: Month) => readonly ReportIn[] {
  const months: State[] = []
  return month => {
    while (months.length <= month - firstRoster) {
      const at = firstRoster + months.length
      months.push(next(world, at, workforce(at), months.at(-1) ?? { reports: [], returning: new Map() }))
    }
    return months[month - firstRoster]?.reports ?? []
  }
}

interface State {
  readonly reports: readonly ReportIn[]
  /** Who cancelled but will report again, and from which month on. */
  readonly returning: ReadonlyMap<Worker, Month>
}

type Draft = Omit<ReportIn, 'no'>

function next(world: World, month: Month, work: Workforce, before: State): State {
  const { seed } = world
  const [start, end] = [dayIn(month, 1), dayIn(month + 1, 0)]
  const returning = new Map(before.returning)
  const reports = cancel(seed, month, work, before.reports, returning)
  const standing = new Map(reports.filter(r => r.cancelled === undefined || r.cancelled.day > end).map(r => [r.worker, r] as const))
  const free = work.listed.filter(worker => !standing.has(worker))
  const need = valueAt(people, month) - standing.size

  const back = free.filter(worker => (returning.get(worker) ?? Infinity) <= month).slice(0, Math.max(0, need))
  for (const worker of back) returning.delete(worker)
  const hadShown = (worker: Worker): boolean => reports.some(r => r.worker === worker && r.showsMembership)
  const shown = [...standing.values()].filter(r => r.showsMembership).length + back.filter(hadShown).length
  const others = free.filter(worker => !back.includes(worker))
  const members = draw(seed, month, others.filter(w => work.members.has(w)), Math.min(need - back.length, valueAt(showing, month) - shown))
  const plain = draw(seed, month, others.filter(w => !work.members.has(w)), need - back.length - members.length)

  const report = (worker: Worker, showsMembership: boolean, second: boolean): Draft => {
    const r = random(seed, second ? 'reports a second time' : 'reports in', worker.no, month)
    const day = between(r, Math.max(start, worker.joined, work.members.get(worker)?.found ?? start), end)
    return { worker, community: communityOf(world, worker, month, r, second), showsMembership, at: { day, minute: between(r, 480, 1320) }, cancelled: undefined }
  }
  const listed = new Set(work.listed)
  const twice = [...standing.values()].filter(({ worker, cancelled }) =>
    cancelled === undefined && listed.has(worker) && reports.filter(r => r.worker === worker && r.cancelled === undefined).length === 1
    && random(seed, 'second community', worker.no, month)() < (worker.otherStreet ? 0.03 : 0.003))
  const drafts = [
    ...back.map(worker => report(worker, hadShown(worker), false)),
    ...members.map(worker => report(worker, true, false)),
    ...plain.map(worker => report(worker, false, false)),
    ...twice.map(({ worker, showsMembership }) => report(worker, showsMembership, true)),
  ]
  return { reports: [...reports, ...numbered(drafts)], returning }
}

// Half of those who left the rosters cancel some weeks later, the others forget to. A few who still work here cancel as well: they moved.
function cancel(seed: number, month: Month, work: Workforce, reports: readonly ReportIn[], returning: Map<Worker, Month>): ReportIn[] {
  const cancels = new Map<Worker, Moment>()
  for (const worker of new Set(reports.filter(r => r.cancelled === undefined).map(r => r.worker))) {
    const r = random(seed, 'cancels', worker.no, month)
    const left = work.left.get(worker)
    const minute = between(r, 540, 1080)
    if (left !== undefined) {
      if (r() < 0.5) cancels.set(worker, { day: left + between(r, 14, 45), minute })
    } else if (r() < 0.006) {
      cancels.set(worker, { day: between(r, dayIn(month, 1), dayIn(month + 1, 0)), minute })
      if (r() < 0.7) returning.set(worker, month + between(r, 1, 2))
    }
  }
  return reports.map(r => (r.cancelled === undefined && cancels.has(r.worker) ? { ...r, cancelled: cancels.get(r.worker) } : r))
}

// A community of the street he works in; the second one in another street, if he works in two.
function communityOf({ places: { zone } }: World, worker: Worker, month: Month, r: Random, second: boolean): Unit {
  const streets = streetsIn(worker, month)
  const street = second ? streets.at(-1) : streets[0]
  return pick(r, zone.village.filter(unit => unit.code.startsWith(street?.code ?? worker.street.code)))
}

// Numbers count the reports of a day in the order of their times.
function numbered(drafts: readonly Draft[]): ReportIn[] {
  const inOrder = [...drafts].sort((a, b) => a.at.day - b.at.day || a.at.minute - b.at.minute || a.worker.no - b.worker.no)
  const counts = new Map<Day, number>()
  return inOrder.map(draft => {
    const n = (counts.get(draft.at.day) ?? 0) + 1
    counts.set(draft.at.day, n)
    return { ...draft, no: `BD${digitsOf(draft.at.day)}-${String(n).padStart(3, '0')}` }
  })
}

// The lowest by lot: the order of the list does not matter.
function draw(seed: number, month: Month, among: readonly Worker[], count: number): Worker[] {
  if (count <= 0) return []
  const lots = among.map(worker => ({ worker, at: random(seed, 'lot to report in', month, worker.no)() })).sort((a, b) => a.at - b.at)
  return lots.slice(0, count).map(({ worker }) => worker)
}

// Straight lines between the values, then a step a month.
function valueAt([first, before, golden, step]: readonly [number, number, number, number], month: Month): number {
  if (month >= goldenMonth) return golden + step * (month - goldenMonth)
  if (month >= goldenMonth - 12) return Math.round(before + ((golden - before) * (month - goldenMonth + 12)) / 12)
  return Math.round(first + ((before - first) * (month - firstRoster)) / 11)
}
