import { readdirSync } from 'node:fs'
import { stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, type Reply, type TestApp } from '../../../test/app.js'
import { sweepUploads } from './sweep.js'
import { mostOpen } from './uploads.js'

let here: TestApp
let operator: string
beforeAll(async () => {
  here = await serve({ isWorking: true })
  operator = await here.viewer('operator', 'operator', '440700', '440800')
})
afterAll(() => here[Symbol.asyncDispose]())

const send = (as: string, raw: string, query = '', type = 'text/csv', source = 'industry-rosters'): Promise<Reply> =>
  here.ask('PUT', `/api/uploads?source=${source}&name=${encodeURIComponent('roster-2024-03.csv')}${query}`, { as, raw, headers: { 'content-type': type } })
async function outcome(as: string, raw: string, query?: string, source?: string): Promise<Reply['json']> {
  const { json, status } = await send(as, raw, query, undefined, source)
  expect(status).toBe(202)
  await expect.poll(async () => (await here.ask('GET', `/api/uploads/${json.id}`, { as })).json.state, { timeout: 30_000, interval: 50 }).toMatch(/done|refused|failed/)
  return (await here.ask('GET', `/api/uploads/${json.id}`, { as })).json
}

test('a file that is no roster is refused with a sentence, and nothing is loaded', async () => {
  const { state, outcome: told, runId } = await outcome(operator, 'a,b\n1,2\n')
  expect([state, runId]).toEqual(['refused', null])
  expect(told.problems[0].zh.length).toBeGreaterThan(8)
  const { rows } = await here.database.pool('etl').raw<{ rows: { count: string }[] }>('select count(*) as count from raw_row')
  expect(rows[0]?.count).toBe('0')
})

const header = '姓名,身份证号,手机号,平台,从业群体,镇街代码,入职日期,政治面貌,离职日期'
const line = (number: string, street: string): string => `张三,${number},13800000000,骑达,骑手,${street},2023-01-05,群众,`
const roster = [header, line('11010519491231002X', '440803071'), line('440524188001010014', '440803071'), line('110105194912310038', '999999999'), line('123', '440803071')].join('\r\n')

test('the good rows of a roster are loaded and counted by a run; the bad ones are told, and marked in a copy of the file', async () => {
  const done = await outcome(operator, roster)
  expect(done).toMatchObject({ state: 'done', outcome: { changed: 2, rejected: 2, allProblems: 2 } })
  expect(done.outcome.problems.map((p: { row: number; sentence: { zh: string } }) => [p.row, p.sentence.zh.length > 10])).toEqual([[4, true], [5, true]])
  expect(JSON.stringify(done)).not.toMatch(/110105194912310038|11010519491231002X/)
  await expect.poll(async () => (await here.ask('GET', `/api/runs/${done.runId}`, { as: operator })).json.state, { timeout: 30_000 }).toBe('done')

  const file = await here.ask('GET', `/api/uploads/${done.id}/file`, { as: operator })
  expect([file.status, file.headers['content-disposition']]).toEqual([200, `attachment; filename="mingshu.xlsx"; filename*=UTF-8''${encodeURIComponent('roster-2024-03_问题.xlsx')}`])
  const book = new exceljs.Workbook()
  await book.xlsx.load(file.bytes as unknown as ArrayBuffer)
  const sheet = book.worksheets[0]
  expect([4, 5].map((row) => String(sheet?.getRow(row).getCell(10).value).length > 10)).toEqual([true, true])
  expect([2, 3].map((row) => sheet?.getRow(row).getCell(10).value ?? null)).toEqual([null, null])

  const again = await outcome(operator, roster)
  expect([again.state, again.runId]).toEqual(['done', null])
  expect(again.outcome.problems[0].zh).toContain('相同')
})

const kept = (id: string): string[] => readdirSync(join(here.dataDir, 'uploads')).filter((name) => name.startsWith(id)).sort()

test('a file is deleted once it was read and nothing in it can be marked', async () => {
  const clean = await outcome(operator, [header, line('11010519491231002X', '440803071')].join('\r\n').replaceAll('骑达', '速餐'))
  const unread = await outcome(operator, 'a,b\n1,2\n')
  for (const { id } of [clean, unread]) {
    await expect.poll(() => kept(id)).toEqual([])
    const { status, json } = await here.ask('GET', `/api/uploads/${id}/file`, { as: operator })
    expect([status, json.code, json.detail]).toEqual([404, 'gone', expect.stringContaining('原文件已删除')])
  }
})

