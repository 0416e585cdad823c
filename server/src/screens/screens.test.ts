import { readdirSync, readFileSync } from 'node:fs'
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishFacts, serve, type Reply, type TestApp } from '../../../test/app.js'
import { routesOf, type Route } from '../access/routes.js'
import { main } from '../cli.js'
import { metricsShown, screenPages } from './pages.js'
import { forgetUnopened } from './screens.js'

let here: TestApp
let operator: string
const origin = { origin: 'http://localhost:80', host: 'localhost:80' }
beforeAll(async () => {
  here = await serve()
  await publishFacts(here.database)
  operator = await here.viewer('operator', 'operator', '440700')
})
afterAll(() => here[Symbol.asyncDispose]())

const make = (body: object, as = operator): Promise<Reply> => here.ask('POST', '/api/screens', { as, body })
const hall = { place: '市委一楼大厅', shows: ['overview', 'stations'], units: ['440703'] }
const cookieOf = (reply: Reply): string => String(reply.headers['set-cookie']).split(';')[0] ?? ''
const open = (link: string): Promise<Reply> => here.ask('POST', '/api/session', { body: { token: link.split('#')[1] }, headers: origin })
const asScreen = (cookie: string, method: string, path: string, body?: object): Promise<Reply> => here.ask(method, path, { headers: { ...origin, cookie }, ...(body ? { body } : {}) })
async function opened(body: object = hall): Promise<{ id: string; cookie: string }> {
  const { json } = await make(body)
  return { id: json.id, cookie: cookieOf(await open(json.link)) }
}
const deeds = async (): Promise<{ actor: string; action: string }[]> => (await here.database.pool('desk').raw(`select actor, action from audit where action like 'screen%' order by seq`)).rows

