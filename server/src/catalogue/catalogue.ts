import { isMonthly, isPublic, overTime, overUnits, placesOf, subjects as declared, systemNames, type Dimension, type Metric, type Subject } from '@mingshu/metrics'
import { z } from 'zod'
import { TextSchema } from '../http/texts.js'

/** A metric of the catalogue on the wire. */
export const MetricEntry = z.object({
  code: z.string(), name: TextSchema, unit: TextSchema, group: z.string(), subject: z.string(),
  kind: z.enum(['flow', 'stock', 'distinct', 'cohort', 'ratio']), good: z.enum(['up', 'down', 'neutral']), decimals: z.int(),
  overUnits: z.enum(['sum', 'distinct', 'recompute']), overTime: z.enum(['sum', 'end', 'distinct', 'recompute']),
  dimensions: z.array(z.string()), daily: z.boolean().meta({ description: 'Adds up over days, and has them.' }), persons: z.boolean().meta({ description: 'Counts people: small values are hidden from those who may not see the lists.' }),
  of: z.string().optional(), to: z.string().optional(), denominator: TextSchema.optional(),
  scale: z.number().optional().meta({ description: 'Of a ratio: multiplies the quotient.' }),
  places: TextSchema.optional().meta({ description: 'What its facts happen at: its changes can be told apart into same and other places.' }),
  meaning: TextSchema, basis: z.string(), definition: z.int(),
  redefined: z.object({ on: z.string(), how: TextSchema }).optional().meta({ description: 'From when another definition holds: lines are not joined across that day.' }),
}).meta({ id: 'Metric' })

/** The catalogue on the wire. */
export const Catalogue = z.object({
  metrics: z.array(MetricEntry),
  dimensions: z.record(z.string(), z.object({ name: TextSchema, members: z.record(z.string(), TextSchema) })),
  subjects: z.array(z.object({ id: z.string(), name: TextSchema, group: z.string(), system: z.string() })),
  systems: z.record(z.string(), TextSchema).meta({ description: 'Names of the source systems.' }),
}).meta({ id: 'Catalogue' })

/** Describes a metric. */
export function entryOf(m: Metric, s: Subject): z.infer<typeof MetricEntry> {
  const places = placesOf(m, [s])
  return {
    code: m.code, name: m.name, unit: m.unit, group: s.group, subject: m.subject, kind: m.kind, good: m.good, decimals: m.decimals ?? 0,
    overUnits: overUnits(m), overTime: overTime(m), dimensions: [...m.dimensions], daily: (m.kind === 'flow' || m.kind === 'cohort') && !isMonthly(m),
    persons: m.kind === 'ratio' ? Boolean(m.of.persons) || Boolean(m.to.persons) : Boolean(m.persons),
    ...(m.kind === 'ratio' ? { of: m.of.code, to: m.to.code, denominator: m.denominator, scale: m.scale } : {}),
    ...(places && { places: places.name }),
    meaning: m.meaning, basis: m.basis, definition: m.definition ?? 1, ...(m.redefined && { redefined: m.redefined }),
  }
}

/** The public metrics of some subjects, in the order of the catalogue. */
export const entriesOf = (subjects: readonly Subject[]): z.infer<typeof MetricEntry>[] =>
  subjects.flatMap((s) => [...s.measures, ...s.ratios].filter(isPublic).map((m) => entryOf(m, s)))

/** The whole catalogue. */
export function catalogueOf(subjects: readonly Subject[] = declared): z.infer<typeof Catalogue> {
  const dimensions = new Map<string, Dimension>()
  // A dimension of one name may have other members in another subject: then it is told as the subject's own.
  for (const s of subjects) for (const [id, d] of Object.entries(s.by)) dimensions.set(dimensions.has(id) && dimensions.get(id) !== d ? `${s.id}.${id}` : id, d)
  return {
    metrics: entriesOf(subjects),
    dimensions: Object.fromEntries([...dimensions].map(([id, { name, members }]) => [id, { name, members: { ...members } }])),
    subjects: subjects.map(({ id, name, group, system }) => ({ id, name, group, system })),
    systems: systemNames,
  }
}
