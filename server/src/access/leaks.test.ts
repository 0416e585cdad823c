import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishFacts, serve, type Reply, type TestApp } from '../../../test/app.js'
import { freshDatabase } from '../../../test/database.js'
import type { Role } from './viewer.js'

// Everybody asks about everybody: a city, one of its counties, a town and a village of it, their neighbours, and another city.
const places = ['440700', '440703', '440703002', '440703002131', '440703002128', '440703005', '440704', '440785', '440800', '4408Z1', '440803070', '440804']
const below: Readonly<Record<string, readonly string[]>> = {
  '440700': ['440700', '440703', '440703002', '440703002131', '440703002128', '440703005', '440704', '440785'],
  '440703': ['440703', '440703002', '440703002131', '440703002128', '440703005'], '440703002': ['440703002', '440703002131', '440703002128'],
  '440703002131': ['440703002131'], '440785': ['440785'], '4408Z1': ['4408Z1', '440803070'], '440800': ['440800', '4408Z1', '440803070', '440804'],
}
const viewers: readonly (readonly [Role, string])[] = [
  ['leader', '440700'], ['reviewer', '440703'], ['clerk', '440703002'], ['clerk', '440703002131'], ['operator', '4408Z1'], ['leader', '440785'], ['reviewer', '440800'],
]
const questions = (unit: string): readonly (readonly [string, string, object?])[] => [
  ['GET', `/api/figures?metrics=activity_count,station_count,issue_accepted_count&unit=${unit}&period=2024Q1`],
  ['GET', `/api/figures?metrics=activity_count,neg_worker_count&unit=${unit}&period=2024-02&by=unit&compare=prev`],
  ['GET', `/api/trace?metric=activity_count&unit=${unit}&period=2024Q1`],
  ['GET', `/api/trace?metric=issue_ontime_rate&unit=${unit}&period=2024Q1`],
  ['GET', `/api/proof?metric=activity_count&unit=${unit}&period=2024Q1`],
  ['GET', `/api/restatements?unit=${unit}&since=2020-01-01`],
  ['GET', `/api/units?root=${unit}`],
  ['GET', `/api/places?metric=activity_count&unit=${unit}&period=2024-02&compare=prev`],
  ['GET', `/api/known-events?unit=${unit}&from=2024-01-01&to=2024-03-31`],
  ['GET', `/api/questions?unit=${unit}&metric=activity_count`],
  ['POST', '/api/questions', { unit, metric: 'activity_count', period: '2024-02', compare: 'prev', asks: '为什么？' }],
  ['POST', '/api/sheets', { title: '表', questions: [{ metrics: 'activity_count', unit, period: '2024-02' }] }],
  ['POST', '/api/exports', { report: 'R01', unit, period: '2024' }],
  ['POST', '/api/exports', { report: 'ledger', metric: 'activity_count', unit, period: '2024' }],
]

let here: TestApp
const tokens = new Map<string, string>()
beforeAll(async () => {
  here = await serve()
  await publishFacts(here.database)
  for (const [role, unit] of viewers) tokens.set(`${role} ${unit}`, await here.viewer(`${role}-${unit}`, role, unit))
})
afterAll(() => here[Symbol.asyncDispose]())

const send = (app: TestApp, as: string | undefined, [method, path, body]: readonly [string, string, object?]): Promise<Reply> =>
  app.ask(method, path, { ...(as === undefined ? {} : { as }), ...(body ? { body } : {}) })

describe.each(viewers)('the %s of %s', (role, unit) => {
  const as = (): string => tokens.get(`${role} ${unit}`) ?? ''

  test.each(places)('asks about %s and gets it, or nothing', async (place) => {
    const isTheirs = below[unit]?.includes(place) ?? false
    // Exports asked for before would make this one wait.
    await here.database.pool('desk').raw(`update export_job set state = 'cancelled'`)
    for (const [i, question] of questions(place).entries()) {
      const reply = await send(here, as(), question)
      if (isTheirs) {
        expect([question, reply.status < 400 || reply.status === 422 || reply.status === 429 || reply.json.code === 'not_exact']).toEqual([question, true])
        continue
      }
      expect([question, reply.status, reply.json.code]).toEqual([question, 403, 'foreign_unit'])
      // The refusal is the one of a unit that does not exist: it tells nothing about this one.
      const nowhere = await send(here, as(), questions('449999')[i] ?? question)
      expect(reply.text.replaceAll(`“${place}”`, '“449999”').replace(/"request_id":"[^"]+"/, '')).toBe(nowhere.text.replace(/"request_id":"[^"]+"/, ''))
    }
  })

  test('sees in lists only what is theirs', async () => {
    const { json } = await send(here, as(), ['GET', '/api/units'])
    const codes = json.units.map((u: { code: string }) => u.code) as string[]
    expect(places.filter((p) => codes.includes(p))).toEqual(places.filter((p) => below[unit]?.includes(p)))
    const me = await send(here, as(), ['GET', '/api/me'])
    expect(me.json.roots.map((u: { code: string }) => u.code)).toEqual([unit])
  })

  test('asks several questions at once and gets the foreign ones refused one by one', async () => {
    const body = { questions: places.map((place) => ({ metrics: ['activity_count'], unit: place, period: '2024Q1' })) }
    const { json } = await send(here, as(), ['POST', '/api/ask', body])
    const answered = places.filter((_, i) => !('problem' in json.answers[i]))
    expect(answered).toEqual(places.filter((p) => below[unit]?.includes(p)))
  })
})

