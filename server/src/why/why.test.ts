import ExcelJS from 'exceljs'
import { isPublic, placesOf, subjects } from '@mingshu/metrics'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishFacts, runAgain, serve, type TestApp } from '../../../test/app.js'
import { findBreak } from '../audit/chain.js'

let here: TestApp
let leader: string
let clerk: string
let neighbour: string
let reviewer: string
beforeAll(async () => {
  here = await serve()
  await publishFacts(here.database)
  leader = await here.viewer('leader', 'leader', '440700', '4408Z1')
  reviewer = await here.viewer('reviewer', 'reviewer', '440700', '4408Z1')
  clerk = await here.viewer('clerk', 'clerk', '440785')
  neighbour = await here.viewer('neighbour', 'clerk', '440703')
})
afterAll(() => here[Symbol.asyncDispose]())

const sum = (values: readonly string[]): number => values.reduce((a, b) => a + Number(b), 0)

describe('a change over its places', () => {
  const placed = subjects.flatMap((s) => [...s.measures, ...s.ratios].filter(isPublic).filter((m) => placesOf(m) !== undefined).map((m) => m.code))

  test('is offered for what happens at stations and centres, and is told in the catalogue', async () => {
    expect(placed).toEqual(expect.arrayContaining(['station_visit_person_times', 'station_count', 'activity_count', 'activity_person_times', 'svc_center_count']))
    const { json } = await here.ask('GET', '/api/metrics', { as: leader })
    expect(json.metrics.filter((m: { places?: object }) => m.places).map((m: { code: string }) => m.code).sort()).toEqual([...placed].sort())
  })

  test.each(placed.flatMap((metric) => (['prev', 'yoy'] as const).map((compare) => [metric, compare] as const)))('%s against %s adds up to the figure', async (metric, compare) => {
    for (const [unit, period] of [['440700', '2024-02'], ['440703', '2024-03'], ['4408Z1', '2024-02'], ['440703002131', '2024Q1']] as const) {
      const { status, json } = await here.ask('GET', `/api/places?metric=${metric}&unit=${unit}&period=${period}&compare=${compare}`, { as: reviewer })
      expect([metric, unit, status]).toEqual([metric, unit, 200])
      const { json: told } = await here.ask('GET', `/api/figures?metrics=${metric}&unit=${unit}&period=${period}&compare=${compare}`, { as: reviewer })
      const cell = told.total[metric]
      expect(sum(json.kinds.map((k: { is: string }) => k.is))).toBe(Number(cell.value ?? 0))
      expect(sum(json.kinds.map((k: { was: string }) => k.was))).toBe(Number((compare === 'prev' ? cell.prev_value : cell.yoy_value) ?? 0))
      for (const k of json.kinds) expect(Number(k.is) - Number(k.was)).toBe(Number(k.change))
    }
  })

  test('tells stations open in both months from those that opened, closed or are shut', async () => {
    const etl = here.database.pool('etl')
    const { rows: [unit] } = await etl.raw<{ rows: { id: string; county: number }[] }>(`select unit_id as id, county_id as county from unit where code = '440783'`)
    if (!unit) throw new Error('No 440783.')
    const base = { county_id: unit.county, unit_id: unit.id, load_id: 1, row_no: 1, source: 'station-gates' }
    const days = (from: string, count: number): string[] => Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * 86_400_000).toISOString().slice(0, 10))
    const stations = [['both', '2023-01-01', null], ['shut', '2023-01-01', null], ['new', '2024-02-10', null], ['gone', '2023-01-01', '2024-02-01']] as const
    await etl('fact_station').insert(stations.map(([id, opened_on, closed_on]) => ({ ...base, src_id: id, station_id: id, name: id, role: 'site', venue_kind: 'mall', opened_on, closed_on })))
    const visits = [['both', '2024-01-05', 10], ['both', '2024-02-05', 7], ['shut', '2024-01-05', 20], ['shut', '2024-02-03', 4], ['new', '2024-02-12', 5], ['gone', '2024-01-20', 9]] as const
    await etl('fact_station_visit').insert(visits.map(([id, visited_on, n], i) => ({ ...base, src_id: `v${i}`, station_id: id, visited_on, venue_kind: 'mall', worker_group: 'courier', service: 'other', person_times: n })))
    const open = days('2024-01-01', 60).map((day_on) => ({ ...base, src_id: `d${day_on}`, station_id: 'shut', day_on, venue_kind: 'mall', is_open: day_on < '2024-02-11', visits: 0 }))
    await etl('fact_station_day').insert(open)
    for (const month of ['2024-01-01', '2024-02-01']) {
      for (const s of ['station', 'station_day', 'station_visit']) await etl.raw('insert into dirty (county_id, subject, month_on) values (?, ?, ?)', [unit.county, s, month])
      await etl.raw(`insert into coverage (county_id, source, month_on, load_id) values (?, 'station-gates', ?, 1) on conflict do nothing`, [unit.county, month])
    }
    await runAgain(here.database)
    here.services.versions.refresh()
    const { json } = await here.ask('GET', '/api/places?metric=station_visit_person_times&unit=440783&period=2024-02&compare=prev', { as: leader })
    expect(json.kinds).toEqual([
      { kind: 'paused', places: 1, was: '20', is: '4', change: '-16' }, { kind: 'closed', places: 1, was: '9', is: '0', change: '-9' },
      { kind: 'opened', places: 1, was: '0', is: '5', change: '5' }, { kind: 'same', places: 1, was: '10', is: '7', change: '-3' },
    ])
    expect(json.places.map((p: { place: string; since: string | null }) => [p.place, p.since])).toEqual([['shut', '2024-02-11'], ['gone', '2024-02-01'], ['new', '2024-02-10'], ['both', null]])
    expect([json.was, json.is, json.silent]).toEqual(['39', '16', 0])
    // A visit that came since is in no published figure: nothing is told until it is.
    await etl('fact_station_visit').insert({ ...base, src_id: 'late', station_id: 'both', visited_on: '2024-02-06', venue_kind: 'mall', worker_group: 'courier', service: 'other', person_times: 1 })
    const later = await here.ask('GET', '/api/places?metric=station_visit_person_times&unit=440783&period=2024-02&compare=prev', { as: leader })
    expect([later.status, later.json.code]).toEqual([409, 'not_current'])
  })

  test.each([
    ['metric=party_day_count&unit=440703&period=2024-02&compare=prev', 400, '不在固定场所'], ['metric=station_visit_person_times&unit=440783&period=2024-02&compare=plan', 400, 'compare'],
    ['metric=station_visits_per_open_day&unit=440703&period=2024-02&compare=prev', 400, '不在固定场所'], ['metric=none&unit=440703&period=2024-02&compare=prev', 404, '没有指标'],
  ])('%s is refused with %i', async (asked, status, sentence) => {
    const reply = await here.ask('GET', `/api/places?${asked}`, { as: leader })
    expect(reply.status).toBe(status)
    expect(reply.json.detail).toContain(sentence)
  })

  test('of a foreign unit is nobody\'s', async () => {
    expect((await here.ask('GET', '/api/places?metric=activity_count&unit=440703&period=2024-02&compare=prev', { as: clerk })).json.code).toBe('foreign_unit')
  })
})

