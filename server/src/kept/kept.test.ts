import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishFacts, runAgain, serve, type Reply, type TestApp } from '../../../test/app.js'

let here: TestApp
const tokens = new Map<string, string>()
beforeAll(async () => {
  here = await serve({ env: { CONTACT: '市委组织部信息科 0750-1234567' } })
  await publishFacts(here.database)
  for (const [login, role, ...units] of [['li', 'leader', '440700'], ['chen', 'clerk', '440785'], ['wu', 'reviewer', '440703'], ['admin', 'operator', '440700'], ['zone', 'operator', '4408Z1']] as const) {
    tokens.set(login, await here.viewer(login, role, ...units))
  }
})
afterAll(() => here[Symbol.asyncDispose]())

const ask = (as: string, method: string, path: string, body?: object): Promise<Reply> => here.ask(method, path, { as: tokens.get(as) ?? '', ...(body ? { body } : {}) })
const viewsOf = async (as: string): Promise<[string, boolean, boolean][]> =>
  (await ask(as, 'GET', '/api/views')).json.views.map((v: { name: string; mine: boolean; shared: boolean }) => [v.name, v.mine, v.shared])

describe('saved views', () => {
  test('are one\'s own until they are shared, and then read-only for those who may see their area', async () => {
    const { json: { id } } = await ask('li', 'POST', '/api/views', { name: '上月总览', path: '/overview?period=last-month&area=440700' })
    await ask('li', 'POST', '/api/views', { name: '恩平诉求', path: '/areas/440785?period=last-month', shared: true })
    expect(await viewsOf('li')).toEqual([['上月总览', true, false], ['恩平诉求', true, true]])
    expect(await viewsOf('chen')).toEqual([['恩平诉求', false, true]])
    // The district's reviewer may not see Enping, and so is not told of a view about it.
    expect(await viewsOf('wu')).toEqual([])

    expect((await ask('li', 'PUT', `/api/views/${id}`, { shared: true })).status).toBe(204)
    expect(await viewsOf('admin')).toEqual([['上月总览', false, true], ['恩平诉求', false, true]])
    for (const [method, body] of [['PUT', { shared: false }], ['DELETE', undefined]] as const) expect((await ask('admin', method, `/api/views/${id}`, body)).json.code).toBe('unknown_view')
    expect((await ask('li', 'DELETE', `/api/views/${id}`)).status).toBe(204)
    expect(await viewsOf('li')).toEqual([['恩平诉求', true, true]])
  })

  test('of the same name take the place of the one before', async () => {
    for (const path of ['/issues?period=2024', '/issues?period=2024-02']) await ask('wu', 'POST', '/api/views', { name: '诉求', path })
    expect((await ask('wu', 'GET', '/api/views')).json.views.map((v: { path: string }) => v.path)).toEqual(['/issues?period=2024-02'])
  })

  test.each(['https://evil.example/', '//evil.example', '/login?next=/x', '/demo/leader', '/setup', '/s/abc', '/api/me', '/a b', '/overview#x', '/overview?x=<b>', '/overview?area=%00', '/overview?area=440700%20', 'overview'])('do not keep the address %s', async (path) => {
    for (const [method, url, body] of [['POST', '/api/views', { name: 'x', path }], ['POST', '/api/links', { path }], ['PUT', '/api/me/home', { path }]] as const) {
      const { status, json } = await ask('li', method, url, body)
      expect([status, json.code, json.detail_en.length > 20]).toEqual([400, 'bad_parameter', true])
    }
  })
})

describe('short links', () => {
  test('lead to the full address, the same for the same page, for whoever is signed in', async () => {
    const path = '/metrics/activity_count?period=2024-03&area=440700&v=1'
    const [a, b] = [(await ask('li', 'POST', '/api/links', { path })).json.id, (await ask('wu', 'POST', '/api/links', { path })).json.id]
    expect([a === b, /^[\w-]{10}$/.test(a)]).toEqual([true, true])
    expect((await ask('chen', 'GET', `/api/links/${a}`)).json).toEqual({ path })
    expect((await here.ask('GET', `/api/links/${a}`)).status).toBe(401)
    expect((await ask('chen', 'GET', '/api/links/nothing')).json.code).toBe('unknown_link')
  })

  test('give no right: the figures behind one are refused as they are without it', async () => {
    expect((await ask('chen', 'GET', '/api/figures?metrics=activity_count&unit=440700&period=2024-03')).json.code).toBe('foreign_unit')
  })
})

test('where work begins is remembered, and forgotten when asked', async () => {
  expect((await ask('li', 'GET', '/api/me')).json.home).toBe(null)
  await ask('li', 'PUT', '/api/me/home', { path: '/stations?period=last-month' })
  expect((await ask('li', 'GET', '/api/me')).json.home).toBe('/stations?period=last-month')
  await ask('li', 'PUT', '/api/me/home', { path: null })
  expect((await ask('li', 'GET', '/api/me')).json.home).toBe(null)
})

test('who can grant more are the operators at or above one\'s own units, and the contact of the installation', async () => {
  const named = (r: Reply): string[] => r.json.granters.map((g: { name: string }) => g.name)
  const reply = await ask('chen', 'GET', '/api/me/granters')
  expect([named(reply), reply.json.contact]).toEqual([['admin'], '市委组织部信息科 0750-1234567'])
  expect(named(await ask('admin', 'GET', '/api/me/granters'))).toEqual([])
})

test('an instant names the newest version that had been published by then', async () => {
  const { json: first } = await ask('li', 'GET', '/api/versions?asof=2199-01-01')
  await here.database.pool('owner').raw(`update data_version set published_at = '2024-04-01 02:30+08'`)
  await runAgain(here.database)
  await here.database.pool('owner').raw(`update data_version set published_at = '2024-04-02 02:30+08' where version = 2`)
  const at = async (asof: string): Promise<number | string> => (({ json }) => json.version ?? json.code)(await ask('li', 'GET', `/api/versions?asof=${asof}`))
  expect(first.version).toBe(1)
  expect([await at('2024-04-01T02:29'), await at('2024-04-01T02:30'), await at('2024-04-01'), await at('2024-04-02T02:29'), await at('2024-04-02T06:00')]).toEqual(['unknown_version', 1, 1, 1, 2])
  expect([await at('2024-02-30'), await at('yesterday'), await at('2024-04-01T25:00')]).toEqual(['bad_parameter', 'bad_parameter', 'bad_parameter'])
})

test('what the figures rest on is told from the declarations and the ledger', async () => {
  const { json } = await ask('wu', 'GET', '/api/about')
  expect(json.sources.map((s: { id: string; kind: string }) => [s.id, s.kind])).toEqual([
    ['service-menu', 'system'], ['station-gates', 'system'], ['member-register', 'system'], ['issue-system', 'system'], ['party-affairs', 'system'], ['industry-rosters', 'file'], ['monthly-returns', 'file'],
  ])
  expect(json).toMatchObject({ contact: '市委组织部信息科 0750-1234567', smallBelow: 0, schedule: '0 2 * * *', runs: { failed: 0 } })
  expect((await ask('li', 'GET', '/api/about')).json.smallBelow).toBe(5)
})
