import { z } from 'zod'
import type { Database } from '@mingshu/db'
import type { Versions } from '../figures/versions.js'
import { findDutyNotes, DutyNote } from './duty.js'
import { missedPromise, nextRunAt } from './due.js'
import { isTellingHistory } from './history.js'

/** How fresh the newest figures are, by the server's clock. */
export const FreshnessSchema = z.object({
  at: z.string().meta({ description: 'The server\'s time of this answer: minutes late are counted by its clock.' }),
  late: z.boolean().meta({ description: 'The newest figures are older than the schedule promises.' }),
  dueAt: z.string().nullable().meta({ description: 'The promise that was missed.' }),
  nextRunAt: z.string().nullable(),
  earlier: z.boolean().meta({ description: 'Earlier years are still being counted, as after a first start: their figures come by themselves.' }),
  duty: DutyNote.nullable().meta({ description: 'The last word of the one on duty about it.' }),
}).meta({ id: 'Freshness' })

/** How fresh the newest figures are. */
export type FreshnessState = z.infer<typeof FreshnessSchema>

/** Knows how fresh the figures are. */
export interface Freshness {
  get(): Promise<FreshnessState>
  now(): Date
}

/** The token of the {@link Freshness} of a server. */
export const Freshness = Symbol('Freshness')

/** Judges the version published last by the schedule and a clock. */
export function openFreshness(database: Database, versions: Versions, schedule: string, now: () => Date): Freshness {
  return {
    now,
    async get() {
      const at = now()
      const [current, earlier] = await Promise.all([versions.current(), isTellingHistory(database.pool('desk'))])
      const dueAt = current ? missedPromise(schedule, current.businessOn, at) : null
      const said = dueAt === null ? [] : await findDutyNotes(database.pool('desk'), dueAt)
      return { at: at.toISOString(), late: dueAt !== null, dueAt, nextRunAt: nextRunAt(schedule, at), earlier, duty: said.at(-1) ?? null }
    },
  }
}
