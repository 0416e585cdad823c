import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishFacts, serve, type TestApp } from '../../../test/app.js'
import { answerProblem } from '../http/problem-filter.js'
import { makeOnceLink } from '../people/tokens.js'
import { findAccount } from '../people/accounts.js'
import { bootOf } from './boot.js'
import type { Address } from '../../../web/src/state/address.js'
import { rowsQuestion, sparkQuestion, totalsQuestion } from '../../../web/src/state/questions.js'
import { firstQuestions, lastWholeMonth, overview } from './first-questions.js'
import { servePage, type Boot } from './page.js'

const built = mkdtempSync(join(tmpdir(), 'mingshu-page-'))
mkdirSync(join(built, 'assets'))
writeFileSync(join(built, 'index.html'), '<!doctype html><head><!--boot--></head><div id="app"></div>')
writeFileSync(join(built, 'assets/index-a_B-1.js'), 'x')
writeFileSync(join(built, 'icon.svg'), '<svg/>')

const page = async (boot: Boot, dir = built): Promise<(url: string) => Promise<{ status: number; text: string; cache: unknown }>> => {
  const fastify = Fastify()
  fastify.setErrorHandler((error, request, reply) => answerProblem(error, request, reply, () => {}))
  await servePage(fastify, boot, dir)
  return async (url) => {
    const { statusCode, payload, headers } = await fastify.inject({ url })
    return { status: statusCode, text: payload, cache: headers['cache-control'] }
  }
}

describe('the page', () => {
  test('answers its own addresses, its files by name, and nothing else', async () => {
    const get = await page(async () => undefined)
    for (const url of ['/', '/overview', '/areas/440783', '/areas/4408Z1-JB', '/metrics/activity_count?period=2024', '/demo/leader', '/403']) {
      expect([url, (await get(url)).text]).toEqual([url, '<!doctype html><head></head><div id="app"></div>'])
    }
    expect(await get('/assets/index-a_B-1.js')).toEqual({ status: 200, text: 'x', cache: 'public, max-age=31536000, immutable' })
    expect((await get('/icon.svg')).cache).toBe('no-cache')
    for (const url of ['/assets/none.js', '/api', '/api/none', '/API/me', '/favicon.ico', '/assets', '/index.html.br']) expect([url, (await get(url)).status]).toEqual([url, url === '/assets' ? 200 : 404])
  })

  test('names the files of the overview to whoever begins there, behind those of the start, and no other', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'mingshu-page-'))
    mkdirSync(join(dir, '.vite'))
    writeFileSync(join(dir, 'index.html'), '<head><script src="/assets/start-1.js"></script></head><div></div><!--boot-->')
    writeFileSync(join(dir, '.vite/manifest.json'), JSON.stringify({
      'src/pages/Overview.vue': { file: 'assets/Overview-2.js', imports: ['_start.js', '_pages.js'], css: ['assets/Overview-3.css'] }, '_start.js': { file: 'assets/start-1.js' }, '_pages.js': { file: 'assets/pages-4.js', imports: ['_start.js'] },
    }))
    const signedIn = await page(async () => '{}', dir)
    const head = (text: string): string | undefined => /<head>(.*)<\/head>/.exec(text)?.[1]
    expect(head((await signedIn('/overview')).text)).toBe(['<script src="/assets/start-1.js"></script>', '<link rel="preload" as="fetch" crossorigin href="/api/metrics">',
      '<link rel="preload" as="style" crossorigin href="/assets/Overview-3.css">', '<link rel="modulepreload" crossorigin href="/assets/Overview-2.js">', '<link rel="modulepreload" crossorigin href="/assets/pages-4.js">'].join(''))
    for (const get of [() => signedIn('/stations'), async () => (await page(async () => undefined, dir))('/overview')]) expect(head((await get()).text)).toBe('<script src="/assets/start-1.js"></script>')
    expect((await signedIn('/.vite/manifest.json')).status).toBe(404)
  })

  test('is never kept by a cache, and data laid into it cannot end the script', async () => {
    const { text, cache } = await (await page(async () => JSON.stringify({ name: '</script><script>alert(1)</script>' })))('/')
    expect(cache).toBe('no-store')
    expect(text).toContain('<script type="application/json" id="boot">{"name":"\\u003c/script>\\u003cscript>alert(1)\\u003c/script>"}</script></head>')
  })

  test('is served without data when they cannot be read, and says so when it is not built', async () => {
    expect((await (await page(() => Promise.reject(new Error('no database'))))('/')).text).not.toContain('boot')
    expect(await (await page(async () => undefined, join(built, 'none')))('/')).toMatchObject({ status: 503, text: expect.stringContaining('npm run build') })
  })
})

