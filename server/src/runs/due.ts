import { lastTick, nextTick, parseCron } from './cron.js'

const hour = 3600_000

/** The last day a run at `fireAt` counts: the day before it, in Asia/Shanghai. */
export const businessDayOf = (fireAt: string): string => new Date(Date.parse(fireAt) + 8 * hour - 24 * hour).toISOString().slice(0, 10)

// A night's run is expected to be published four hours after its time: at six, before the office opens.
const grace = 4 * hour

/** Whether figures that end on `businessOn` are older than the schedule promises. */
export function isLate(schedule: string, businessOn: string, now = new Date()): boolean {
  const due = lastTick(parseCron(schedule), new Date(now.getTime() - grace))
  return due !== undefined && businessOn < businessDayOf(due)
}

/** When figures newer than those that end on `businessOn` were or are to be there. */
export function promisedAt(schedule: string, businessOn: string): string | null {
  // The first run that counts the day after: one that fires after that day has ended in Asia/Shanghai.
  const ended = Date.parse(`${businessOn}T00:00:00+08:00`) + 2 * 24 * hour
  const due = nextTick(parseCron(schedule), new Date(ended - 1))
  return due === undefined ? null : new Date(Date.parse(due) + grace).toISOString()
}

/** When the next run is due. */
export const nextRunAt = (schedule: string, now = new Date()): string | null => nextTick(parseCron(schedule), now) ?? null
