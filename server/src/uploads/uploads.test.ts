import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, type Reply, type TestApp } from '../../../test/app.js'

let here: TestApp
let operator: string
beforeAll(async () => {
  here = await serve({ isWorking: true })
  operator = await here.viewer('operator', 'operator', '440700', '440800')
})
afterAll(() => here[Symbol.asyncDispose]())

const send = (as: string, raw: string, query = '', type = 'text/csv'): Promise<Reply> =>
  here.ask('PUT', `/api/uploads?source=industry-rosters&name=${encodeURIComponent('roster-2024-03.csv')}${query}`, { as, raw, headers: { 'content-type': type } })
async function outcome(as: string, raw: string, query?: string): Promise<Reply['json']> {
  const { json, status } = await send(as, raw, query)
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

test('who works for a county may not send a roster, which decides for all counties', async () => {
  const clerk = await here.viewer('clerk', 'clerk', '440785')
  expect((await send(clerk, 'a,b\n')).json.detail).toContain('覆盖全市')
  const leader = await here.viewer('leader', 'leader', '440700')
  expect((await send(leader, 'a,b\n')).json.code).toBe('not_your_role')
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
