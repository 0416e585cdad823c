import type { Run, RunStep } from '../api.js'
import type { Words } from '../words/zh.js'
import { shortClock } from './instant.js'
import { number } from './number.js'

const hour = 3600_000
const day = 24 * hour

/** What a night is called: last night within a day of its begin, else by its date. Other runs are called by their job. */
export function nightName(run: Run, now: Date, w: Words): string {
  const clock = shortClock(run.fireAt, now) ?? ''
  if (run.job !== 'nightly') return w.nights.runOf(w.runs.jobs[run.job] ?? run.job, clock)
  return now.getTime() - Date.parse(run.fireAt) < day ? w.nights.lastNight : w.nights.nightOf(clock.slice(0, -6))
}

/** The finding about a run: whether its figures came, when, and how late. */
export function nightTitle(run: Run, now: Date, w: Words): string {
  const name = nightName(run, now, w)
  const { titles, minutes } = w.nights
  if (run.state === 'cancelled' || run.state === 'failed') return titles[run.state](name)
  if (run.state === 'done') {
    const at = (shortClock(run.finishedAt, now) ?? '').slice(-5)
    return run.minutesLate > 0 ? titles.late(name, at, minutes(run.minutesLate)) : titles.done(name, at)
  }
  return run.minutesLate > 0 ? titles.overdue(name, minutes(run.minutesLate)) : titles[run.state](name)
}

/** Seconds a step took, or has taken so far. */
export const secondsOf = (step: RunStep, now: Date): number => ((step.finishedAt ? Date.parse(step.finishedAt) : now.getTime()) - Date.parse(step.startedAt)) / 1000

/** From one and a half medians on a step is slow; a few seconds more are no delay. */
export const slowFrom = 1.5
const leastSeconds = 10

/** How many times its median a step took; null when there is none. */
export const timesOf = (step: RunStep, now: Date): number | null => (step.usual === null || step.usual <= 0 ? null : secondsOf(step, now) / step.usual)

/** The same with one decimal: 3.1. */
export function timesText(step: RunStep, now: Date): string | null {
  const times = timesOf(step, now)
  return times === null ? null : number(times.toFixed(4), 1)
}

/** Whether a step took much longer than it usually does. */
export const isSlow = (step: RunStep, now: Date): boolean => (timesOf(step, now) ?? 0) >= slowFrom && secondsOf(step, now) - (step.usual ?? 0) >= leastSeconds

/** The step that held the night up: of the slow ones the one with the most time beyond its median. */
export function culpritOf(steps: readonly RunStep[], now: Date): RunStep | undefined {
  const over = (s: RunStep): number => secondsOf(s, now) - (s.usual ?? 0)
  return steps.filter((s) => isSlow(s, now)).sort((a, b) => over(b) - over(a))[0]
}

/** The finding about the steps of a run: the one that held it up, or that all went as usual; undefined where there is nothing to compare with. */
export function stepsFinding(steps: readonly RunStep[], now: Date, w: Words, nameOf: (step: string) => string): string | undefined {
  const step = culpritOf(steps, now)
  if (step) return w.nights.slowest(nameOf(step.name), w.nights.took(secondsOf(step, now)), timesText(step, now) ?? '', step.tries)
  return steps.some((s) => s.usual !== null) ? w.nights.ordinary : undefined
}

/** What a timeline shows, in milliseconds, and the hours written above it. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly marks: readonly number[]
}

// Shanghai keeps +08:00 all year, so its midnights are plain arithmetic.
const midnightBefore = (at: number): number => Math.floor((at + 8 * hour) / day) * day - 8 * hour

/** From midnight to eight; longer when the night was, in full hours of one, two, three, six or twelve. */
export function nightSpan(run: Run, steps: readonly RunStep[], now: Date): Span {
  const begun = Math.min(Date.parse(run.fireAt), ...steps.map((s) => Date.parse(s.startedAt)))
  const ended = Math.max(Date.parse(run.promisedAt ?? run.fireAt), ...steps.map((s) => (s.finishedAt ? Date.parse(s.finishedAt) : now.getTime())))
  const from = midnightBefore(begun)
  const hours = Math.max(8, Math.ceil((ended - from) / hour))
  const every = [1, 2, 3, 6, 12].find((h) => hours / h <= 8) ?? 24
  return { from, to: from + hours * hour, marks: Array.from({ length: Math.floor(hours / every) + 1 }, (_, i) => from + i * every * hour) }
}

/** From the first step's begin to the last one's end. */
export function runSpan(steps: readonly RunStep[], now: Date): Span {
  const from = Math.min(...steps.map((s) => Date.parse(s.startedAt)))
  const to = Math.max(from + 1000, ...steps.map((s) => Math.max(s.finishedAt ? Date.parse(s.finishedAt) : now.getTime(), Date.parse(s.startedAt) + (s.usual ?? 0) * 1000)))
  return { from, to, marks: [] }
}

/** Where an instant lies in a span, from 0 to 1. */
export const placeIn = ({ from, to }: Span, at: number): number => Math.min(1, Math.max(0, (at - from) / (to - from)))