describe('a screen', () => {
  test('is opened once by its link, whose secret is in the fragment, and keeps a cookie that its page cannot read', async () => {
    const { json, status } = await make(hall)
    expect(status).toBe(201)
    expect(json.link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/screen\/overview\?cycle=overview,stations#screen_[\w-]{43}$/)
    const first = await open(json.link)
    expect(first.json).toEqual({ user: { login: `screen-${json.id.slice(0, 8)}`, name: '市委一楼大厅', role: 'screen' } })
    expect(first.headers['set-cookie']).toMatch(/^mingshu=screen_[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(await open(json.link)).toMatchObject({ status: 401, json: { code: 'link_used' } })
    expect(cookieOf(first)).not.toContain(json.link.split('#')[1])
  })

  test('is told who it is: no person, no pages, no small counts, and the pages it turns', async () => {
    const { json } = await asScreen((await opened()).cookie, 'GET', '/api/me')
    expect(json).toMatchObject({ user: { role: 'screen', name: '市委一楼大厅' }, unit: { code: '440703' }, exact: false, pages: [], shows: ['overview', 'stations'] })
  })

  test('reads what its pages are drawn from, and everything else answers 403', async () => {
    const { cookie } = await opened()
    const reads = ['GET /api/me', 'GET /api/metrics', 'GET /api/units', 'GET /api/figures', 'POST /api/ask', 'GET /api/events', 'POST /api/screens/renewal']
    const routes: Route[] = routesOf(here.app.get(DiscoveryService), here.app.get(MetadataScanner), here.app.get(Reflector))
    const guarded = routes.filter((r) => r.policy && !('isPublic' in r.policy)).map((r) => `${r.method} ${r.path}`)
    expect(reads.filter((r) => !guarded.includes(r))).toEqual([])
    expect(guarded.length).toBeGreaterThan(25)
    for (const route of guarded.filter((r) => !reads.includes(r))) {
      const [method = '', path = ''] = route.split(' ')
      const reply = await asScreen(cookie, method, path.replace(/:\w+/g, '01890000-0000-7000-8000-000000000000'), ['POST', 'PUT'].includes(method) ? {} : undefined)
      expect([route, reply.status, reply.json.code]).toEqual([route, 403, 'not_your_role'])
    }
    const question = { metrics: ['activity_key_count'], unit: '440703', period: '2024Q1' }
    expect((await asScreen(cookie, 'POST', '/api/ask', { questions: [question] })).json.answers[0].total.activity_key_count.status).toBe('ok')
    for (const path of ['/api/me', '/api/metrics', '/api/units', '/api/figures?metrics=activity_key_count&unit=440703&period=2024Q1']) expect([path, (await asScreen(cookie, 'GET', path)).status]).toEqual([path, 200])
  })

  test('sees its units and those below, and of nobody else that they exist', async () => {
    const { cookie } = await opened()
    expect((await asScreen(cookie, 'GET', '/api/units')).json.units.map((u: { code: string }) => u.code)).not.toContain('440704')
    const { json } = await asScreen(cookie, 'POST', '/api/ask', { questions: ['440703002131', '440704', '440700', '449999'].map((unit) => ({ metrics: ['activity_key_count'], unit, period: '2024Q1' })) })
    expect(json.answers.map((a: { problem?: { code: string } }) => a.problem?.code)).toEqual([undefined, 'foreign_unit', 'foreign_unit', 'foreign_unit'])
  })

  test('gets small counts of persons suppressed, where a reviewer of the same unit reads them', async () => {
    const { cookie } = await opened({ ...hall, units: ['440700'] })
    const reviewer = await here.viewer('reviewer', 'reviewer', '440700')
    const question = { questions: ['neg_worker_count', 'neg_party_member_count', 'report_in_count'].map((m) => ({ metrics: [m], unit: '440700', period: '2024-01', by: 'unit' })) }
    const cells = (reply: Reply): { status: string; value: string | null }[] => reply.json.answers.flatMap((a: { metrics: { code: string }[]; rows: Record<string, { status: string; value: string | null }>[] }) => a.rows.map((r) => r[a.metrics[0]?.code ?? '']))
    const [shown, whole] = [cells(await asScreen(cookie, 'POST', '/api/ask', question)), cells(await here.ask('POST', '/api/ask', { as: reviewer, body: question }))]
    const small = whole.flatMap((c, i) => (c.value !== null && Number(c.value) > 0 && Number(c.value) < 5 ? [i] : []))
    expect(small.length).toBeGreaterThan(0)
    expect(small.map((i) => shown[i])).toEqual(small.map(() => expect.objectContaining({ status: 'suppressed', value: null })))
  })

  test('reads no figure that its pages do not show, and shares no answer with those who may', async () => {
    const { cookie } = await opened({ ...hall, shows: ['stations'] })
    const leader = await here.viewer('same-sight', 'leader', '440703')
    const questions = ['activity_key_count', 'station_count'].map((metric) => ({ metrics: [metric], unit: '440703', period: '2024Q1' }))
    const codes = (reply: Reply): (string | undefined)[] => reply.json.answers.map((a: { problem?: { code: string } }) => a.problem?.code)
    expect(codes(await here.ask('POST', '/api/ask', { as: leader, body: { questions } }))).toEqual([undefined, undefined])
    expect(codes(await asScreen(cookie, 'POST', '/api/ask', { questions }))).toEqual(['not_shown', undefined])
    expect((await here.ask('GET', '/api/figures?metrics=activity_count&unit=440703&period=2024Q1', { as: leader })).status).toBe(200)
    expect((await asScreen(cookie, 'GET', '/api/figures?metrics=activity_count&unit=440703&period=2024Q1')).json.code).toBe('not_shown')
  })

  test('cannot show its token as a bearer, nor sign in with it', async () => {
    const token = (await opened()).cookie.split('=')[1] ?? ''
    expect((await here.ask('GET', '/api/me', { as: token })).status).toBe(401)
    expect((await here.ask('POST', '/api/session', { body: { token }, headers: origin })).status).toBe(401)
  })

  test('renews itself: thirty days from now, each time', async () => {
    const { id, cookie } = await opened()
    const desk = here.database.pool('desk')
    await desk.raw(`update screen set expires_at = now() + interval '1 hour' where screen_id = ?`, [id])
    const reply = await asScreen(cookie, 'POST', '/api/screens/renewal', {})
    expect([reply.status, cookieOf(reply)]).toEqual([204, cookie])
    expect((await desk.raw(`select expires_at > now() + interval '29 days' as ok from screen where screen_id = ?`, [id])).rows).toEqual([{ ok: true }])
    await desk.raw(`update screen set expires_at = now() where screen_id = ?`, [id])
    here.services.holders.forget()
    expect((await asScreen(cookie, 'POST', '/api/screens/renewal', {})).status).toBe(401)
    expect((await asScreen(cookie, 'GET', '/api/me')).status).toBe(401)
  })

  test('is ended by an operator and gets no answer any more', async () => {
    const { id, cookie } = await opened()
    expect((await asScreen(cookie, 'GET', '/api/me')).status).toBe(200)
    expect((await here.ask('DELETE', `/api/screens/${id}`, { as: operator })).status).toBe(204)
    await expect.poll(async () => (await asScreen(cookie, 'GET', '/api/me')).status).toBe(401)
    expect((await here.ask('GET', '/api/screens', { as: operator })).json.screens.find((s: { id: string }) => s.id === id)).toMatchObject({ state: 'revoked', madeBy: 'operator', units: ['440703'] })
  })
})

describe('screens are made', () => {
  test('by operators alone, within their own units', async () => {
    for (const role of ['leader', 'reviewer', 'clerk'] as const) expect((await make(hall, await here.viewer(`not-${role}`, role, '440700'))).status).toBe(403)
    const zone = await here.viewer('zone-operator', 'operator', '4408Z1')
    expect(await make(hall, zone)).toMatchObject({ status: 403, json: { code: 'foreign_unit' } })
    const { json } = await make(hall)
    expect((await here.ask('GET', '/api/screens', { as: zone })).json.screens).toEqual([])
    expect((await here.ask('DELETE', `/api/screens/${json.id}`, { as: zone })).status).toBe(404)
  })

  test.each([[{ ...hall, shows: ['nothing'] }], [{ ...hall, shows: [] }], [{ ...hall, units: [] }], [{ ...hall, place: ' ' }], [{ ...hall, token: 'x' }]])('not of %j', async (body) => {
    const { status, json } = await make(body)
    expect([status, json.detail.length > 0]).toEqual([400, true])
  })

  test('and each step is in the audit, with no secret', async () => {
    const before = (await deeds()).length
    const { id } = await opened()
    await here.ask('DELETE', `/api/screens/${id}`, { as: operator })
    expect((await deeds()).slice(before)).toEqual([{ actor: 'operator', action: 'screen_made' }, { actor: `screen-${id.slice(0, 8)}`, action: 'screen_opened' }, { actor: 'operator', action: 'screen_revoked' }])
    expect((await here.database.pool('desk').raw(`select 1 from audit where detail::text ~ 'screen_[A-Za-z0-9_-]{43}'`)).rows).toEqual([])
  })

  test('by the command line too', async () => {
    const said = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
      const told = { out: '', err: '' }
      const code = await main(['screen', ...args], {
        out: { write: (t) => (told.out += t) }, err: { write: (t) => (told.err += t) }, env: { DATA_DIR: here.dataDir }, open: async () => ({ ...here.database, close: async () => {} }),
      })
      return { code, ...told }
    }
    const { id, link } = JSON.parse((await said('add', '--unit', '4408Z1', '--place', '经开区大厅', '--show', 'stations', '--json')).out) as { id: string; link: string }
    expect(link).toMatch(/^\/screen\/stations#screen_/)
    expect((await open(link)).status).toBe(200)
    expect((await said('list')).out).toContain(`${id}  open     4408Z1         stations           经开区大厅`)
    expect(await said('revoke', id)).toMatchObject({ code: 0 })
    expect(await said('revoke', id)).toMatchObject({ code: 1, err: expect.stringContaining('has ended') })
    expect(await said('add', '--unit', '999', '--place', 'x')).toMatchObject({ code: 1, err: expect.stringContaining('is no unit') })
    expect(await said('add', '--unit', '440700', '--place', 'x', '--show', 'all')).toMatchObject({ code: 2, err: expect.stringContaining('overview, stations, not “all”') })
  })
})

test('of the demo, only those whose links were not used are forgotten', async () => {
  const [used, unused] = [await opened({ ...hall, place: '甲' }), (await make({ ...hall, place: '乙' })).json as { id: string }]
  await here.database.pool('desk').transaction((trx) => forgetUnopened(trx, 'operator'))
  const left = (await here.ask('GET', '/api/screens', { as: operator })).json.screens.map((s: { id: string }) => s.id)
  expect([left.includes(used.id), left.includes(unused.id)]).toEqual([true, false])
})

test('the pages a screen may turn are those the web has', () => {
  const files = readdirSync(new URL('../../../web/src/screens', import.meta.url)).filter((f) => !['screen.ts', 'index.ts'].includes(f) && !f.includes('.test.'))
  expect(files.map((f) => f.replace('.ts', '')).sort()).toEqual([...screenPages].sort())
})

test('the metrics a screen may read are those its page shows', () => {
  const web = (file: string): string => readFileSync(new URL(`../../../web/src/${file}`, import.meta.url), 'utf8')
  const named = (source: string, of: RegExp): string[] => [...source.matchAll(of)].flatMap(([, codes = '']) => [...codes.matchAll(/'(\w+)'/g)].map(([, code = '']) => code))
  const loop = named(web('state/screen-figures.ts'), /const loop = (\[[^\]]*\])/g)
  expect(loop.length).toBeGreaterThan(0)
  for (const page of screenPages) {
    const shown = named(web(`screens/${page}.ts`), /\b(?:metrics?|facts): (\[[^\]]*\]|'\w+')/g)
    expect([page, [...new Set([...loop, ...shown])].sort()]).toEqual([page, [...new Set(metricsShown([page]))].sort()])
  }
})
