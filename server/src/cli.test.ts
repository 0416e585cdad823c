import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readWorkbook } from '@mingshu/reports'
import { publishFacts, serve, type TestApp } from '../../test/app.js'
import { freshDatabase } from '../../test/database.js'
import { main } from './cli.js'
import { prepareDatabase } from './prepare.js'

let database: Awaited<ReturnType<typeof freshDatabase>>
let dataDir: string
let here: TestApp
beforeAll(async () => {
  database = await freshDatabase()
  await prepareDatabase(database)
  await publishFacts(database)
  dataDir = mkdtempSync(join(tmpdir(), 'mingshu-cli-'))
  here = await serve({ database })
})
afterAll(async () => {
  await here[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
  rmSync(dataDir, { recursive: true, force: true })
})

async function mingshu(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await main(args, {
    out: { write: (text) => (said.out += text) }, err: { write: (text) => (said.err += text) }, env: { DATA_DIR: dataDir },
    open: async () => ({ ...database, close: async () => {} }),
  })
  return { code, ...said }
}

describe('called wrongly', () => {
  test.each([
    [[], '没有', 2], [['fly'], '没有命令“fly”', 2], [['ask'], 'Name the metrics', 2], [['ask', 'activity_count', '--period', '2024'], '--unit is missing', 2], [['ask', 'a', 'b', '--unit', 'x'], 'one word too many', 2],
    [['run', '--form', '2024-01-01'], '--form', 2], [['run', '--from', '2024-02-30'], 'is a day', 2], [['export', 'R99'], 'Name a report', 2], [['user', 'add', 'x y'], 'A login has', 2], [['load', 'nothing'], 'Name a source', 2], [['prove', '--sample', '0'], 'whole number', 2],
  ])('%j says what would be right', async (args, sentence, code) => {
    const said = await mingshu(...args)
    expect(said.code).toBe(code)
    if (args.length > 0) expect(said.err).toContain(sentence)
    expect(said.out).toBe('')
  })

  test('each command tells its usage on request', async () => {
    const all = await mingshu('--help')
    expect(all.code).toBe(0)
    for (const name of ['migrate', 'demo', 'load', 'run', 'ask', 'prove', 'export', 'user', 'screen', 'doctor']) {
      expect(all.out).toContain(`  ${name}`)
      expect(await mingshu(name, '--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`mingshu ${name}`) })
    }
    expect((await mingshu('help', '--lang', 'en')).out).toContain('Exit codes')
  })
})

describe('ask', () => {
  test('answers with a table, and with --json what the endpoint answers', async () => {
    const table = await mingshu('ask', 'activity_count,activity_satisfaction_rate', '--unit', '440703', '--period', '2024Q1', '--by', 'month')
    expect(table.code).toBe(0)
    expect(table.out).toMatch(/党群活动场次 \(场次\)/)
    expect(table.out.split('\n').filter((l) => l.startsWith('2024-0'))).toHaveLength(3)
    const viewer = await here.viewer('same', 'reviewer', '440700')
    const { json } = await here.ask('GET', '/api/figures?metrics=activity_count&unit=440703&period=2024Q1&compare=prev', { as: viewer })
    const asked = JSON.parse((await mingshu('ask', 'activity_count', '--unit', '440703', '--period', '2024Q1', '--compare', 'prev', '--json')).out)
    expect(asked).toEqual(json)
  })

  test('as somebody it sees what they see', async () => {
    await here.viewer('narrow', 'leader', '440785')
    const said = await mingshu('ask', 'activity_count', '--unit', '440703', '--period', '2024', '--as', 'narrow')
    expect([said.code, said.err]).toEqual([1, '✗ 您不能查看单位“440703”。您可查看：恩平市(440785)及下级。\n'])
  })

  test('refuses with the sentence of the question', async () => {
    expect(await mingshu('ask', 'activity_cout', '--unit', '440703', '--period', '2024')).toMatchObject({ code: 1, err: expect.stringContaining('是不是“activity_count”') })
    expect(await mingshu('ask', 'activity_cout', '--unit', '440703', '--period', '2024', '--lang', 'en')).toMatchObject({ code: 1, err: expect.stringContaining('Did you mean “activity_count”') })
  })
})

test('prove counts figures again; a figure that is wrong is shown and ends with 1', { timeout: 240_000 }, async () => {
  const good = await mingshu('prove', '--unit', '440703', '--period', '2024Q1', '--json')
  expect(good.code).toBe(0)
  const told = JSON.parse(good.out)
  expect(told.proved).toBeGreaterThan(40)
  expect(told).toMatchObject({ equal: told.proved, different: [] })
  const sample = JSON.parse((await mingshu('prove', '--period', '2024-02', '--sample', '40', '--seed', '7', '--json')).out)
  expect(sample.proved + sample.refused).toBe(40)
  const all = await mingshu('prove', '--json')
  expect([all.code, all.err]).toEqual([0, expect.any(String)])
  expect(JSON.parse(all.out)).toMatchObject({ version: 1, equal: JSON.parse(all.out).proved, different: [], ahead: [] })
  expect(JSON.parse(all.out).proved).toBeGreaterThan(500)
  await database.pool('etl').raw(`update rollup_activity set activity_count = activity_count + 1 where county_id = 1 and grain = 'm' and dim = '' and until_version is null and unit_id = (select unit_id from unit where code = '440703')`)
  const bad = await mingshu('prove', '--unit', '440703', '--period', '2024-02', '--metric', 'activity_count')
  expect(bad.code).toBe(1)
  expect(bad.out).toMatch(/≠ 440703 {2}2024-02 {2}activity_count {2}\d+ {2}\d+/)
  const wrong = await mingshu('prove')
  expect(wrong.code).toBe(1)
  expect(wrong.out).toMatch(/≠ 440703 {2}蓬江区 {2}m 2024-02-01 {2}activity_count {2}11 {2}10/)
  expect(wrong.out).toContain('个不一致')
  await database.pool('etl').raw(`update rollup_activity set activity_count = activity_count - 1 where county_id = 1 and grain = 'm' and dim = '' and until_version is null and unit_id = (select unit_id from unit where code = '440703')`)
})

test('export writes the workbook of the endpoint', async () => {
  const out = join(dataDir, 'r01.xlsx')
  const said = await mingshu('export', 'R01', '--unit', '440703', '--period', '2024', '--out', out, '--json')
  expect(said.code).toBe(0)
  const { number } = JSON.parse(said.out)
  const read = readWorkbook(readFileSync(out))
  if ('refused' in read) throw new Error(read.refused.en)
  expect(read).toMatchObject({ exportNo: number, unit: '440703', version: 1 })
  expect(await mingshu('export', 'R01', '--unit', '440703', '--period', '2024-02-03', '--out', out)).toMatchObject({ code: 1, err: expect.stringContaining('编制') })
})

describe('user', () => {
  test('adds somebody with a password that is shown once, who can sign in; changes, gives a token and disables', async () => {
    const added = JSON.parse((await mingshu('user', 'add', 'Wang', '--role', 'clerk', '--unit', '440785,4408Z1', '--name', '王工', '--json')).out)
    expect(added).toMatchObject({ login: 'wang', role: 'clerk', units: ['440785', '4408Z1'], password: expect.stringMatching(/^.{16}$/) })
    expect((await here.ask('POST', '/api/session', { body: { login: 'wang', password: added.password } })).status).toBe(200)
    expect(await mingshu('user', 'add', 'wang', '--role', 'clerk', '--unit', '440785')).toMatchObject({ code: 1, err: expect.stringContaining('already') })
    const token = (await mingshu('user', 'token', 'wang')).out.trim()
    expect((await here.ask('GET', '/api/me', { as: token })).json).toMatchObject({ user: { name: '王工', role: 'clerk' }, roots: [{ code: '440785' }, { code: '4408Z1' }] })
    expect((await mingshu('user', 'role', 'wang', 'leader', '--unit', '440703')).code).toBe(0)
    await expect.poll(async () => (await here.ask('GET', '/api/me', { as: token })).json.user?.role, { timeout: 5000 }).toBe('leader')
    expect((await mingshu('user', 'disable', 'wang')).code).toBe(0)
    await expect.poll(async () => (await here.ask('GET', '/api/me', { as: token })).status, { timeout: 5000 }).toBe(401)
    expect((await mingshu('user', 'list')).out).toContain('✗ 王工')
    expect((await mingshu('user', 'enable', 'wang')).code).toBe(0)
    expect(await mingshu('user', 'enable', 'wang')).toMatchObject({ code: 1, err: expect.stringContaining('that was disabled') })
    expect((await here.ask('POST', '/api/session', { body: { login: 'wang', password: added.password } })).status).toBe(200)
    expect((await here.ask('GET', '/api/me', { as: token })).status).toBe(401)
  })

  test('takes tokens back, and ends them with the password', async () => {
    const robot = async (): Promise<string> => (await mingshu('user', 'token', 'robot')).out.trim()
    const status = async (as: string): Promise<number> => (await here.ask('GET', '/api/me', { as })).status
    await mingshu('user', 'add', 'robot', '--role', 'clerk', '--unit', '440785', '--no-password')
    const [first, second] = [await robot(), await robot()]
    expect(await status(first)).toBe(200)
    expect((await mingshu('user', 'list')).out).toContain('robot(令牌 2 个)')
    expect(JSON.parse((await mingshu('user', 'token', 'robot', '--revoke', '--json')).out)).toEqual({ login: 'robot', revoked: 2 })
    for (const token of [first, second]) await expect.poll(() => status(token), { timeout: 5000 }).toBe(401)
    const third = await robot()
    expect(await status(third)).toBe(200)
    expect((await mingshu('user', 'password', 'robot')).out).toContain('令牌已失效')
    await expect.poll(() => status(third), { timeout: 5000 }).toBe(401)
  })

  test.each([
    [['user', 'add', 'li', '--role', 'boss', '--unit', '440785'], 2, 'leader, clerk'], [['user', 'add', 'li', '--role', 'clerk', '--unit', '999999'], 1, 'is no unit'], [['user', 'add', 'li', '--role', 'clerk'], 2, '--unit is missing'],
    [['user', 'disable', 'nobody'], 1, 'no user'], [['user', 'token', 'nobody'], 1, 'no user'], [['user', 'fly', 'li'], 2, 'add, role'],
  ])('%j is refused', async (args, code, sentence) => {
    const said = await mingshu(...args)
    expect(said.code).toBe(code)
    expect(said.err).toContain(sentence)
  })
})

test('migrate says that everything is up to date, doctor that all is well or what is not', async () => {
  expect(await mingshu('migrate', '--lang', 'en')).toMatchObject({ code: 0, out: 'Up to date\n' })
  const { checks } = JSON.parse((await mingshu('doctor', '--json')).out) as { checks: { check: string; ok: boolean }[] }
  expect(checks.filter((c) => !c.ok).map((c) => c.check)).toEqual(expect.arrayContaining(['durability', 'figures']))
  expect(checks.filter((c) => c.ok).map((c) => c.check)).toEqual(expect.arrayContaining(['key', 'rights', 'audit', 'runs']))
})

test('run publishes what is dirty, and the ledger tells it', async () => {
  await database.pool('etl').raw(`insert into dirty (county_id, subject, month_on) values (1, 'activity', '2024-01-01')`)
  const said = await mingshu('run', '--job', 'test', '--json')
  expect(said.code).toBe(0)
  expect(JSON.parse(said.out)).toMatchObject({ job: 'test', state: 'done', requestedBy: 'command', version: 2 })
})

test('wrong settings end with 1 and are all told', async () => {
  const said = { out: '', err: '' }
  const code = await main(['doctor'], { out: { write: (t) => (said.out += t) }, err: { write: (t) => (said.err += t) }, env: { PORT: 'x', POLICY: 'y' } })
  expect([code, said.err]).toEqual([1, expect.stringMatching(/2 settings are wrong[^]*PORT=x[^]*POLICY=y/)])
})
