import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishFacts, serve, type TestApp } from '../../../test/app.js'
import { findBreak } from '../audit/chain.js'
import { stateOf } from './data-sets.js'
import { isLate, minutesLate, missedPromise } from './due.js'

const nightly = '0 2 * * *'
const at = (text: string): Date => new Date(text)

describe('a promise', () => {
  test.each([
    ['the figures of 24 November keep it till six of the 26th', '2026-11-24', '2026-11-26T05:59:59+08:00', null],
    ['and have missed it from then on', '2026-11-24', '2026-11-26T06:00:00+08:00', '2026-11-25T22:00:00.000Z'],
    ['the first one missed counts, not the last', '2026-11-20', '2026-11-26T12:00:00+08:00', '2026-11-21T22:00:00.000Z'],
  ])('%s', (_, businessOn, now, missed) => {
    expect(missedPromise(nightly, businessOn, at(now))).toBe(missed)
    expect(isLate(nightly, businessOn, at(now))).toBe(missed !== null)
  })

  test.each([
    ['2026-11-28T06:42:10+08:00', '2026-11-28T09:00:00+08:00', 42],
    ['2026-11-28T04:10:00+08:00', '2026-11-28T09:00:00+08:00', 0],
    [null, '2026-11-28T07:30:00+08:00', 90],
    [null, '2026-11-28T05:00:00+08:00', 0],
  ])('a run of two o’clock published at %s is, at %s, %i minutes late', (finishedAt, now, minutes) => {
    expect(minutesLate('2026-11-28T02:00:00+08:00', finishedAt, at(now))).toBe(minutes)
  })
})

test.each([
  ['never read', null, null, '09:00', 'unknown'],
  ['read by tonight’s run', '28T02:10', null, '09:00', 'fresh'],
  ['tonight’s run has begun and has not read it', '27T02:10', null, '03:00', 'ageing'],
  ['the promise has passed and it was not read', '27T02:10', null, '06:00', 'late'],
  ['its last reading failed', '27T02:10', '28T02:10', '03:00', 'failed'],
  ['it failed and was read again', '28T02:30', '28T02:10', '09:00', 'fresh'],
])('a data set: %s', (_, read, failed, clock, state) => {
  const on = (time: string | null): string | null => (time === null ? null : `2026-11-${time}:00+08:00`)
  expect(stateOf({ readAt: on(read), failedAt: on(failed) }, nightly, at(`2026-11-28T${clock}:00+08:00`))).toBe(state)
})

