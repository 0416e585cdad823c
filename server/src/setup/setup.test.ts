import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve, type Reply, type TestApp } from '../../../test/app.js'
import { makeSetupToken } from './token.js'
import { unitsOfSheet } from './unit-sheet.js'

const sheet = `代码,名称,层级,上级代码
440500,汕头市,市,
440507,龙湖区,县（市、区）,440500
440507001,金霞街道,镇（街）,440507
440507001001,金珠社区,村（社区）,440507001
440511,金平区,县（市、区）,440500
`
const lines = (text: string) => text.trim().split('\n').map((line, i) => ({ rowNo: i + 1, cells: line.split(',').map((c) => c || null) }))

describe('a sheet of divisions', () => {
  test('gives each unit its place, its county and its kind', () => {
    const units = unitsOfSheet(lines(sheet))
    expect('refused' in units ? units : units.map((u) => [u.code, u.level, u.kind, u.county, u.sortNo])).toEqual([
      ['440500', 'city', 'city', 0, 10], ['440507', 'county', 'district', 1, 20], ['440507001', 'town', 'subdistrict', 1, 30], ['440507001001', 'village', 'community', 1, 40], ['440511', 'county', 'district', 2, 50],
    ])
  })

  test.each([
    ['名称,层级\n汕头市,市', '没有找到表头'],
    ['代码,名称\n440500,汕头市', '缺少'],
    ['代码,名称,层级,上级代码\n440500,汕头市,省,', '第 2 行：层级“省”'],
    ['代码,名称,层级,上级代码\n440507001,金霞街道,镇（街）,440507', '第 2 行：上级“440507”应写在它前面'],
    ['代码,名称,层级,上级代码\n440500,汕头市,市,\n440500,汕头市,市,', '第 3 行：代码“440500”出现了两次'],
    ['代码,名称,层级,上级代码', '没有单位'],
  ])('%j is refused with the line and the remedy', (text, sentence) => {
    const found = unitsOfSheet(lines(text))
    expect('refused' in found && found.refused.zh).toContain(sentence)
  })
})

describe('an empty installation', () => {
  let here: TestApp
  let token: string
  beforeAll(async () => {
    here = await serve()
    token = await here.database.pool('desk').transaction(makeSetupToken)
  })
  afterAll(() => here[Symbol.asyncDispose]())
  const headers = { origin: 'http://localhost:80', host: 'localhost:80' }
  const open = (as: string): Promise<Reply> => here.ask('POST', '/api/setup/opening', { body: { token: as }, headers })
  const first = (more: object = {}): Promise<Reply> =>
    here.ask('POST', '/api/setup', { body: { token, login: 'Zheng', name: '郑某', password: 'four calm Herons 7', units: ['440500'], ...more }, headers })
  const send = (raw: string | Buffer, as: string): Promise<Reply> => here.ask('PUT', '/api/setup/units', { raw, headers: { ...headers, 'content-type': 'text/csv', 'x-setup-token': as } })

  test('opens to the token of its console only', async () => {
    for (const wrong of ['x'.repeat(43), `${token.slice(0, -1)}_`]) {
      expect((await open(wrong)).json.code).toBe('no_setup')
      expect((await first({ token: wrong })).json.code).toBe('no_setup')
      expect((await send(sheet, wrong)).json.code).toBe('no_setup')
    }
    const { json, status } = await open(token)
    expect([status, json.units.slice(0, 2).map((u: { code: string }) => u.code), json.count > 3000]).toEqual([200, ['440700', '440703'], true])
  })

  test('takes another sheet of divisions, as text or as a workbook, and keeps the old one when it is wrong', async () => {
    expect((await send('代码,名称\n1,x\n', token)).json).toMatchObject({ status: 422, code: 'unfit_units' })
    expect((await send(sheet.replace('镇（街）,440507', '村（社区）,440507'), token)).json).toMatchObject({ status: 422, code: 'unfit_units' })
    const book = new exceljs.Workbook()
    const page = book.addWorksheet('行政区划')
    for (const { cells } of lines(sheet)) page.addRow(cells)
    for (const given of [sheet, Buffer.from(await book.xlsx.writeBuffer())]) {
      expect((await send(given, token)).json).toMatchObject({ count: 5, units: [{ code: '440500' }, { code: '440507' }, { code: '440511' }] })
    }
  })

  test('wants a password that is long and not common', async () => {
    for (const password of ['short', 'Elf-zeichen', 'Password-2026-x', 'zheng-Long-Name-1']) expect((await first({ password })).json).toMatchObject({ status: 422, code: 'weak_password' })
    expect((await first({ units: ['449999'] })).json.code).toBe('unknown_unit')
  })

  test('makes one operator, who is signed in at once, and closes behind them', async () => {
    const replies = await Promise.all([first(), first({ login: 'other' })])
    expect(replies.map((r) => r.status).sort()).toEqual([201, 401])
    const made = replies.find((r) => r.status === 201)
    const cookie = String(made?.headers['set-cookie']).split(';')[0] ?? ''
    const me = await here.ask('GET', '/api/me', { headers: { cookie } })
    expect(me.json).toMatchObject({ user: { role: 'operator' }, roots: [{ code: '440500', name: { zh: '汕头市' } }], dataVersion: 0 })
    const { json } = await here.ask('GET', '/api/setup/progress', { headers: { cookie } })
    expect(json).toEqual({ steps: [{ step: 'units', done: true }, { step: 'account', done: true }, { step: 'sources', done: false }, { step: 'run', done: false }, { step: 'people', done: false }], done: 2, demo: false })
    for (const reply of [await first(), await send(sheet, token), await open(token)]) expect(reply.json.code).toBe('no_setup')
    const again = await here.database.pool('desk').transaction(makeSetupToken)
    expect((await first({ token: again })).json.code).toBe('no_setup')
  })

  test('keeps its own divisions when it starts again', async () => {
    await using next = await serve({ database: here.database, isPrepared: false })
    const { rows } = await next.database.pool('api').raw<{ rows: { n: string }[] }>('select count(*) as n from unit')
    expect(rows[0]?.n).toBe('5')
  })
})

test('a token that is a day old opens nothing', async () => {
  await using here = await serve()
  const token = await here.database.pool('desk').transaction(makeSetupToken)
  await here.database.pool('desk').raw(`update setup_token set expires_at = now() - interval '1 second'`)
  expect((await here.ask('POST', '/api/setup/opening', { body: { token }, headers: { origin: 'http://localhost:80', host: 'localhost:80' } })).json.code).toBe('no_setup')
})