describe('known events', () => {
  const event = { unit: '440785', kind: 'typhoon', from: '2024-02-03', to: '2024-02-04', zh: '台风', en: 'Typhoon' }
  const list = async (as: string, unit: string): Promise<{ id: string; unit: string; enteredBy: string }[]> => (await here.ask('GET', `/api/known-events?unit=${unit}&from=2024-02-01&to=2024-02-29`, { as })).json.events

  test('are entered by those of the unit, shown to it and above, and to nobody else', async () => {
    const { status, json } = await here.ask('POST', '/api/known-events', { as: clerk, body: event })
    expect(status).toBe(201)
    expect((await list(clerk, '440785')).map((e) => [e.id, e.unit, e.enteredBy])).toEqual([[json.id, '440785', 'clerk']])
    expect((await list(leader, '440700')).map((e) => e.id)).toEqual([json.id])
    expect((await list(clerk, '440785100')).map((e) => e.id)).toEqual([json.id])
    expect(await list(neighbour, '440703')).toEqual([])
    expect((await here.ask('GET', '/api/known-events?unit=440785&from=2024-02-01&to=2024-02-29', { as: neighbour })).json.code).toBe('foreign_unit')
    expect(await here.ask('DELETE', `/api/known-events/${json.id}`, { as: neighbour })).toMatchObject({ status: 404 })
    expect(await here.ask('DELETE', `/api/known-events/${json.id}`, { as: clerk })).toMatchObject({ status: 204 })
    expect(await list(leader, '440700')).toEqual([])
  })

  test('are not a leader\'s to enter, nor a stranger\'s, nor without sense', async () => {
    expect((await here.ask('POST', '/api/known-events', { as: leader, body: event })).status).toBe(403)
    expect((await here.ask('POST', '/api/known-events', { as: neighbour, body: event })).json.code).toBe('foreign_unit')
    for (const bad of [{ ...event, to: '2024-02-01' }, { ...event, kind: 'flood' }, { ...event, zh: ' ' }, { ...event, from: '2024-02-30' }, { ...event, from: '0000-01-01' }, { ...event, from: '0000-01-01', to: '0000-01-02' }, { ...event, to: '2031-01-01' }]) {
      expect((await here.ask('POST', '/api/known-events', { as: clerk, body: bad })).status).toBe(400)
    }
  })

  test('cannot be written into another county even by the role that writes them', async () => {
    const { rows: [unit] } = await here.database.pool('owner').raw<{ rows: { id: string; county: number }[] }>(`select unit_id as id, county_id as county from unit where code = '440703'`)
    if (!unit) throw new Error('No 440703.')
    await expect(here.database.pool('desk').raw(
      `insert into known_event (event_id, county_id, unit_id, kind, from_on, until_on, zh, en, entered_by) values (gen_random_uuid(), ?, ?, 'other', '2024-01-01', '2024-01-02', 'x', 'x', 'x')`, [unit.county, unit.id])).rejects.toThrow('row-level security')
  })
})

