import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishFacts, runAgain, serve, type TestApp } from '../../../test/app.js'
import { changeRole } from '../people/accounts.js'

let here: TestApp
let city: string
let county: string
let exact: string
beforeAll(async () => {
  here = await serve()
  await publishFacts(here.database)
  city = await here.viewer('city', 'leader', '440700', '4408Z1')
  county = await here.viewer('county', 'leader', '440703')
  exact = await here.viewer('exact', 'reviewer', '440700', '4408Z1')
})
afterAll(() => here[Symbol.asyncDispose]())

const figures = (query: string, as = city, headers: Record<string, string> = {}) => here.ask('GET', `/api/figures?${query}`, { as, headers })
const january = 'metrics=activity_count,activity_satisfaction_rate&unit=440703&period=2024-01'

describe('one question', () => {
  test('is answered with its version, its rows flat, and the question as it was understood', async () => {
    const { status, json } = await figures(`${january}&compare=prev`)
    expect(status).toBe(200)
    expect(json).toMatchObject({ dataVersion: 1, businessOn: '2024-03-31', question: { unit: '440703', period: '2024-01', metrics: ['activity_count', 'activity_satisfaction_rate'], compare: ['prev'], v: 1 } })
    expect(json.rows).toEqual([json.total])
    expect(json.total).toMatchObject({ unit: '440703', period: '2024-01', activity_count: { status: 'ok' } })
    expect(Number(json.total.activity_count.value)).toBeGreaterThan(0)
    expect(Number(json.total.activity_satisfaction_rate.of) / Number(json.total.activity_satisfaction_rate.to)).toBeCloseTo(Number(json.total.activity_satisfaction_rate.value), 4)
  })

  test('split by unit its rows add up', async () => {
    const { json } = await figures('metrics=activity_count&unit=440700&period=2024Q1&by=unit')
    expect(json.rows.map((r: { unit: string }) => r.unit)).toEqual(['440703', '440704', '440705', '440781', '440783', '440784', '440785'])
    const sum = json.rows.reduce((s: number, r: { activity_count: { value: string | null } }) => s + Number(r.activity_count.value ?? 0), 0)
    expect(String(sum)).toBe(json.total.activity_count.value)
  })

  test.each([
    ['metrics=activity_cout&unit=440703&period=2024', 400, 'activity_count'], ['metrics=activity_count&unit=440703&period=2024-13', 400, '不是统计期'], ['metrics=activity_count&unit=999999&period=2024', 403, '您可查看'],
    ['metrics=activity_count&unit=440703&period=2024&by=moon', 400, '拆分方式'], ['metrics=activity_count&unit=440703&period=2024&v=99', 404, '没有发布过数据版本 99'], ['unit=440703&period=2024', 400, 'metrics'],
    ['metrics=activity_count&unit=440703&period=2024-03..2024-01', 400, '起点晚于终点'],
  ])('%s is refused (%i): %s', async (query, status, sentence) => {
    const reply = await figures(query)
    expect(reply.status).toBe(status)
    expect(reply.json.detail).toContain(sentence)
  })
})

describe('several questions', () => {
  const ask = (body: object, as = city) => here.ask('POST', '/api/ask', { as, body })

  test('are answered at one version, in their order; one that is refused tells why and spoils no other', async () => {
    const { status, json } = await ask({ questions: [{ metrics: ['activity_count'], unit: '440700', period: '2024Q1' }, { metrics: ['no_such'], unit: '440700', period: '2024' }, { metrics: 'issue_accepted_count', unit: '4408Z1', period: '2024-02', by: 'day' }] })
    expect(status).toBe(200)
    expect(json.answers.map((a: { dataVersion?: number; problem?: { code: string } }) => a.dataVersion ?? a.problem?.code)).toEqual([1, 'unknown_metric', 1])
    expect(json.answers[2].rows).toHaveLength(29)
  })

  test.each([[{ questions: [] }], [{ questions: Array(51).fill({ metrics: 'activity_count', unit: '440700', period: '2024' }) }], [{ questions: [{ metrics: ['activity_count'], unit: '440700', period: '2024', extra: 1 }] }], [{}], [{ questions: 'all' }]])('%j is refused', async (body) => {
    const reply = await ask(body)
    expect(reply.status).toBe(400)
    expect(reply.json.detail.length).toBeGreaterThan(5)
  })

  test('another version inside one of them is refused', async () => {
    const { json } = await ask({ questions: [{ metrics: ['activity_count'], unit: '440700', period: '2024', v: 7 }] })
    expect(json.answers[0].problem.code).toBe('bad_question')
  })
})

