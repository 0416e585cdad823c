import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readWorkbook } from '@mingshu/reports'
import { publishFacts, runAgain, serve, type Reply, type TestApp } from '../../../test/app.js'
import { findBreak } from '../audit/chain.js'
import { changeRole, disableAccount, findAccount } from '../people/accounts.js'
import { askExport, beginExport, cancelExport, findExport } from './export-jobs.js'

let here: TestApp
let city: string
let county: string
beforeAll(async () => {
  here = await serve({ isWorking: true })
  await publishFacts(here.database)
  city = await here.viewer('city', 'reviewer', '440700')
  county = await here.viewer('county', 'leader', '440703')
})
afterAll(() => here[Symbol.asyncDispose]())

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const start = (as: string, body: object, headers: Record<string, string> = {}): Promise<Reply> => here.ask('POST', '/api/exports', { as, body, headers })
const look = async (as: string, id: string): Promise<Reply['json']> => (await here.ask('GET', `/api/exports/${id}`, { as })).json
async function made(as: string, body: object): Promise<Reply['json']> {
  const { json } = await start(as, body)
  await expect.poll(async () => (await look(as, json.id)).state, { timeout: 55_000, interval: 50 }).toMatch(/done|failed|cancelled/)
  return look(as, json.id)
}
const fetchFile = (as: string, id: string): Promise<Reply> => here.ask('GET', `/api/exports/${id}/file`, { as })

