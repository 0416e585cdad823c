import { runJob } from '@mingshu/etl'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { prepareDatabase } from '../prepare.js'
import { offerNewerDefinitions } from './newer-definitions.js'

test('a start offers a run when a figure is newer than the newest version, once, and none when all are told', async () => {
  await using database = await freshDatabase()
  await prepareDatabase(database)
  const pool = database.pool('etl')
  const waiting = async (): Promise<unknown> => pool('run').where({ state: 'queued' }).select('job', 'only_step', 'business_on')
  await offerNewerDefinitions(pool)
  expect(await waiting()).toEqual([])

  await runJob(database, 'test', { job: 'test', fireAt: '2024-05-01T02:00:00+08:00' }, { loads: [] })
  await offerNewerDefinitions(pool)
  expect(await waiting()).toEqual([])

  // A subject that is held tells nothing newer before it is let go.
  await database.pool('owner').raw(`update data_version set definitions = definitions - 'activity_count', held = '{activity}'`)
  await offerNewerDefinitions(pool)
  expect(await waiting()).toEqual([])

  await database.pool('owner').raw(`update data_version set held = '{}'`)
  await offerNewerDefinitions(pool)
  await offerNewerDefinitions(pool)
  expect(await waiting()).toEqual([{ job: 'definitions', only_step: 'publish', business_on: '2024-04-30' }])
})