describe('a question to a unit', () => {
  const question = { unit: '440785', metric: 'activity_count', period: '2024-02', compare: 'prev', asks: '为什么少了？' }

  test('waits for that unit\'s clerks, is answered once in words, and is seen by who asked', async () => {
    const { status, json: { id } } = await here.ask('POST', '/api/questions', { as: leader, body: question })
    expect(status).toBe(201)
    const open = async (as: string): Promise<string[]> => (await here.ask('GET', '/api/questions/open', { as })).json.questions.map((q: { id: string }) => q.id)
    expect(await open(clerk)).toEqual([id])
    expect(await open(neighbour)).toEqual([])
    expect((await here.ask('GET', '/api/questions/open', { as: leader })).status).toBe(403)
    expect((await here.ask('PUT', `/api/questions/${id}/answer`, { as: neighbour, body: { answer: '不是我' } })).status).toBe(404)
    expect((await here.ask('PUT', `/api/questions/${id}/answer`, { as: leader, body: { answer: '我' } })).status).toBe(403)
    expect((await here.ask('PUT', `/api/questions/${id}/answer`, { as: clerk, body: { answer: '  ' } })).status).toBe(400)
    expect((await here.ask('PUT', `/api/questions/${id}/answer`, { as: clerk, body: { answer: '春节停开。' } })).status).toBe(204)
    expect((await here.ask('PUT', `/api/questions/${id}/answer`, { as: clerk, body: { answer: '再答' } })).status).toBe(404)
    expect(await open(clerk)).toEqual([])
    const { json } = await here.ask('GET', '/api/questions?unit=440700&metric=activity_count', { as: leader })
    expect(json.questions).toMatchObject([{ id, unit: '440785', asks: '为什么少了？', askedBy: 'leader', answer: '春节停开。', answeredBy: 'clerk', version: expect.any(Number) }])
  })

  test('goes to units of one\'s own only, about figures there are', async () => {
    expect((await here.ask('POST', '/api/questions', { as: neighbour, body: question })).json.code).toBe('foreign_unit')
    expect((await here.ask('POST', '/api/questions', { as: leader, body: { ...question, metric: 'none' } })).status).toBe(404)
    expect((await here.ask('POST', '/api/questions', { as: leader, body: { ...question, period: 'soon' } })).status).toBe(400)
  })

  test('leaves its line in the audit, as its answer and every event do', async () => {
    const { rows } = await here.database.pool('desk').raw<{ rows: { action: string; actor: string }[] }>(
      `select action, actor from audit where action in ('unit_asked', 'question_answered', 'event_entered', 'event_withdrawn') order by seq`)
    expect(rows.map((r) => `${r.actor} ${r.action}`)).toEqual(['clerk event_entered', 'clerk event_withdrawn', 'leader unit_asked', 'clerk question_answered'])
    expect(await findBreak(here.database.pool('desk'))).toBeUndefined()
  })
})

describe('a chart as a workbook', () => {
  test('holds the numbers of the same question', async () => {
    const question = { metrics: ['activity_count', 'activity_satisfaction_rate'], unit: '440700', period: '2024-02', by: 'unit', compare: ['prev'] }
    const reply = await here.ask('POST', '/api/sheets', { as: leader, body: { title: '各地党群活动', note: '说明', questions: [question] } })
    expect(reply.status).toBe(200)
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(reply.bytes.buffer.slice(reply.bytes.byteOffset, reply.bytes.byteOffset + reply.bytes.byteLength) as ArrayBuffer)
    const sheet = book.worksheets[0]
    const rows = Array.from({ length: 8 }, (_, i) => (sheet?.getRow(5 + i).values as unknown[] | undefined)?.slice(1) ?? [])
    const { json } = await here.ask('GET', '/api/figures?metrics=activity_count,activity_satisfaction_rate&unit=440700&period=2024-02&by=unit&compare=prev', { as: leader })
    expect(sheet?.getRow(1).getCell(1).value).toBe('各地党群活动')
    for (const [i, row] of [json.total, ...json.rows].entries()) {
      expect(rows[i]?.[1]).toEqual(row.activity_count.value === null ? '未上报' : Number(row.activity_count.value))
      if (row.activity_count.prev_value != null) expect(rows[i]?.[2]).toBe(Number(row.activity_count.prev_value))
    }
  })

  test('is refused where its questions would be', async () => {
    expect((await here.ask('POST', '/api/sheets', { as: clerk, body: { title: 'x', questions: [{ metrics: ['activity_count'], unit: '440703', period: '2024-02' }] } })).json.code).toBe('foreign_unit')
    expect((await here.ask('POST', '/api/sheets', { as: clerk, body: { title: 'x', questions: [] } })).status).toBe(400)
  })
})