describe('a workbook', () => {
  test('is asked for, made and fetched, with its number, its version and a line in the audit', async () => {
    const done = await made(city, { report: 'R01', unit: '440700', period: '2024' })
    expect(done).toMatchObject({ state: 'done', progress: 1, version: 1, failure: null, report: expect.any(String), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    const file = await fetchFile(city, done.id)
    expect([file.status, file.headers['content-type'], Number(file.headers['content-length'])]).toEqual([200, xlsx, done.bytes])
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${done.number}.xlsx"; filename*=UTF-8''${encodeURIComponent(done.fileName)}`)
    const read = readWorkbook(file.bytes)
    if ('refused' in read) throw new Error(read.refused.en)
    expect(read).toMatchObject({ exportNo: done.number, version: 1, unit: '440700', period: '2024' })
    expect(read.viewUrl).toMatch(/^http:\/\/127\.0\.0\.1:3000\/reports\/.*v=1/)
    const { rows } = await here.database.pool('desk').raw<{ rows: { action: string; detail: Record<string, unknown> }[] }>(`select action, detail from audit where detail->>'exportId' = ? order by seq`, [done.id])
    expect(rows.map((r) => r.action)).toEqual(['export_asked', 'export_made', 'export_fetched'])
    expect(rows[1]?.detail).toMatchObject({ number: done.number, sha256: done.sha256, version: 1, unit: '440700', rows: done.rows, scope: expect.stringContaining('440700') })
    expect(await findBreak(here.database.pool('desk'), here.services.anchors.list())).toBeUndefined()
    expect(here.services.anchors.list().length).toBeGreaterThan(0)
  })

  test('asked for twice is the same, byte for byte', async () => {
    const [one, two] = [await made(city, { report: 'R03', unit: '440700', period: '2024' }), await made(city, { report: 'R03', unit: '440700', period: '2024' })]
    expect(one.id).not.toBe(two.id)
    expect([one.number, one.sha256]).toEqual([two.number, two.sha256])
  })

  test('with the same Idempotency-Key is one export; with another body the key is refused', async () => {
    const key = { 'idempotency-key': 'monthly-2024-03' }
    const [one, two] = [await start(city, { report: 'R01', unit: '440703', period: '2024' }, key), await start(city, { report: 'R01', unit: '440703', period: '2024' }, key)]
    expect(one.json.id).toBe(two.json.id)
    const other = await start(city, { report: 'R01', unit: '440704', period: '2024' }, key)
    expect([other.status, other.json.code]).toEqual([409, 'key_reused'])
    await expect.poll(async () => (await look(city, one.json.id)).state, { timeout: 30_000 }).toBe('done')
  })

  test.each([
    [{ report: 'R99', unit: '440703', period: '2024' }, 404, '没有报表'], [{ report: 'R03', unit: '440703', period: '2024-02-05' }, 422, '编制'], [{ report: 'R01', unit: '440785', period: '2024' }, 403, '您可查看'],
    [{ report: 'ledger', unit: '440703', period: '2024' }, 400, 'metric'], [{ report: 'R01', unit: '440703', period: '2024', v: 9 }, 404, '没有发布过'], [{ report: 'R01', unit: '440703', period: '2024', format: 'csv' }, 400, '没有参数“format”'],
  ])('%j is refused (%i): %s', async (body, status, sentence) => {
    const reply = await start(county, body)
    expect(reply.status).toBe(status)
    expect(reply.json.detail).toContain(sentence)
  })
})

describe('a ledger', () => {
  test('lists every row behind a figure, and no fewer', async () => {
    const done = await made(city, { report: 'ledger', metric: 'activity_count', unit: '440700', period: '2024Q1' })
    const figure = (await here.ask('GET', '/api/figures?metrics=activity_count&unit=440700&period=2024Q1', { as: city })).json.total.activity_count.value
    expect(done).toMatchObject({ state: 'done', rows: Number(figure), metric: 'activity_count', number: expect.stringMatching(/^LEDGER-440700-2024Q1-V\d+-[0-9A-F]{10}$/) })
    const read = readWorkbook((await fetchFile(city, done.id)).bytes)
    if ('refused' in read) throw new Error(read.refused.en)
    expect([read.exportNo, read.exportNo.startsWith('LEDGER-440700-2024Q1-V1-')]).toEqual([done.number, true])
  })

  test('of persons is not made for who may not see them', async () => {
    const done = await made(county, { report: 'ledger', metric: 'neg_worker_count', unit: '440703', period: '2024-03' })
    expect([done.state, done.failure?.zh]).toEqual(['failed', expect.stringContaining('涉及个人')])
  })
})

describe('rights are looked at again', () => {
  test('when the file is fetched: another unit, or another role, and it is refused', async () => {
    const as = await here.viewer('mover', 'reviewer', '440703')
    const done = await made(as, { report: 'R01', unit: '440703', period: '2024' })
    expect((await fetchFile(as, done.id)).status).toBe(200)
    for (const [role, unit, code] of [['reviewer', '440704', 'foreign_unit'], ['leader', '440703', 'not_your_role']] as const) {
      await here.database.pool('desk').transaction((trx) => changeRole(trx, 'mover', role, [unit]))
      await expect.poll(async () => (await fetchFile(as, done.id)).json.code, { timeout: 5000 }).toBe(code)
    }
    await here.database.pool('desk').transaction((trx) => disableAccount(trx, 'mover'))
    await expect.poll(async () => (await fetchFile(as, done.id)).status, { timeout: 5000 }).toBe(401)
  })

  test('when it is made: what was allowed when it was asked for may not be any more', async () => {
    const as = await here.viewer('leaver', 'reviewer', '440703')
    const { json } = await start(as, { report: 'R01', unit: '440703', period: '2024' })
    await here.database.pool('desk').transaction((trx) => changeRole(trx, 'leaver', 'reviewer', ['440704']))
    await expect.poll(async () => (await look(as, json.id)).state, { timeout: 30_000 }).toMatch(/failed|done/)
    if ((await look(as, json.id)).state === 'failed') expect((await look(as, json.id)).failure.zh).toContain('您可查看')
    expect((await fetchFile(as, json.id)).status).toBe(403)
  })
})

test('a cancelled export ends, and leaves no file', async () => {
  const { json } = await start(city, { report: 'R13', unit: '440700', period: '2024Q1' })
  const cancelled = await here.ask('DELETE', `/api/exports/${json.id}`, { as: city })
  if (cancelled.status === 409) return
  expect(cancelled.status).toBe(204)
  await expect.poll(async () => (await look(city, json.id)).state, { timeout: 5000 }).toBe('cancelled')
  expect((await fetchFile(city, json.id)).status).toBe(409)
  expect(readdirSync(join(here.dataDir, 'exports')).filter((n) => n.startsWith(json.id) || n.endsWith('.part'))).toEqual([])
})

test('an export that was cancelled after its server died ends when it is taken up again', async () => {
  const desk = here.database.pool('desk')
  const userId = (await findAccount(desk, 'county'))?.userId ?? ''
  const asked = await desk.transaction((trx) => askExport(trx, userId, { report: 'R01', unit: '440703', period: '2024', language: 'zh', exact: false }, 1, undefined))
  if ('refused' in asked) throw new Error(asked.refused)
  expect((await beginExport(desk, asked.id))?.attempt).toBe(1)
  expect((await beginExport(desk, asked.id))?.attempt).toBe(2)
  expect(await desk.transaction((trx) => cancelExport(trx, asked.id, userId))).toBe(true)
  expect(await beginExport(desk, asked.id)).toBeUndefined()
  expect(await findExport(desk, asked.id, userId)).toMatchObject({ state: 'cancelled', finishedAt: expect.any(String) })
})

test('nobody fills the queue: the sixth waits', async () => {
  await using idle = await serve({ database: here.database })
  const as = await idle.viewer('busy', 'leader', '440700')
  const replies: number[] = []
  for (let i = 0; i < 6; i++) replies.push((await idle.ask('POST', '/api/exports', { as, body: { report: 'R01', unit: '440700', period: `202${i}` } })).status)
  // The other server works on them meanwhile, so it may be one more.
  expect(replies.slice(0, 5)).toEqual([202, 202, 202, 202, 202])
  expect([202, 429]).toContain(replies[5])
})

describe('verify', () => {
  test('finds a file unchanged, and each cell that was changed', async () => {
    const done = await made(city, { report: 'R03', unit: '440700', period: '2024' })
    const { bytes } = await fetchFile(city, done.id)
    const verify = (raw: Buffer, as = city): Promise<Reply> => here.ask('POST', '/api/verify', { as, raw, headers: { 'content-type': xlsx } })
    expect((await verify(bytes)).json).toMatchObject({ number: done.number, same: true, changes: [] })
    expect((await verify(Buffer.from('PK no workbook at all'))).json).toMatchObject({ status: 422, code: 'not_ours' })
    // It says nothing to who may not see what it holds.
    expect((await verify(bytes, county)).status).toBe(404)
    const large = await here.ask('POST', '/api/verify', { as: city, raw: 'x', headers: { 'content-type': xlsx, 'content-length': String(33 * 1024 * 1024) } })
    expect(large.status).toBe(413)
  })
})

// Last, for it publishes another version.
test('S2 lists what changed in a closed month, as the API tells it', async () => {
  const etl = here.database.pool('etl')
  await etl.raw(`update fact_activity set status = 'cancelled' where county_id = 1 and held_on < '2024-01-10'`)
  await etl.raw(`insert into dirty (county_id, subject, month_on) values (1, 'activity', '2024-01-01')`)
  const version = await runAgain(here.database)
  await expect.poll(async () => (await here.ask('GET', '/api/me', { as: city })).json.dataVersion, { timeout: 5000 }).toBe(version)
  const { restatements } = (await here.ask('GET', '/api/restatements?unit=440700&since=2020-01-01', { as: city })).json
  expect(restatements.length).toBeGreaterThan(0)
  const done = await made(city, { report: 'S2', unit: '440700', period: '2024-01' })
  const read = readWorkbook((await fetchFile(city, done.id)).bytes)
  if ('refused' in read) throw new Error(read.refused.en)
  const cells = [...(read.sheets.get('更正记录')?.values() ?? [])].map(({ value }) => value)
  for (const { was, is } of restatements) expect(cells).toEqual(expect.arrayContaining([was, is]))
})