describe('what it begins with', () => {
  let here: TestApp
  let cookie: string
  beforeAll(async () => {
    here = await serve()
    await publishFacts(here.database)
    await here.viewer('leader', 'leader', '440700', '4408Z1')
    const token = await here.database.pool('desk').transaction(async (trx) => makeOnceLink(trx, (await findAccount(trx, 'leader'))?.userId ?? ''))
    cookie = String((await here.ask('POST', '/api/session', { body: { token } })).headers['set-cookie']).split(';')[0] ?? ''
  })
  afterAll(() => here[Symbol.asyncDispose]())
  const boot = async (url: string, as: string): Promise<{ me: { roots: { code: string }[] }; units: { code: string }[]; isUpper: boolean; answers: { question: { unit: string; period: string; v: number }; total: object }[] } | undefined> => {
    const request = { url, cookies: as ? { mingshu: as.split('=')[1] } : {} } as unknown as Parameters<Boot>[0]
    const text = await bootOf({ config: here.config, database: here.database, say: () => {}, key: { kid: 'k1', secret: Buffer.alloc(32) }, url: () => '' }, here.services)(request)
    return text === undefined ? undefined : JSON.parse(text)
  }

  test('is nothing for whoever is not signed in', async () => {
    expect(await boot('/', '')).toBeUndefined()
    expect(await boot('/', 'mingshu=not-a-session')).toBeUndefined()
  })

  test('is who they are and their units, and on the overview the answers it will ask for', async () => {
    const start = await boot('/overview', cookie)
    expect(start?.me.roots.map((r) => r.code)).toEqual(['440700', '4408Z1'])
    // The villages of a city are fetched once the first figures are drawn; on other pages they come along.
    expect(start).toMatchObject({ isUpper: true, units: expect.arrayContaining([expect.objectContaining({ code: '440703002' })]) })
    expect(start?.units.map((u) => u.code)).not.toContain('440703002131')
    const elsewhere = await boot('/areas/440703', cookie)
    expect(elsewhere?.isUpper).toBe(false)
    expect(elsewhere?.units.map((u) => u.code)).toContain('440703002131')
    const tree = await here.services.units.get()
    const unit = tree.find('440700')
    expect(start?.answers.map((a) => a.question)).toEqual(unit && firstQuestions(unit, '2024-03', tree, '2024-03-31').map((q) => ({ ...q, v: 1 })))
  })

  test('follows a link to its month, its unit and its version, and is empty where it asks for something else', async () => {
    const asked = async (url: string): Promise<unknown[] | undefined> => (await boot(url, cookie))?.answers.map(({ question: q }) => [q.unit, q.period, q.v])
    expect(await asked('/overview?period=2024-02&area=440703&v=1&lang=en')).toEqual([['440703', '2024-02', 1], ['440703', '2024-02', 1], ['440703', '2023-02..2024-02', 1]])
    // A town's rows are its villages, which then come along.
    expect(await boot('/overview?area=440703002', cookie)).toMatchObject({ isUpper: false, answers: [{ question: { unit: '440703002', period: '2024-03' } }, {}, {}] })
    for (const query of ['period=2024', 'period=2024-13', 'cmp=mom', 'v=99', 'v=x', 'area=440500', 'period=2024-02..2024-03']) expect([query, await asked(`/overview?${query}`)]).toEqual([query, []])
    expect(await asked('/?area=440703')).toEqual([])
  })

  test('asks what the overview asks', () => {
    const source = readFileSync(new URL('../../../web/src/pages/Overview.vue', import.meta.url), 'utf8')
    for (const [name, codes] of Object.entries(overview)) expect(source).toContain(`const ${name} = [${codes.map((c) => `'${c}'`).join(', ')}]`)
  })

  test('is about the last whole month', async () => {
    const tree = await here.services.units.get()
    const [unit, village] = [tree.find('440700'), tree.find('440703002131')]
    if (!unit || !village) throw new Error('No such unit.')
    // What the page asks in the same moment, or it would ask again.
    const asked = firstQuestions(unit, '2024-03', tree, '2024-03-31')
    const address = { area: unit.code, period: '2024-03', cmp: 'yoy' } as Address
    expect(asked).toEqual([totalsQuestion, rowsQuestion, sparkQuestion].map((ask) => ask(address, asked[0]?.metrics ?? [])))
    expect(asked.map((q) => q.period)).toEqual(['2024-03', '2024-03', '2023-03..2024-03'])
    expect(['2024-03-31', '2024-03-30', '2024-01-15'].map(lastWholeMonth)).toEqual(['2024-03', '2024-02', '2023-12'])
    expect(firstQuestions(village, '2023-12', tree, '2024-01-15').map((q) => [q.period, q.by])).toEqual([['2023-12', undefined], ['2022-12..2023-12', 'month']])
    const zone = tree.find('440803070')
    expect(zone && firstQuestions(zone, '2024-03', tree, '2024-03-31')[0]?.metrics[0]).toBe('station_visit_person_times')
  })
})
