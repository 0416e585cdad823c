import { lastTick, nextTick, parseCron } from './cron.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** The last day a run at `fireAt` counts: the day before it, in Asia/Shanghai. */
export const businessDayOf = (fireAt: string): string => new Date(Date.parse(fireAt) + 8 * hour - day).toISOString().slice(0, 10)

// A night's run is expected to be published four hours after its time: at six, before the office opens.
const grace = 4 * hour

/** When the figures of a run are promised. */
export const promiseOf = (fireAt: string): string => new Date(Date.parse(fireAt) + grace).toISOString()

/** The first promise that figures ending on `businessOn` have broken; null while they keep all. */
export function missedPromise(schedule: string, businessOn: string, now = new Date()): string | null {
  // The first run that counts a later day is the first one two days on.
  const tick = nextTick(parseCron(schedule), new Date(Date.parse(`${businessOn}T00:00:00+08:00`) + 2 * day - minute))
  const promise = tick === undefined ? undefined : promiseOf(tick)
  return promise !== undefined && Date.parse(promise) <= now.getTime() ? promise : null
}

/** Whether figures that end on `businessOn` are older than the schedule promises. */
export const isLate = (schedule: string, businessOn: string, now = new Date()): boolean => missedPromise(schedule, businessOn, now) !== null

/** When the next run is due. */
export const nextRunAt = (schedule: string, now = new Date()): string | null => nextTick(parseCron(schedule), now) ?? null

/** The last runs by now: the one that has begun or should have, and the one whose promise has fallen due. */
export function lastRuns(schedule: string, now: Date): { begun: string | undefined; promised: string | undefined } {
  const cron = parseCron(schedule)
  return { begun: lastTick(cron, now), promised: lastTick(cron, new Date(now.getTime() - grace)) }
}

/** Whole minutes a run is published, or still is not, after its promise; 0 when it kept it. */
export const minutesLate = (fireAt: string, finishedAt: string | null, now = new Date()): number =>
  Math.max(0, Math.floor(((finishedAt === null ? now.getTime() : Date.parse(finishedAt)) - Date.parse(promiseOf(fireAt))) / minute))