describe('the ledger', () => {
  let here: TestApp
  let operator: string
  let clock = at('2024-04-01T09:00:00+08:00')
  beforeAll(async () => {
    here = await serve({ now: () => clock })
    await publishFacts(here.database)
    operator = await here.viewer('李工', 'operator', '440700', '4408Z1')
  })
  afterAll(() => here[Symbol.asyncDispose]())

  /** A night: its date, when it was published, and the seconds of reading one source; null when that was not read. */
  async function night(on: string, published: string, seconds: number | null, more: { state?: string; tries?: number } = {}): Promise<string> {
    const { rows: [run] } = await here.database.pool('etl').raw<{ rows: { id: string }[] }>(
      `insert into run (run_id, job, fire_at, state, business_on, attempt, queued_at, started_at, finished_at)
       values (gen_random_uuid(), 'nightly', :fire, :state, :fire::timestamptz::date - 1, 1, :fire, :fire, :published) returning run_id as id`,
      { fire: `${on}T02:00:00+08:00`, state: more.state ?? 'done', published: `${on}T${published}:00+08:00` })
    await here.database.pool('etl').raw(
      `insert into run_step (run_id, seq, attempt, name, started_at, finished_at, rows_in, rows_out, tries)
       values (:id, 1, 1, 'load station-gates', :fire, :fire::timestamptz + make_interval(secs => :took), :rows, :rows, :tries)`,
      { id: run?.id ?? '', fire: `${on}T02:00:00+08:00`, took: seconds ?? 9000, rows: seconds === null ? null : 10, tries: more.tries ?? 1 })
    return run?.id ?? ''
  }

  test('sets each step beside its median over the nights before it, and counts no step that failed', async () => {
    await night('2024-03-27', '04:00', 100)
    await night('2024-03-28', '04:00', 140)
    await night('2024-03-29', '04:00', null)
    await night('2024-03-30', '04:00', 5000, { state: 'failed' })
    await night('2024-03-31', '04:00', 400)
    const last = await night('2024-04-01', '06:42', 434, { tries: 3 })
    const { status, json } = await here.ask('GET', `/api/runs/${last}`, { as: operator })
    expect([status, json.minutesLate, json.promisedAt]).toEqual([200, 42, '2024-03-31T22:00:00.000Z'])
    expect(json.steps).toMatchObject([{ usual: 140, nights: 3, tries: 3, failed: false }])
    const { nights } = (await here.ask('GET', '/api/runs/nights?limit=5', { as: operator })).json as { nights: { minutesLate: number; steps: { failed: boolean; usual: number }[]; checks: object | null }[] }
    // One that failed is late till now.
    expect(nights.map((n) => [n.minutesLate, n.steps[0]?.failed, n.steps[0]?.usual])).toEqual([[42, false, 140], [0, false, 140], [51 * 60, false, 140], [0, true, 140], [0, false, 140]])
  })

  test('tells how fresh each source is and which counties have not reported the last whole month', async () => {
    await here.database.pool('owner').raw(`delete from coverage where source = 'issue-system' and month_on = '2024-03-01' and county_id = (select county_id from unit where code = '440785')`)
    const { dataSets } = (await here.ask('GET', '/api/runs/data-sets', { as: operator })).json as { dataSets: { source: string; state: string; month: string; due: number; reported: number; missing: { code: string }[] }[] }
    expect(dataSets.map((d) => [d.source, d.state])).toEqual([['station-gates', 'fresh']])
    await here.database.pool('etl').raw(`insert into load (source, as_of, finished_at) values ('issue-system', '2024-03-31T02:10:00+08:00', '2024-03-31T02:10:00+08:00')`)
    const issues = (await here.ask('GET', '/api/runs/data-sets', { as: operator })).json.dataSets.find((d: { source: string }) => d.source === 'issue-system')
    expect(issues).toMatchObject({ state: 'late', month: '2024-03', due: 4, reported: 3, missing: [{ code: '440785' }], promisedAt: '2024-03-31T22:00:00.000Z' })
  })

  test('a step is done again by itself: its source alone is read, for the business date of its run', async () => {
    const { json: { nights: [last] } } = await here.ask('GET', '/api/runs/nights?limit=1', { as: operator })
    const asked = await here.ask('POST', '/api/runs', { as: operator, body: { retry: { runId: last.runId, step: 'load station-gates' } } })
    expect(asked.status).toBe(202)
    expect((await here.ask('GET', `/api/runs/${asked.json.runId}`, { as: operator })).json).toMatchObject({ job: 'retry', onlyStep: 'load station-gates', businessOn: '2024-03-31', requestedBy: '李工' })
    for (const step of ['prove', 'load nothing', 'x']) {
      const refused = await here.ask('POST', '/api/runs', { as: operator, body: { retry: { runId: last.runId, step } } })
      expect([step, refused.status, refused.json.code]).toEqual([step, 422, 'no_retry'])
    }
    const leader = await here.viewer('leader', 'leader', '440700')
    expect((await here.ask('POST', '/api/runs', { as: leader, body: { retry: { runId: last.runId, step: 'publish' } } })).status).toBe(403)
  })

  test('the one on duty says a word about late figures; everybody sees the last, and it is audited', async () => {
    const leader = await here.viewer('leader2', 'leader', '440700')
    const me = async () => (await here.ask('GET', '/api/me', { as: leader })).json
    expect(await me()).toMatchObject({ late: false, dueAt: null, duty: null })
    const say = (body: object, as = operator) => here.ask('POST', '/api/freshness/notes', { as, body })
    expect((await say({ kind: 'seen' })).json.code).toBe('not_late')
    clock = at('2024-04-02T06:10:00+08:00')
    expect(await me()).toMatchObject({ late: true, dueAt: '2024-04-01T22:00:00.000Z', duty: null })
    expect((await say({ kind: 'seen' }, leader)).status).toBe(403)
    expect((await say({ kind: 'ignored' })).json).toMatchObject({ status: 400, code: 'reason_missing' })
    expect((await say({ kind: 'seen', sentence: 'x'.repeat(201) })).status).toBe(400)
    expect((await say({ kind: 'seen' })).status).toBe(201)
    expect((await say({ kind: 'ignored', sentence: '闸机停机，白天补读' })).json.duty).toMatchObject({ kind: 'ignored', name: '李工', sentence: '闸机停机，白天补读' })
    expect((await me()).duty).toMatchObject({ kind: 'ignored', name: '李工' })
    const { rows } = await here.database.pool('desk').raw<{ rows: { actor: string; action: string }[] }>(`select actor, action from audit where action like 'late_%' order by seq`)
    expect(rows).toEqual([{ actor: '李工', action: 'late_seen' }, { actor: '李工', action: 'late_ignored' }])
    expect(await findBreak(here.database.pool('desk'))).toBeUndefined()
  })
})
