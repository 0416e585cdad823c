import { applyModels, cellsSql, loadSystem, prepareRollups, runJob, type PublishOptions } from '@mingshu/etl'
import type { Database } from '@mingshu/db'
import { subjects } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { expect, test } from 'vitest'
import { serviceMenu } from '../etl/src/sources/index.js'
import { morning, play } from '../etl/test/played-system.js'
import { serve } from './app.js'
import { freshDatabase } from './database.js'

const fengle = '440703002131'

let fire = 0
const run = async (database: Database, options: PublishOptions & { full?: boolean } = {}) =>
  runJob(database, 'test', { job: 'test', fireAt: new Date(1e12 + ++fire * 1000).toISOString(), businessOn: '2024-04-30', full: options.full ?? false }, { loads: [], ...options })

test('months that a mistyped year reported are not reported from the next version on, and the cells are those of a database that never saw it', { timeout: 120_000 }, async () => {
  await using database = await freshDatabase()
  await using fresh = await freshDatabase()
  await using late = await freshDatabase()
  await using source = await play(database, serviceMenu)
  const of = (no: string, unit: string, on: string) => ({
    activity_no: no, title: 't', activity_type: '运动会', category: '其他', key_flag: '是', lead_org_level: '村', lead_unit_code: unit, center_no: `DQ${unit}`, activity_date: on,
    status: '已举办', attendance: 40, count_method: '签到', rated_5: 0, rated_4: 0, rated_3: 0, rated_2: 0, rated_1: 0, updated_at: '2024-01-01',
  })
  const wish = (no: string, on: string) => ({ wish_no: no, center_no: 'DQ1', unit_code: fengle, category: '其他', content: 'x', published_date: on, status: '已发布', updated_at: '2024-01-01' })
  for (const unit of [fengle, '440704001']) {
    await source.add('center', { center_no: `DQ${unit}`, center_name: 'c', center_level: '村', unit_code: unit, opened_date: '2022-01-01', updated_at: '2024-01-01' })
  }
  // The neighbour reports from October 2023 on; what else 蓬江 has lies before its first activity.
  await source.add('activity', of('HD1', fengle, '2022-11-05'), of('HD2', fengle, '2024-03-05'), of('HD3', '440704001', '2023-10-05'), of('HD4', fengle, '2024-01-20'))
  await source.add('micro_wish', wish('XY1', '2022-12-03'), wish('XY2', '2023-11-03'), wish('XY3', '2024-02-03'))
  const counted = subjects.filter((s) => s.system === 'service-menu')
  const reported = (pool: Knex) => pool('coverage').orderBy(['county_id', 'month_on']).select('county_id', 'month_on')
  const picture = async (pool: Knex): Promise<unknown[]> => Promise.all(counted.map(async (s) => (await pool.raw<{ rows: unknown[] }>(`${cellsSql(s)} order by 1, 2, 3, 4, 5, 6`)).rows))
  const load = (to: typeof database) => loadSystem(to, serviceMenu, { ...morning, asOf: '2024-05-01T02:00:00+08:00', url: source.url })

  for (const into of [late, database]) {
    await applyModels(into)
    await prepareRollups(into)
    await load(into)
  }
  await run(database)
  const pool = database.pool('etl')
  expect(await reported(pool)).toHaveLength(19 + 8)
  await using here = await serve({ database, isPrepared: false })
  const reviewer = await here.viewer('reviewer', 'reviewer', '440700')
  const told = async (v: number) => (await here.ask('GET', `/api/figures?metrics=activity_count&unit=440703&period=2022-11&v=${v}`, { as: reviewer })).json.total.activity_count
  const before = await told(1)
  expect(before).toMatchObject({ value: '1', status: 'ok' })

  await source.run(`update activity set activity_date = '2024-03-06' where activity_no = 'HD1'; update activity set lead_unit_code = '440704001' where activity_no = 'HD4'`)
  await load(database)
  expect(await reported(pool)).toHaveLength(19 + 8) // the version that is published still tells of them
  await run(database)

  await applyModels(fresh)
  await prepareRollups(fresh)
  await load(fresh)
  await run(fresh)
  expect(await reported(pool)).toEqual(await reported(fresh.pool('etl')))
  expect(await reported(pool)).toHaveLength(3 + 8)
  expect([await told(1), await told(2)]).toMatchObject([before, { value: null, status: 'not_reported' }])
  expect(await picture(pool)).toEqual(await picture(fresh.pool('etl')))
  // Put right before anything was published: sessions that count ahead must not see those months either.
  await load(late)
  await run(late, { largeFrom: 1 })
  expect(await picture(late.pool('etl'))).toEqual(await picture(fresh.pool('etl')))
  const { json } = await here.ask('GET', '/api/restatements?unit=440703&since=2020-01-01', { as: reviewer })
  expect(json.restatements).toContainEqual(expect.objectContaining({ unit: '440703', metric: 'activity_count', period: '2022-11', was: '1', is: null, version: 2 }))
  expect(await run(database, { full: true })).toMatchObject({ opened: 0, closed: 0 })
})
