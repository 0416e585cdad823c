import { renderWorkbook, reports } from '@mingshu/reports'
import { activities, describeMetrics, fold, text, type Measure } from '@mingshu/metrics'
import { expect, test } from 'vitest'
import { answering } from '../reports/test/given.js'
import { contextFor, dataOf, read } from '../reports/test/workbooks.js'
import { publishFacts, serve } from './app.js'

// What somebody adds to metrics/src/activities.ts, put into the subject as that entry would: before anything is served.
const entry: Measure = {
  kind: 'flow', on: 'held_on', where: `status = 'cancelled'`, code: 'activity_cancelled_count', subject: 'activity', dimensions: ['kind'],
  name: text('取消的活动场次', 'Activities cancelled'), unit: text('场次', ''), good: 'down', basis: 'a test',
  meaning: text('统计期内取消的党群活动场次。', 'Activities cancelled in the period.'),
}

test('a metric added in one entry is folded, asked, traced, proved, described and printed, with no other edit', async () => {
  const measures = activities.measures as Measure[]
  measures.push(entry)
  try {
    expect(fold(activities).countyMonths).toContain('activity_cancelled_count')
    await using app = await serve()
    await publishFacts(app.database)
    const viewer = await app.viewer('reviewer', 'reviewer', '440700')
    const get = async (path: string): Promise<{ status: number; json: unknown }> => app.ask('GET', path, { as: viewer })

    const { rows: [row] } = await app.database.pool('etl').raw<{ rows: { n: string }[] }>(
      `select count(*) as n from fact_activity f join unit_closure c on c.unit_id = f.unit_id join unit a on a.unit_id = c.ancestor_id
       where a.code = '440700' and f.status = 'cancelled' and f.held_on >= '2024-01-01' and f.held_on < '2024-04-01'`)
    const expected = row?.n
    expect(Number(expected)).toBeGreaterThan(0)

    const of = 'unit=440700&period=2024-01..2024-03'
    expect((await get('/api/metrics/activity_cancelled_count')).json).toMatchObject({ name: entry.name })
    expect((await get(`/api/figures?metrics=activity_cancelled_count&${of}`)).json).toMatchObject({ rows: [{ activity_cancelled_count: { value: expected } }] })
    expect((await get(`/api/trace?metric=activity_cancelled_count&${of}`)).json).toMatchObject({ count: expect.anything() as unknown })
    expect((await get(`/api/proof?metric=activity_cancelled_count&${of}`)).json).toMatchObject({ equal: true, recomputed: expected })
    expect(describeMetrics()).toContain('activity_cancelled_count')
    // The list of main indicators is the catalogue, so the figure has its line.
    const indicators = reports.find((r) => r.number === 'R01')
    if (!indicators) throw new Error('No R01.')
    const { bytes } = await renderWorkbook(await indicators.build(answering({ demo: true, own: 31 }).ask, contextFor(indicators, { language: 'zh' })))
    expect(JSON.stringify(dataOf(read(bytes)))).toContain('取消的活动场次')
  } finally {
    measures.pop()
  }
})
