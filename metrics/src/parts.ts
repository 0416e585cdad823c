import { subjects as declared } from './catalogue.js'
import { overTime, type Distinct, type Measure, type Metric, type Stock, type Subject } from './subject.js'

/** The measures a metric is made of: itself, or numerator and denominator. */
export const partsOf = (m: Metric): readonly Measure[] => (m.kind === 'ratio' ? [m.of, m.to] : [m])

/** How a measure is read from the roll-up: days added, the state at the end, or the count of exactly that period. */
export type Reading = 'added' | 'held' | 'counted'

/** How a measure is read. */
export function readingOf(m: Measure): Reading {
  if (m.kind === 'flow' || m.kind === 'cohort') return 'added'
  return isHeld(m) ? 'held' : 'counted'
}

/** A stock, or things counted at the end of a period. */
export const isHeld = (m: Measure): m is Measure & (Stock | (Distinct & { from: string; to: string })) =>
  m.kind === 'stock' || (m.kind === 'distinct' && m.on === undefined)

/** The fact has one row a month (its day is the month's first), so days cannot be asked. */
export const isMonthly = (m: Measure): boolean => m.kind !== 'stock' && m.on === 'month_on'

/** Whether small values tell about persons: the metric, or a part of it, counts people. */
export const isOfPersons = (m: Metric): boolean => partsOf(m).some((p) => p.persons === true)

/** Whether some part of it counts persons and adds over time, so that its months and its year tell each other. */
export const addsPersons = (m: Metric): boolean => partsOf(m).some((p) => p.persons === true && overTime(p) === 'sum')

/** The subject a measure belongs to. */
export function subjectOf(m: Metric, subjects: readonly Subject[] = declared): Subject {
  const found = subjects.find((s) => s.id === m.subject)
  if (!found) throw new Error(`Metric ${m.code} names the subject ${m.subject}, which is not among those given.`)
  return found
}

/** The subjects a metric reads, each once. */
export const subjectsOf = (metrics: readonly Metric[], subjects: readonly Subject[] = declared): readonly Subject[] => {
  const ids = new Set(metrics.flatMap(partsOf).map((p) => p.subject))
  return subjects.filter((s) => ids.has(s.id))
}

/** The source systems a metric depends on, in one word: those that must have reported before its running month is read. */
export const readerOf = (m: Metric, subjects: readonly Subject[] = declared): string =>
  [...new Set(subjectsOf([m], subjects).map((s) => s.system))].sort().join('+')
