/** A schedule as cron writes it, understood: which minutes, hours, days, months and weekdays. */
export interface Cron {
  readonly minutes: ReadonlySet<number>
  readonly hours: ReadonlySet<number>
  readonly days: ReadonlySet<number>
  readonly months: ReadonlySet<number>
  readonly weekdays: ReadonlySet<number>
  /** Day and weekday are both restricted: then either will do, as in every cron. */
  readonly isEitherDay: boolean
}

const right = 'five fields for minute, hour, day, month and weekday, like 0 2 * * *'

/** Reads `0 2 * * *`, with lists, ranges and steps. Throws what would be right. */
export function parseCron(text: string): Cron {
  const [minute, hour, day, month, weekday, ...rest] = text.trim().split(/\s+/)
  if (!minute || !hour || !day || !month || !weekday || rest.length > 0) throw new Error(right)
  const weekdays = field(weekday, 0, 7)
  if (weekdays.has(7)) weekdays.add(0)
  return {
    minutes: field(minute, 0, 59), hours: field(hour, 0, 23), days: field(day, 1, 31), months: field(month, 1, 12), weekdays,
    isEitherDay: !day.startsWith('*') && !weekday.startsWith('*'),
  }
}

function field(text: string, least: number, most: number): Set<number> {
  const numbers = new Set<number>()
  for (const part of text.split(',')) {
    const { from, to, step } = /^(?:\*|(?<from>\d{1,2})(?:-(?<to>\d{1,2}))?)(?:\/(?<step>\d{1,2}))?$/.exec(part)?.groups ?? {}
    const first = Number(from ?? least)
    const last = Number(to ?? (from === undefined || step !== undefined ? most : from))
    if (!part || first < least || last > most || first > last || Number(step ?? 1) < 1 || !/^[\d*]/.test(part) || Number.isNaN(first)) throw new Error(`${right}; “${part}” is not from ${least} to ${most}`)
    for (let n = first; n <= last; n += Number(step ?? 1)) numbers.add(n)
  }
  return numbers
}

// Asia/Shanghai keeps +08:00 all year since 1992, so its wall clock is plain arithmetic.
const offset = 8 * 3600_000
const minute = 60_000

/** The instants of a schedule after `after` up to and including `until`, in Asia/Shanghai, oldest first, as ISO texts. */
export function ticks(cron: Cron, after: Date, until: Date, most = 1000): string[] {
  const found: string[] = []
  let wall = Math.floor((after.getTime() + offset) / minute) * minute + minute
  while (wall - offset <= until.getTime() && found.length < most) {
    const at = new Date(wall)
    if (!isDay(cron, at)) wall = Math.floor(wall / 86_400_000) * 86_400_000 + 86_400_000
    else if (!cron.hours.has(at.getUTCHours())) wall = Math.floor(wall / 3600_000) * 3600_000 + 3600_000
    else {
      if (cron.minutes.has(at.getUTCMinutes())) found.push(new Date(wall - offset).toISOString())
      wall += minute
    }
  }
  return found
}

function isDay(cron: Cron, at: Date): boolean {
  const day = cron.days.has(at.getUTCDate())
  const weekday = cron.weekdays.has(at.getUTCDay())
  return cron.months.has(at.getUTCMonth() + 1) && (cron.isEitherDay ? day || weekday : day && weekday)
}

const year = 366 * 86_400_000

/** The first instant after `after`; undefined for a date that never comes, like 30 February. */
export const nextTick = (cron: Cron, after: Date): string | undefined => ticks(cron, after, new Date(after.getTime() + 5 * year), 1)[0]

/** The last instant up to and including `until`; undefined when there was none for five years. */
export function lastTick(cron: Cron, until: Date): string | undefined {
  for (const days of [1.5, 8, 32, 370, 5 * 366]) {
    const last = ticks(cron, new Date(until.getTime() - days * 86_400_000), until, 100_000).at(-1)
    if (last !== undefined) return last
  }
  return undefined
}
