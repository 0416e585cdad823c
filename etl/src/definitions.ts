import { createHash } from 'node:crypto'
import { metricsOf, type Subject } from '@mingshu/metrics'

/** A short hash of anything that is written as JSON. */
export const hashOf = (what: unknown): string => createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16)

/** Metric code → hash of its definition. */
export const definitionsOf = (subjects: readonly Subject[]): Readonly<Record<string, string>> =>
  Object.fromEntries([...metricsOf(subjects)].map(([code, m]) => [code, hashOf(m)]))