test('a file with bad cells is kept seven days with its marked copies; whoever fetches one is remembered', async () => {
  const { id } = await outcome(operator, roster.replaceAll('骑达', '快达'))
  expect((await here.ask('GET', `/api/uploads/${id}/file`, { as: operator })).status).toBe(200)
  const { rows } = await here.database.pool('desk').raw<{ rows: { actor: string; detail: object }[] }>(`select actor, detail from audit where action = 'marked_fetched' and detail->>'uploadId' = :id`, { id })
  expect(rows).toMatchObject([{ actor: 'operator', detail: { source: 'industry-rosters', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } }])
  const dir = join(here.dataDir, 'uploads')
  const days = (n: number): number => Date.now() + n * 24 * 3600_000
  await sweepUploads(dir, days(6.9))
  expect(kept(id)).toEqual([`${id}.csv`, `${id}.zh.marked.xlsx`])
  // A copy made when the file is six days old is as old as the file.
  const sent = (await stat(join(dir, `${id}.csv`))).mtimeMs
  await utimes(join(dir, `${id}.csv`), sent / 1000 - 6 * 86_400, sent / 1000 - 6 * 86_400)
  expect((await here.ask('GET', `/api/uploads/${id}/file`, { as: operator, headers: { 'accept-language': 'en' } })).status).toBe(200)
  await sweepUploads(dir, days(1.1))
  expect(kept(id)).toEqual([`${id}.zh.marked.xlsx`])
  await sweepUploads(dir, days(7.1))
  expect(kept(id)).toEqual([])
  expect((await here.ask('GET', `/api/uploads/${id}/file`, { as: operator })).json.code).toBe('gone')
})

test('nobody has more than twenty files waiting, and what is not taken is not kept', async () => {
  const busy = await here.viewer('busy', 'operator', '440700')
  await here.database.pool('desk').raw(
    `insert into upload (upload_id, user_id, source, file_name, file_path, sha256, mode, state)
     select gen_random_uuid(), user_id, 'industry-rosters', 'a.csv', 'a.csv', '', 'good', 'queued' from app_user, generate_series(1, :mostOpen) where login = 'busy'`, { mostOpen })
  const before = readdirSync(join(here.dataDir, 'uploads')).length
  const { status, headers, json } = await send(busy, 'a,b\n1,2\n')
  expect([status, headers['retry-after'], json.detail]).toEqual([429, '10', '您有 20 份文件还没有检查完，请稍候再传。'])
  expect(readdirSync(join(here.dataDir, 'uploads'))).toHaveLength(before)
})

test('all or nothing is nothing when one row is bad', async () => {
  const refused = await outcome(operator, roster.replaceAll('骑达', '顺路'), '&mode=all')
  expect([refused.state, refused.loadId]).toEqual(['refused', null])
  expect(refused.outcome.problems[0].zh).toContain('2 行')
})

test('who works for a county may not send a roster, which decides for all counties', async () => {
  const clerk = await here.viewer('clerk', 'clerk', '440785')
  expect((await send(clerk, 'a,b\n')).json.detail).toContain('覆盖全市')
  const leader = await here.viewer('leader', 'leader', '440700')
  expect((await send(leader, 'a,b\n')).json.code).toBe('not_your_role')
})

test('a file reaches no unit its sender does not look after, whoever sends it', async () => {
  const zone = `${header}\r\n${line('440524188001010014', '440803071')}`
  for (const [login, role] of [['jiangmen', 'clerk'], ['village', 'operator']] as const) {
    const refused = await outcome(await here.viewer(login, role, role === 'clerk' ? '440700' : '440703002131'), zone)
    expect([refused.state, refused.loadId, refused.outcome.problems[0].zh]).toEqual(['refused', null, expect.stringContaining('不在您负责的范围内')])
    expect(refused.outcome.problems[1]).toMatchObject({ row: 2, column: { zh: '镇街' } })
  }
  const lines = `地区,单位代码,报出日期,党员干部入户,网格员入户,志愿者入户,议事会,议定事项\r\n江门市,440803071,2024-04-01,1,1,1,1,1`
  const returned = await outcome(await here.viewer('returner', 'clerk', '440700'), lines, '', 'monthly-returns')
  expect(returned.outcome.problems[0].zh).toContain('不在您负责的范围内')
})

test.each([
  ['&mode=some', 'text/csv', 400], ['&colour=red', 'text/csv', 400], ['', 'multipart/form-data; boundary=x', 415], ['', 'application/json', 400],
])('%s as %s is refused (%i)', async (query, type, status) => {
  expect((await send(operator, 'a,b\n1,2\n', query, type)).status).toBe(status)
})

test('an empty file is refused, and one of somebody else does not exist', async () => {
  expect((await send(operator, '')).status).toBeGreaterThanOrEqual(400)
  const { json } = await send(operator, 'x\n')
  const other = await here.viewer('other', 'operator', '440700')
  expect((await here.ask('GET', `/api/uploads/${json.id}`, { as: other })).status).toBe(404)
})
