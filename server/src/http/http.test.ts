import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve, type TestApp } from '../../../test/app.js'
import { publicRoutes, refuseOpenRoutes, routesOf, type Route } from '../access/routes.js'
import { languageOf } from './language.js'

let here: TestApp
let token: string
let routes: Route[]
beforeAll(async () => {
  here = await serve()
  token = await here.viewer('operator', 'operator', '440700')
  routes = routesOf(here.app.get(DiscoveryService), here.app.get(MetadataScanner), here.app.get(Reflector))
})
afterAll(() => here[Symbol.asyncDispose]())

const mutating = ['POST', 'PUT', 'PATCH', 'DELETE']
const pathOf = (route: Route): string => route.path.replace(':id', '7b0b5a52-6a8f-4a53-8d4c-0a58f0a9c001').replace(':code', 'activity_count').replace(':source', 'industry-rosters')

describe('policies', () => {
  test('every route says who may use it, and only signing in and health are public', () => {
    expect(() => refuseOpenRoutes(routes)).not.toThrow()
    expect(routes.filter((r) => r.policy && 'isPublic' in r.policy).map((r) => `${r.method} ${r.path}`).sort()).toEqual([...publicRoutes].sort())
  })

  test('the router knows no other route than these and the page', () => {
    const listed = here.app.getHttpAdapter().getInstance().printRoutes()
    const known = [...listed.matchAll(/\(([A-Z, ]+)\)/g)].flatMap(([, methods = '']) => methods.split(', ').filter((m) => m !== 'HEAD'))
    expect(known.length).toBe(routes.length + 1)
  })

  test('a route without a policy, or one more that is public, does not start', () => {
    const [some] = routes
    expect(() => refuseOpenRoutes([...routes, { method: 'GET', path: '/api/leak', handler: 'Leak.all', policy: undefined }])).toThrow('Leak.all has none')
    expect(() => refuseOpenRoutes([...routes, { method: 'GET', path: '/api/leak', handler: 'Leak.all', policy: { isPublic: true } }])).toThrow('not GET /api/leak')
    expect(some).toBeDefined()
  })

  test('whoever is not signed in gets 401 from every route but those', async () => {
    for (const route of routes.filter((r) => r.policy && !('isPublic' in r.policy))) {
      const reply = await here.ask(route.method, pathOf(route), { headers: { authorization: 'Bearer ms_nobody_nobody_nobody_nobody' }, ...(mutating.includes(route.method) && { body: {} }) })
      expect([route.path, reply.status]).toEqual([route.path, 401])
    }
  })

  test('whoever has another role gets 403', async () => {
    const leader = await here.viewer('leader', 'leader', '440700')
    for (const route of routes.filter((r) => r.policy && 'roles' in r.policy && !r.policy.roles.includes('leader'))) {
      const reply = await here.ask(route.method, pathOf(route), { as: leader, ...(mutating.includes(route.method) && { body: {} }) })
      expect([route.path, reply.status]).toEqual([route.path, 403])
    }
  })
})