test('what those below see adds up to what the one above sees', async () => {
  const value = async (viewer: string, unit: string): Promise<number> =>
    Number((await send(here, tokens.get(viewer), ['GET', `/api/figures?metrics=issue_accepted_count&unit=${unit}&period=2024Q1`])).json.total.issue_accepted_count.value)
  const [whole, one, other] = [await value('leader 440700', '440700'), await value('reviewer 440703', '440703'), await value('leader 440785', '440785')]
  const rest = await value('leader 440700', '440704')
  expect(one + other + rest).toBe(whole)
})

test('an export, an upload or a session of somebody else does not exist', async () => {
  await here.database.pool('desk').raw(`update export_job set state = 'cancelled'`)
  const [mine, theirs] = [tokens.get('reviewer 440703'), tokens.get('leader 440700')]
  const { json } = await send(here, mine, ['POST', '/api/exports', { report: 'ledger', metric: 'activity_count', unit: '440703', period: '2024' }])
  expect((await send(here, mine, ['GET', `/api/exports/${json.id}`])).status).toBe(200)
  for (const [method, path] of [['GET', ''], ['GET', '/file'], ['DELETE', '']] as const) {
    expect((await send(here, theirs, [method, `/api/exports/${json.id}${path}`])).status).toBe(404)
  }
  expect((await send(here, theirs, ['GET', '/api/exports'])).json.exports.map((e: { id: string }) => e.id)).not.toContain(json.id)
})

describe('with the service\'s own narrowing off, row-level security alone', () => {
  test('shows nothing foreign', async () => {
    await using database = await freshDatabase()
    await using open = await serve({ database, isPrepared: false, wall: 'down' })
    await publishFacts(open.database)
    const all = await open.viewer('all', 'reviewer', '440700', '440800')
    const figure = '/api/figures?metrics=activity_count,activity_person_times,issue_accepted_count,care_person_times,neg_worker_count&period=2024Q1'
    let isSeen = 0
    for (const [role, unit] of viewers) {
      const as = await open.viewer(`open-${role}-${unit}`, role, unit)
      for (const place of places.filter((p) => !below[unit]?.includes(p))) {
        const question: [string, string] = ['GET', `${figure}&unit=${place}`]
        const foreign = await send(open, as, question)
        isSeen += Number((await send(open, all, question)).json.total.activity_count.value ?? 0)
        // A unit above the viewer is counted from the rows they may see, so nothing of it but their own.
        const own = Object.values(foreign.json.total).filter((c): c is { value: string | null } => typeof c === 'object' && c !== null && 'value' in c).map((c) => Number(c.value ?? 0))
        const isAbove = below[place]?.includes(unit) ?? false
        if (!isAbove) expect([role, unit, place, Math.max(...own)]).toEqual([role, unit, place, 0])
        const { json } = await send(open, as, ['GET', `/api/trace?metric=issue_accepted_count&unit=${place}&period=2024Q1&limit=1000`])
        expect([role, unit, place, json.rows.filter((r: { unit: string }) => !isOf(unit, r.unit))]).toEqual([role, unit, place, []])
        if (!isAbove) expect(json.count).toBe('0')
        const rows = await send(open, as, ['GET', `${figure}&unit=${place}&by=unit`])
        const shown = ((rows.json.rows ?? []) as { unit: string; activity_count: { value: string | null } }[]).filter((r) => Number(r.activity_count.value ?? 0) > 0)
        expect(shown.filter((r) => !isOf(unit, r.unit) && !below[r.unit]?.includes(unit))).toEqual([])
      }
    }
    // There was something to hide.
    expect(isSeen).toBeGreaterThan(100)
  })
})

/** Whether a unit of a row lies below the viewer's, by the way codes are made; the zone's towns carry those of their districts. */
function isOf(viewer: string, unit: string): boolean {
  if (viewer === '4408Z1') return unit === '4408Z1' || ['440803070', '440811173'].includes(unit)
  return unit.startsWith(viewer.replace(/0+$/, '')) || (viewer === '440800' && unit.startsWith('4408'))
}
