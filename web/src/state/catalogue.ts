import type { Text } from '@mingshu/metrics'
import { shallowRef } from 'vue'
import type { Catalogue, MetricEntry } from '../api.js'
import { language } from '../words/index.js'

const learned = shallowRef<{ readonly catalogue: Catalogue; readonly byCode: ReadonlyMap<string, MetricEntry> }>({
  catalogue: { metrics: [], dimensions: {}, subjects: [], systems: {} },
  byCode: new Map(),
})

/** Takes in the catalogue of metrics. */
export function learnCatalogue(catalogue: Catalogue): void {
  learned.value = { catalogue, byCode: new Map(catalogue.metrics.map((m) => [m.code, m])) }
}

/** Every metric of the catalogue, in its order. */
export const allMetrics = (): readonly MetricEntry[] => learned.value.catalogue.metrics

/** A metric by its code, if there is one. */
export const findMetric = (code: string): MetricEntry | undefined => learned.value.byCode.get(code)

/** Those of the codes that the catalogue has. A page names figures; an installation may lack some. */
export const metricsNamed = (codes: readonly string[]): readonly MetricEntry[] => codes.flatMap((c) => learned.value.byCode.get(c) ?? [])

/** Dimensions of different subjects may share a name, so the subject's own comes first. */
function findDimension(metric: MetricEntry | undefined, dimension: string) {
  const all = learned.value.catalogue.dimensions
  return (metric && all[`${metric.subject}.${dimension}`]) ?? all[dimension]
}

/** Name of a breakdown. */
export const dimensionName = (metric: MetricEntry | undefined, dimension: string): Text => findDimension(metric, dimension)?.name ?? { zh: dimension, en: dimension }

/** Name of a member of a breakdown. */
export const memberName = (metric: MetricEntry | undefined, dimension: string, member: string): Text =>
  findDimension(metric, dimension)?.members[member] ?? { zh: member, en: member }

const inWords = (name: Text | undefined, id: string): string => (name ? name[language.value] || name.zh : id)

/** Name of a subject, or of a source system, in the page's language; its id where it is not known. */
export const subjectName = (id: string): string => inWords(learned.value.catalogue.subjects.find((s) => s.id === id)?.name, id)
export const systemName = (id: string): string => inWords(learned.value.catalogue.systems[id], id)

/** The source system whose rows a subject counts. */
export const sourceOfSubject = (id: string): string | undefined => learned.value.catalogue.subjects.find((s) => s.id === id)?.system
