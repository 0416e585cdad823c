import { claimRun, offerRun } from '@mingshu/etl'
import { text } from '@mingshu/metrics'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { prepareDatabase } from '../prepare.js'
import { openWorker } from './worker.js'

let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase()
  await prepareDatabase(database)
})
afterAll(() => database[Symbol.asyncDispose]())

const offer = async (fireAt: string): Promise<string> => (await offerRun(database.pool('etl'), { job: 'nightly', fireAt })) ?? ''
const runOf = async (runId: string) => {
  const { rows: [run] } = await database.pool('desk').raw<{ rows: { state: string; attempt: number; zh: string | null }[] }>('select state, attempt, failure_zh as zh from run where run_id = ?', [runId])
  return run
}

test('a run that cannot find out what to read has failed with the reason, and the night behind it comes', async () => {
  const [lost, next] = [await offer('2024-05-01T02:00:00+08:00'), await offer('2024-05-02T02:00:00+08:00')]
  let looks = 0
  const worker = await openWorker(database, {
    loads: () => (looks++ === 0 ? Promise.reject(Object.assign(new Error('Nothing can be read.'), { text: text('来源都读不到。', 'No source can be read.') })) : Promise.resolve([])),
    say: () => {}, every: 50,
  })
  try {
    await expect.poll(() => runOf(next), { timeout: 30_000 }).toMatchObject({ state: 'done' })
  } finally {
    await worker.close()
  }
  expect(await runOf(lost)).toMatchObject({ state: 'failed', attempt: 1, zh: expect.stringMatching(/^汇总没有完成：来源都读不到。.*重新运行即可。$/) as string })
})

test('a run that broke off three times has failed, and is not begun a fourth time', async () => {
  const [fatal, next] = [await offer('2024-05-03T02:00:00+08:00'), await offer('2024-05-04T02:00:00+08:00')]
  const pool = database.pool('etl')
  const attempt = async (): Promise<string | undefined> => {
    const claimed = await claimRun(pool, 'elsewhere:1:dead')
    await pool.raw(`update run_lease set until = now() - interval '1 second'`)
    return claimed?.runId
  }
  expect([await attempt(), await attempt(), await attempt(), await attempt()]).toEqual([fatal, fatal, fatal, next])
  expect(await runOf(fatal)).toMatchObject({ state: 'failed', attempt: 3, zh: expect.stringContaining('运行 3 次都中途断了') as string })
})
