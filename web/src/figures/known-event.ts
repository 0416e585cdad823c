import type { KnownEvent, MetricEntry } from '../api.js'
import { daysOf, type Period } from './period.js'

/** An event, told once for all units it struck. */
export interface EventGroup extends Pick<KnownEvent, 'kind' | 'from' | 'to' | 'zh' | 'en' | 'enteredBy' | 'enteredAt'> {
  readonly key: string
  readonly units: readonly string[]
  readonly ids: readonly string[]
}

/** The events that can have moved a figure, each once: a renovation moves what happens at places, a storm or a holiday what happens on days. */
export function eventsMoving(metric: Pick<MetricEntry, 'overTime' | 'places'>, events: readonly KnownEvent[]): readonly EventGroup[] {
  const groups = new Map<string, EventGroup>()
  for (const e of events) {
    if (e.kind === 'renovation' ? !metric.places : e.kind !== 'other' && metric.overTime === 'end') continue
    const key = [e.kind, e.from, e.to, e.zh].join(' ')
    const known = groups.get(key)
    groups.set(key, { ...(known ?? e), key, units: [...(known?.units ?? []), e.unit], ids: [...(known?.ids ?? []), e.id] })
  }
  return [...groups.values()]
}

/** Whether an event falls into one of some periods. */
export const fallsInto = ({ from, to }: Pick<KnownEvent, 'from' | 'to'>, periods: readonly Period[]): boolean => periods.map(daysOf).some((days) => from < days.to && to >= days.from)

/** Where an event lies among periods: places of a chart counted from 0, each period reaching half a step to both sides. */
export interface Band {
  readonly from: number
  readonly to: number
  readonly name: string
}

/** The place of some days among the periods of a chart; nothing when they lie outside. */
export function bandOf(from: string, to: string, periods: readonly Period[], name: string): Band | undefined {
  const at = (day: string): number => {
    const place = periods.findIndex((p) => daysOf(p).to > day)
    if (place < 0) return periods.length - 0.5
    const { from: first, to: end } = daysOf(periods[place] ?? day)
    const part = (Date.parse(day) - Date.parse(first)) / (Date.parse(end) - Date.parse(first))
    return place - 0.5 + Math.max(0, part)
  }
  const after = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  const [start, end] = [at(from), at(after)]
  const [low, high] = [Math.max(0, start), Math.min(periods.length - 1, end)]
  return high > low ? { from: low, to: high, name } : undefined
}