describe('answers', () => {
  test('are kept packed: the same bytes, the same tag, and 304 for who has them', async () => {
    const before = here.services.answers.stats.misses
    const plain = await figures(january)
    const packed = await figures(january, city, { 'accept-encoding': 'br' })
    expect(packed.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(packed.bytes).toString()).toBe(plain.text)
    expect(here.services.answers.stats.misses - before).toBeLessThanOrEqual(1)
    const tags = [plain.headers['etag'], packed.headers['etag']].map(String)
    expect(new Set(tags).size).toBe(2)
    expect(tags.every((t) => /^"[\w-]+"$/.test(t))).toBe(true)
    const again = await figures(january, city, { 'if-none-match': tags[0] ?? '' })
    expect([again.status, again.text]).toEqual([304, ''])
    expect((await figures(january, city, { 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('are made once however many ask at the same time', async () => {
    const before = here.services.answers.stats.misses
    await Promise.all(Array.from({ length: 20 }, () => figures('metrics=issue_accepted_count&unit=440700&period=2024Q1&by=day')))
    expect(here.services.answers.stats.misses - before).toBe(1)
  })

  test('are not shared by those who may see small counts and those who may not', async () => {
    const workers = 'metrics=neg_worker_count&unit=440700&period=2024-03&by=unit'
    const [hidden, shown] = [(await figures(workers, city)).json, (await figures(workers, exact)).json]
    const statuses = (a: { rows: { neg_worker_count: { status: string } }[] }): string[] => a.rows.map((r) => r.neg_worker_count.status)
    expect(statuses(shown)).not.toContain('suppressed')
    expect((await figures(workers, city)).json).toEqual(hidden)
    expect((await figures(workers, exact)).json).toEqual(shown)
  })

  test('stay as they were at their version when a new one is published', async () => {
    const first = (await figures(`${january}&v=1`)).text
    await here.database.pool('etl').raw(`update fact_activity set status = 'cancelled' where county_id = 1 and held_on < '2024-01-10'`)
    await here.database.pool('etl').raw(`insert into dirty (county_id, subject, month_on) values (1, 'activity', '2024-01-01')`)
    expect(await runAgain(here.database)).toBe(2)
    await expect.poll(async () => (await figures(january)).json.dataVersion, { timeout: 5000 }).toBe(2)
    expect((await figures(`${january}&v=1`)).text).toBe(first)
    const [was, is] = [JSON.parse(first).total.activity_count.value, (await figures(january)).json.total.activity_count.value]
    expect(Number(is)).toBeLessThan(Number(was))
    const { json } = await here.ask('GET', '/api/restatements?unit=440703&since=2020-01-01', { as: city })
    expect(json.restatements).toContainEqual({ unit: '440703', period: '2024-01', metric: 'activity_count', was, is, version: 2, publishedAt: expect.any(String) })
    expect(json.restatements.every((r: { period: string }) => r.period === '2024-01')).toBe(true)
  })
})

describe('behind a figure', () => {
  const trace = (query: string, as = city) => here.ask('GET', `/api/trace?${query}`, { as })

  test('the rows come to the figure, page by page', async () => {
    const figure = (await figures('metrics=activity_count&unit=440700&period=2024Q1')).json.total.activity_count.value
    const rows: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { json, status } = await trace(`metric=activity_count&unit=440700&period=2024Q1&limit=7${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
      expect(status).toBe(200)
      expect(json.count).toBe(figure)
      rows.push(...json.rows.map((r: { srcId: string }) => r.srcId))
      cursor = json.cursor
    }
    expect(rows.length).toBe(Number(figure))
    expect(new Set(rows).size).toBe(rows.length)
  })

  test('a ratio has two sides, and every column a name', async () => {
    const { of, to } = (await figures('metrics=activity_satisfaction_rate&unit=440703&period=2024Q1')).json.total.activity_satisfaction_rate
    const { json } = await trace('metric=activity_satisfaction_rate&unit=440703&period=2024Q1&side=to')
    expect(json.sides).toEqual({ of, to })
    expect(json.columns.length).toBeGreaterThan(4)
    expect(json.columns.every((c: { key: string; label: { zh: string } }) => c.label.zh !== c.key)).toBe(true)
  })

  test('who may not see the lists gets no rows about persons; who may leaves a line', async () => {
    const query = 'metric=neg_worker_count&unit=440700&period=2024-03'
    const refused = await trace(query)
    expect([refused.status, refused.json.code]).toEqual([403, 'persons'])
    expect((await trace(query, exact)).status).toBe(200)
    const { rows } = await here.database.pool('desk').raw<{ rows: { detail: { metric: string } }[] }>(`select detail from audit where action = 'persons_viewed' and actor = 'exact'`)
    expect(rows[0]?.detail.metric).toBe('neg_worker_count')
  })

  test('a figure is counted again from the facts and is the same', async () => {
    for (const metric of ['activity_count', 'activity_satisfaction_rate', 'issue_overdue_count', 'station_count']) {
      const { json, status } = await here.ask('GET', `/api/proof?metric=${metric}&unit=440700&period=2024Q1`, { as: exact })
      expect([metric, status]).toEqual([metric, 200])
      expect(json).toMatchObject({ metric, equal: true, version: 2, definition: 1, run: { runId: expect.any(String) } })
      expect(json.recomputed).toBe(json.value)
    }
  })

  test('an old version cannot be counted again, and rows that wait for a run are told', async () => {
    const old = await here.ask('GET', '/api/proof?metric=activity_count&unit=440703&period=2024-01&v=1', { as: exact })
    expect([old.status, old.json.code]).toEqual([409, 'not_current'])
    const etl = here.database.pool('etl')
    // A cohort that will move on a later day has not moved yet.
    await etl.raw(`insert into dirty (county_id, subject, month_on, ripe_on) values (1, 'activity', '2024-01-01', '2199-01-01')`)
    // Nor has a month after the business date.
    await etl.raw(`insert into dirty (county_id, subject, month_on) values (1, 'activity', '2024-04-01')`)
    expect((await trace('metric=activity_count&unit=440703&period=2024-01')).json.ahead).toBe(false)
    expect((await trace('metric=activity_count&unit=440703&period=2024')).json.ahead).toBe(false)
    await etl.raw(`update fact_activity set status = 'held' where county_id = 1 and held_on < '2024-01-10'`)
    await etl.raw(`insert into dirty (county_id, subject, month_on) values (1, 'activity', '2024-01-01')`)
    const waiting = await here.ask('GET', '/api/proof?metric=activity_count&unit=440703&period=2024-01', { as: exact })
    expect([waiting.status, waiting.json.code]).toEqual([409, 'being_updated'])
    expect((await trace('metric=activity_count&unit=440703&period=2024-01')).json.ahead).toBe(true)
    expect((await trace('metric=activity_count&unit=440704&period=2024-01')).json.ahead).toBe(false)
  })

  test('who sees a village alone is told of rows that wait as well', async () => {
    const village = await here.viewer('village', 'reviewer', '440703002131')
    const query = 'metric=activity_count&unit=440703002131&period=2024-02'
    const etl = here.database.pool('etl')
    await etl.raw('delete from dirty')
    expect((await trace(query, village)).json.ahead).toBe(false)
    await etl.raw(`delete from fact_activity where held_on >= '2024-02-01' and held_on < '2024-03-01' and unit_id = (select unit_id from unit where code = '440703002131')`)
    await etl.raw(`insert into dirty (county_id, subject, month_on) values (1, 'activity', '2024-02-01')`)
    expect((await trace(query, village)).json.ahead).toBe(true)
    const waiting = await here.ask('GET', `/api/proof?${query}`, { as: village })
    expect([waiting.status, waiting.json.code]).toEqual([409, 'being_updated'])
  })

  test('what is seen beside the rest of its county is proved to whom sees a part of it, too', async () => {
    const etl = here.database.pool('etl')
    // The returns of the county begin with those of another town.
    await etl.raw(`delete from fact_monthly_return`)
    await etl.raw(`insert into fact_monthly_return (county_id, source, src_id, unit_id, load_id, row_no, month_on, submitted_on, visits_by_cadres, visits_by_grid_workers, visits_by_volunteers, council_meetings, council_decisions)
      select county_id, 'monthly-returns', code, unit_id, 1, sort_no, case code when '440703005' then '2024-01-01' else '2024-02-01' end::date, '2024-03-01', 1, 1, 1, 1, 1 from unit where code in ('440703005', '440703002')`)
    await runAgain(here.database, '2024-03-31', true)
    const town = await here.viewer('town', 'reviewer', '440703002')
    const { status, json } = await here.ask('GET', '/api/proof?metric=submit_ontime_rate&unit=440703002&period=2024Q1', { as: town })
    expect([status, json.equal, json.to]).toEqual([200, true, '2'])
  })
})

test('a change of rights takes effect within seconds', async () => {
  expect((await figures(january, county)).status).toBe(200)
  await here.database.pool('desk').transaction((trx) => changeRole(trx, 'county', 'leader', ['440704']))
  await expect.poll(async () => (await figures(january, county)).status, { timeout: 5000 }).toBe(403)
})

test('the catalogue holds every public metric with its dimensions, and one definition its versions', async () => {
  const { json } = await here.ask('GET', '/api/metrics', { as: city })
  expect(json.metrics.length).toBeGreaterThanOrEqual(40)
  const named = new Set(Object.keys(json.dimensions))
  expect(json.metrics.flatMap((m: { dimensions: string[] }) => m.dimensions).filter((d: string) => !named.has(d))).toEqual([])
  const one = await here.ask('GET', '/api/metrics/activity_satisfaction_rate', { as: city })
  expect(one.json).toMatchObject({ code: 'activity_satisfaction_rate', kind: 'ratio', of: 'activity_rating_good', versions: [{ version: 1 }] })
  expect((await here.ask('GET', '/api/metrics/activity_rating_good', { as: city })).status).toBe(404)
})

test('the tree is what the viewer may see', async () => {
  const { json } = await here.ask('GET', '/api/units', { as: city })
  expect(json.units.slice(0, 3).map((u: { code: string }) => u.code)).toEqual(['440700', '440703', '440704'])
  expect(json.units.some((u: { code: string }) => u.code === '440800' || u.code === '440802')).toBe(false)
  const counties = await here.ask('GET', '/api/units?root=440700&level=county', { as: city })
  expect(counties.json.units).toHaveLength(7)
  expect((await here.ask('GET', '/api/units?root=440800', { as: city })).status).toBe(403)
})

test('the threshold of small counts is a setting', async () => {
  await using strict = await serve({ database: here.database, env: { SMALL_CELL: '100' } })
  const as = await strict.viewer('strict', 'leader', '440703')
  const { json } = await strict.ask('GET', '/api/figures?metrics=neg_worker_count&unit=440703&period=2024-03', { as })
  expect(json.total.neg_worker_count).toEqual({ value: null, status: 'suppressed' })
  expect(Number((await figures('metrics=neg_worker_count&unit=440703&period=2024-03', exact)).json.total.neg_worker_count.value)).toBeLessThan(100)
})
