import { runJob } from '@mingshu/etl'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { randomCoverage, randomFacts, withoutUnreported } from '../../../test/random-facts.js'
import { prepareDatabase } from '../prepare.js'
import { firstTold, isTellingHistory, offerYearBefore, resumeHistory } from './history.js'
import { openWorker } from './worker.js'

test('a start in January begins with the year before, whose December is the last whole month', () => {
  expect(firstTold('2026-11-28')).toBe('2026-01-01')
  expect(firstTold('2026-01-30')).toBe('2025-01-01')
})

test('years before the first told come behind the page, one run each, the last one first, and end where one fold would', { timeout: 180_000 }, async () => {
  await using database = await freshDatabase()
  await prepareDatabase(database)
  const etl = database.pool('etl')
  const { rows: units } = await etl.raw<{ rows: { unitId: string; countyId: number }[] }>(
    `select unit_id as "unitId", county_id as "countyId" from unit where code in ('440703002131', '440704001')`)
  const months = ['2022-11-01', '2022-12-01', '2023-11-01', '2023-12-01', '2024-01-01', '2024-02-01']
  await randomFacts(etl, { seed: 5, rows: 200, units, from: '2022-11-01', days: 480 })
  await randomCoverage(etl, { seed: 5, counties: [...new Set(units.map((u) => u.countyId))], months, gaps: 0 })
  await withoutUnreported(etl)
  await etl.raw(`insert into dirty (county_id, subject, month_on) select 1, 'member', '1985-07-01'`) // somebody joined the Party long before anything was reported

  await runJob(database, 'test', { job: 'first', fireAt: '2024-03-01T02:00:00+08:00', businessOn: '2024-02-29' }, { loads: [], since: firstTold('2024-02-29'), sample: 0 })
  const offers = async () => (await etl.raw<{ rows: unknown[] }>(`select from run where job = 'history'`)).rows.length
  // A second attempt of the run offers nothing new, nor does a start that finds it offered.
  for (let attempt = 1; attempt <= 2; attempt++) await offerYearBefore(etl, firstTold('2024-02-29'), { startedAt: '2024-03-01T02:00:00+08:00', businessOn: '2024-02-29' })
  await resumeHistory(etl, '2024-02-29')
  expect(await offers()).toBe(1)
  // A start that ended before it was offered: the next one does.
  await database.pool('owner').raw(`delete from run where job = 'history'`)
  await resumeHistory(etl, '2024-02-29')
  expect(await offers()).toBe(1)
  expect(await isTellingHistory(database.pool('desk'))).toBe(true)

  const worker = await openWorker(database, { loads: () => Promise.resolve([]), say: (line) => { throw new Error(line) }, every: 50 })
  try {
    await expect.poll(() => isTellingHistory(database.pool('desk')), { timeout: 60_000 }).toBe(false)
    // A run is done when it has published; then it counts a sample again.
    await expect.poll(async () => (await etl.raw<{ rows: unknown[] }>(`select v.version from run_step s join data_version v using (run_id) where s.name = 'prove' and s.finished_at is not null`)).rows, { timeout: 60_000 }).toEqual([{ version: 3 }])
  } finally {
    await worker.close()
  }
  const { rows: told } = await etl.raw<{ rows: { told: string }[] }>(
    `select distinct v.version || ' ' || r.job || ' ' || to_char(c.month_on, 'YYYY') as told from coverage c join data_version v on v.version = c.from_version join run r using (run_id) order by 1`)
  expect(told.map((t) => t.told)).toEqual(['1 first 2024', '2 history 2023', '3 history 2022'])
  const { rows: offered } = await etl.raw<{ rows: { from: string }[] }>(`select from_on as "from" from run where job = 'history' order by fire_at`)
  expect(offered.map((r) => r.from)).toEqual(['2023-01-01', '2022-01-01'])
  expect((await etl.raw<{ rows: unknown[] }>('select from dirty')).rows).toEqual([])
  const again = await runJob(database, 'test', { job: 'test', fireAt: '2024-03-01T03:00:00+08:00', businessOn: '2024-02-29', full: true }, { loads: [], sample: 0 })
  expect(again).toMatchObject({ opened: 0, closed: 0 })
})
