import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { offerRun } from '@mingshu/etl'
import { publishFacts, serve, type TestApp } from '../../../test/app.js'
import { freshDatabase } from '../../../test/database.js'
import { Means } from '../means.js'
import { tell } from '../news/listen.js'
import { prepareDatabase } from '../prepare.js'
import { isLate, missedPromise } from './due.js'
import { offerDue, scheduleOf } from './schedule.js'
import { Worker } from './worker.js'

const nightly = '0 2 * * *'
const at = (text: string): Date => new Date(text)

describe('the schedule', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  beforeAll(async () => {
    database = await freshDatabase()
    await prepareDatabase(database)
  })
  afterAll(() => database[Symbol.asyncDispose]())
  const ticks = async (): Promise<string[]> => {
    const { rows } = await database.pool('desk').raw<{ rows: { fireAt: string; on: string }[] }>(`select fire_at as "fireAt", business_on as "on" from run order by fire_at`)
    return rows.map((r) => `${r.fireAt} ${r.on}`)
  }

  test('on an empty ledger only the last tick is due, and it counts the day before', async () => {
    expect(await offerDue(database, nightly, at('2026-11-25T09:00:00+08:00'))).toBe(1)
    expect(await ticks()).toEqual(['2026-11-25T02:00:00+08:00 2026-11-24'])
  })

  test('the same tick is taken once, however many servers offer it', async () => {
    const offered = await Promise.all(Array.from({ length: 8 }, () => offerDue(database, nightly, at('2026-11-26T02:00:01+08:00'))))
    expect(offered.reduce((sum, n) => sum + n, 0)).toBe(1)
  })

  test('ticks that were missed are offered in order, each once', async () => {
    expect(await offerDue(database, nightly, at('2026-11-29T12:00:00+08:00'))).toBe(3)
    expect((await ticks()).map((t) => t.slice(0, 10))).toEqual(['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'])
    expect(await offerDue(database, nightly, at('2026-11-29T12:00:00+08:00'))).toBe(0)
  })
})

test('a tick that could not be offered is offered within a minute, and a night that was offered is not looked for again', async () => {
  await using here = await serve({ env: { SOURCES: '{"industry-rosters":{"inbox":"/srv/rosters"}}' } })
  const owner = here.database.pool('owner')
  const nights = async (): Promise<number> => (await owner.raw(`select 1 from run where job = 'nightly'`)).rows.length
  const schedule = new (scheduleOf(nightly))(here.app.get(Means), here.app.get(Worker))
  await owner.raw('alter table run rename to run_away')
  await schedule.offer()
  expect(here.said.at(-1)).toMatch(/^the schedule could not offer its run: /)
  await owner.raw('alter table run_away rename to run')
  await schedule.offerMissed()
  expect(await nights()).toBe(1)
  await owner.raw(`delete from run where job = 'nightly'`)
  await schedule.offerMissed()
  expect(await nights()).toBe(0)
})

test('figures are late four hours after the run was due, not before', () => {
  expect(isLate(nightly, '2026-11-24', at('2026-11-25T23:00:00+08:00'))).toBe(false)
  expect(isLate(nightly, '2026-11-23', at('2026-11-25T05:59:00+08:00'))).toBe(false)
  expect(isLate(nightly, '2026-11-23', at('2026-11-25T06:01:00+08:00'))).toBe(true)
  expect(missedPromise('0 8 * * 1', '2026-11-23', at('2026-12-01T09:00:00+08:00'))).toBe('2026-11-30T04:00:00.000Z')
})

describe('two servers', () => {
  let one: TestApp
  let two: TestApp
  beforeAll(async () => {
    one = await serve({ isWorking: true })
    two = await serve({ database: one.database, isWorking: true })
    await publishFacts(one.database)
  })
  afterAll(async () => {
    await two[Symbol.asyncDispose]()
    await one[Symbol.asyncDispose]()
  })

  test('perform each run once, and both show the new version', async () => {
    const operator = await one.viewer('operator', 'operator', '440700')
    const before = (await two.ask('GET', '/api/health')).json.dataVersion
    const ids: string[] = []
    for (const app of [one, two, one]) {
      const { status, json } = await app.ask('POST', '/api/runs', { as: operator, body: { from: '2024-01-01', to: '2024-02-01' } })
      expect(status).toBe(202)
      ids.push(json.runId)
    }
    for (const id of ids) await expect.poll(async () => (await two.ask('GET', `/api/runs/${id}`, { as: operator })).json.state, { timeout: 30_000 }).toBe('done')
    const runs = await Promise.all(ids.map(async (id) => (await one.ask('GET', `/api/runs/${id}`, { as: operator })).json))
    expect(runs.map((r) => r.attempt)).toEqual([1, 1, 1])
    expect(new Set(runs.map((r) => r.version))).toEqual(new Set([before + 1, before + 2, before + 3]))
    expect(runs[0].steps.map((s: { name: string }) => s.name)).toContain('publish')
    for (const app of [one, two]) await expect.poll(async () => (await app.ask('GET', '/api/health')).json.dataVersion, { timeout: 5000 }).toBe(before + 3)
    const page = (await one.ask('GET', '/api/runs?limit=2', { as: operator })).json
    expect(page.runs.map((r: { runId: string }) => r.runId)).toEqual([ids[2], ids[1]])
    expect((await one.ask('GET', `/api/runs?limit=2&cursor=${page.cursor}`, { as: operator })).json.runs[0].runId).toBe(ids[0])
  })

  test('a run whose server died is taken over by the other', async () => {
    const runId = await offerRun(one.database.pool('etl'), { job: 'on-demand', fireAt: new Date().toISOString(), businessOn: '2024-03-31' })
    await one.database.pool('etl').raw(`update run set state = 'running', attempt = 1, lease_owner = 'elsewhere:1:dead' where run_id = ?`, [runId ?? ''])
    await expect.poll(async () => {
      const { rows } = await one.database.pool('desk').raw<{ rows: { state: string; attempt: number }[] }>('select state, attempt from run where run_id = ?', [runId ?? ''])
      return rows[0]
    }, { timeout: 30_000 }).toEqual({ state: 'done', attempt: 2 })
  })
})

test('news of versions and runs reach who listens; leaders hear of versions only', async () => {
  await using here = await serve()
  await publishFacts(here.database)
  await here.app.listen(0, '127.0.0.1')
  const url = (await here.app.getUrl()).replace('[::1]', '127.0.0.1')
  const [operator, leader] = [await here.viewer('operator', 'operator', '440700'), await here.viewer('leader', 'leader', '440700')]
  const heard = new Map<string, string>()
  const controller = new AbortController()
  for (const [name, as] of [['operator', operator], ['leader', leader]] as const) {
    const answer = await fetch(`${url}/api/events`, { headers: { authorization: `Bearer ${as}` }, signal: controller.signal })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    void (async () => {
      const decoder = new TextDecoder()
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) heard.set(name, (heard.get(name) ?? '') + decoder.decode(chunk, { stream: true }))
    })().catch(() => {})
  }
  await expect.poll(() => heard.get('leader') ?? '', { timeout: 5000 }).toContain('event: version\ndata: {"dataVersion":1')
  await tell(here.database.pool('desk'), 'mingshu_run', { runId: 'x', step: 'publish', state: 'begin' })
  await expect.poll(() => heard.get('operator') ?? '', { timeout: 5000 }).toContain('event: run\ndata: {"runId":"x"')
  expect(heard.get('leader')).not.toContain('event: run')
  controller.abort()
})
