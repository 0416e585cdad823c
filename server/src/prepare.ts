import { migrate, type Database } from '@mingshu/db'
import { applyModels, prepareRollups } from '@mingshu/etl'
import { prepareQueue } from './jobs/queue.js'

/** Brings a database up to date: schema, rights, units, staging views, roll-up tables and the queue of jobs. Any number may do so at once. */
export async function prepareDatabase(database: Database): Promise<{ applied: string[] }> {
  const { applied } = await migrate(database)
  await database.pool('owner').transaction(async (trx) => {
    await trx.raw(`select pg_advisory_xact_lock(hashtext('mingshu prepare'))`)
    await applyModels(database)
    await prepareRollups(database)
    await prepareQueue(trx)
  })
  return { applied }
}