describe('paths', () => {
  test.each([
    '//api/me', '/api//me', '/api/me/', '/api/me.', '/api/%6de', '/api/me%20', '/api%2fme', '/api/me;x=1', '/api/me%00', '/api/:id',
    '/api/m\u00e9', '/api/me%ff', '/%zz', '/api/metrics/%2e%2e', '/api/runs/..%2fme', '/.env', '/api/me\\', '/api/metrics/' + 'a'.repeat(600),
  ])('%s is refused before anything decides by it', async (path) => {
    const reply = await here.ask('GET', path, { as: token })
    expect([400, 404, 414]).toContain(reply.status)
    expect(reply.text).not.toContain('operator')
    expect(reply.headers['content-type']).toContain('application/problem+json')
  })

  test('dots are not walked', async () => {
    await here.app.listen(0, '127.0.0.1')
    const { port } = here.app.getHttpServer().address() as AddressInfo
    for (const path of ['/api/./me', '/api/x/../me', '/api/me/.', '/../api/me', 'http://other.example/api/me']) {
      const socket = connect(port, '127.0.0.1')
      socket.end(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`)
      expect([path, (await text(socket)).slice(0, 12)]).toEqual([path, 'HTTP/1.1 400'])
    }
  })

  test('another case is another address', async () => {
    expect((await here.ask('GET', '/API/me', { as: token })).status).toBe(404)
    expect((await here.ask('GET', '/api/Me', { as: token })).status).toBe(404)
  })

  test('a header does not make a request another one', async () => {
    for (const headers of [{ 'x-http-method-override': 'DELETE' }, { 'x-original-url': '/api/me' }, { 'x-rewrite-url': '/api/me' }, { 'x-forwarded-prefix': '/api/me' }]) {
      expect((await here.ask('GET', '/api/health', { headers: headers as unknown as Record<string, string> })).json.status).toBe('empty')
    }
  })
})

describe('foreign pages', () => {
  test('no change is made for a page of somebody else', async () => {
    const cookie = 'mingshu=anything'
    for (const route of routes.filter((r) => mutating.includes(r.method))) {
      for (const headers of [{ cookie }, { cookie, origin: 'https://evil.example' }, { cookie, origin: 'null' }, { origin: 'http://localhost:81' }, { cookie, origin: 'http://localhost.evil.example' }]) {
        const reply = await here.ask(route.method, pathOf(route), { headers: { host: 'localhost', ...headers } as Record<string, string>, body: {} })
        expect([route.path, headers, reply.status, reply.json.code]).toEqual([route.path, headers, 403, 'foreign_origin'])
      }
    }
  })

  test('what a plain form can send is not read', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const reply = await here.ask('POST', '/api/runs', { as: token, raw: '{}', headers: { 'content-type': type } })
      expect([type, reply.status]).toEqual([type, 415])
    }
  })
})

describe('refusals', () => {
  test('say in Chinese what is wrong, in English on request, and always carry both', async () => {
    const zh = await here.ask('GET', '/api/runs?limit=0', { as: token })
    expect(zh.status).toBe(400)
    expect(zh.json).toMatchObject({ title: '请求有误', status: 400, detail: '参数“limit”太小或太短，至少 1。', detail_en: 'The parameter “limit” is too small or too short; at least 1.', code: 'bad_parameter' })
    expect((await here.ask('GET', '/api/runs?limit=0&lang=en', { as: token })).json.detail).toContain('at least 1')
    expect((await here.ask('GET', '/api/runs?limit=0', { as: token, headers: { 'accept-language': 'en-GB,en;q=0.9' } })).json.title).toBe('The request is not right')
  })

  test.each([
    ['/api/runs?limt=5', '没有参数“limt”，请去掉或检查拼写。'], ['/api/runs?limit=5&limit=6', '参数“limit”出现了多次，只能写一次。'], ['/api/me?x=1', '没有参数“x”'],
    ['/api/runs?limit=NaN', '参数“limit”的类型不对'], ['/api/runs?limit=1e9', '参数“limit”太大'], ['/api/runs/none', '参数'], ['/api/units?level=planet', 'city、county、town、village'],
    ['/api/units?at=2024-02-30', '参数“at”'], ['/api/units?at=0000-01-01', '1949 至 2199'], ['/api/restatements?unit=440700&since=0000-01-01', '1949 至 2199'], ['/api/known-events?unit=440700&from=0000-01-01&to=2024-01-01', '1949 至 2199'], ['/api/versions?asof=0000-01-01', '参数“asof”'], ['/api/metrics/none', '没有指标“none”'], ['/api/nothing', '没有这个地址'],
  ])('%s: %s', async (path, sentence) => {
    const reply = await here.ask('GET', path, { as: token })
    expect([400, 404]).toContain(reply.status)
    expect(reply.json.detail).toContain(sentence)
  })

  test.each([['{', 400], ['[]', 400], ['"x"', 400], ['{"__proto__":{"full":true}}', 400], ['{"full":"yes"}', 400], ['{"from":"2024-13-01"}', 400], ['{"from":"0000-01-01"}', 400], ['{"to":"2024-01-01"}', 400], ['x'.repeat(300_000), 413]])('the body %.40s gets %i', async (raw, status) => {
    const reply = await here.ask('POST', '/api/runs', { as: token, raw, headers: { 'content-type': 'application/json' } })
    expect(reply.status).toBe(status)
    expect(reply.json.detail.length).toBeGreaterThan(5)
  })

  test('a body nested ten thousand deep is refused, whoever sends it, and so is a version no database counts to', async () => {
    const deep = await here.ask('POST', '/api/session', { raw: `{"login":${'['.repeat(10_000)}${']'.repeat(10_000)},"password":"x"}`, headers: { 'content-type': 'application/json' } })
    expect([deep.status, deep.json.detail]).toEqual([400, '请求内容的层次太深。'])
    const question = { metrics: 'activity_count', unit: '440700', period: '2024' }
    expect(await here.ask('POST', '/api/ask', { as: token, body: { questions: [question], v: 3_000_000_000 } })).toMatchObject({ status: 400, json: { code: 'bad_parameter' } })
  })

  test('bugs tell nothing and are found by their number in the log', async () => {
    await using broken = await serve()
    const as = await broken.viewer('op', 'operator', '440700')
    await broken.ask('GET', '/api/me', { as })
    await broken.database.pool('owner').raw('alter table run rename to run_gone')
    const reply = await broken.ask('GET', '/api/runs', { as })
    expect(reply.status).toBe(500)
    expect(reply.text).not.toMatch(/relation|select|run_gone|node_modules/)
    expect(broken.said.join('\n')).toContain(reply.json.request_id)
  })
})

test('the headers keep foreign scripts, frames and guesses out', async () => {
  const { headers } = await here.ask('GET', '/api/health')
  expect(headers['content-security-policy']).toContain(`default-src 'self'`)
  expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['strict-transport-security']).toBeUndefined()
})

test.each([['zh-CN,zh;q=0.9,en;q=0.8', 'zh'], ['en-US,en;q=0.9,zh;q=0.8', 'en'], ['fr,en;q=0.5,zh;q=0.7', 'zh'], ['', 'zh'], ['de', 'zh'], ['en;q=0', 'zh']])('“%s” reads %s', (accept, language) => {
  expect(languageOf({ headers: { 'accept-language': accept } })).toBe(language)
})
