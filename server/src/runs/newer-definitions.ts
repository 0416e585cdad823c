import { definitionsOf, offerRun } from '@mingshu/etl'
import { subjects } from '@mingshu/metrics'
import type { Knex } from 'knex'

/**
 * Offers a run when a figure is defined otherwise than in the newest version, or was not defined yet: a new program does not wait for the night to tell
 * what it counts. Does nothing while a run waits or works, for that one will tell it, nor before the first version.
 */
export async function offerNewerDefinitions(pool: Knex): Promise<void> {
  const { rows: [newest] } = await pool.raw<{ rows: { businessOn: string; definitions: Record<string, string>; held: string[] }[] }>(
    `select business_on as "businessOn", definitions, held from published join data_version using (version)
     where not exists (select from run where state in ('queued', 'running'))`)
  if (!newest) return
  // What is held keeps the definitions it was counted by until it is let go.
  const counted = subjects.filter((s) => !newest.held.includes(s.id))
  if (Object.entries(definitionsOf(counted)).every(([code, hash]) => newest.definitions[code] === hash)) return
  await offerRun(pool, { job: 'definitions', onlyStep: 'publish', fireAt: new Date().toISOString(), businessOn: newest.businessOn, requestedBy: 'start' })
}
