import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishFacts, serve, type TestApp } from '../../../test/app.js'
import { randomOf } from '../../../test/random-facts.js'

const count = 3000
const seed = Number(process.env.SEED ?? 20241031)
let here: TestApp
const tokens: string[] = []
beforeAll(async () => {
  here = await serve()
  await publishFacts(here.database)
  tokens.push(await here.viewer('leader', 'leader', '440700'), await here.viewer('operator', 'operator', '440700'), await here.viewer('clerk', 'clerk', '440785'))
})
afterAll(() => here[Symbol.asyncDispose]())

const random = randomOf(seed)
const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T

const hostile = [
  '', ' ', '0', '-1', '1e309', 'NaN', 'null', 'undefined', 'true', '[]', '{}', '1;drop table unit', `' or 1=1 --`, '$1', ':unit', '?', '\\', '%00', '\u0000', '\ud800', '\u202e', '😀', '江门市', 'a'.repeat(300), '9'.repeat(40), '2147483648', '-2147483649',
  '../../etc/passwd', '<script>', '{{7*7}}', '${7*7}', '1..2', '2024..', '..2024', '2024-02-30', '0000', '9999', '2024Q5', 'infinity', 'now', '2024-01-01T00:00:00Z', '__proto__', 'constructor', 'toString', 'activity_count,', ',', 'activity_count,activity_count', '440700;', '4408Z1-JB',
  '2024-01-01~1~x', '2024-01-01~999999999~x', '2024-01-01~1~\u0000',
]
const good: Readonly<Record<string, readonly string[]>> = {
  metrics: ['activity_count', 'activity_satisfaction_rate', 'neg_worker_count', 'issue_overdue_count', 'activity_count,station_count', 'activity_idle_center_count'], metric: ['activity_count', 'neg_party_member_ratio', 'issue_handle_days_avg'],
  unit: ['440700', '440703', '440785', '440703002131'], root: ['440700', '440785'], period: ['2024', '2024Q1', '2024-02', '2024-02-29', '2024-01..2024-03', '2024-01-05..2024-02-03', '1999', '2030-01'], by: ['unit', 'day', 'month', 'kind', 'worker_group'],
  compare: ['prev', 'yoy,ytd', 'target'], v: ['1', '2'], tree: ['then', 'now'], lang: ['zh', 'en'], side: ['of', 'to'], limit: ['1', '1000'], cursor: ['2024-01-01~1~a'], since: ['2024-01-01'], level: ['town'], at: ['2024-01-01'], member: ['rider', 'sports_meet'],
}
const routes: readonly (readonly [string, readonly string[]])[] = [
  ['/api/figures', ['metrics', 'unit', 'period', 'by', 'compare', 'v', 'tree', 'lang']], ['/api/trace', ['metric', 'unit', 'period', 'v', 'side', 'cursor', 'limit', 'by', 'member']], ['/api/proof', ['metric', 'unit', 'period', 'v', 'by', 'member']],
  ['/api/restatements', ['unit', 'since', 'v']], ['/api/units', ['root', 'level', 'at']], ['/api/runs', ['limit', 'cursor']], ['/api/metrics/activity_count', ['lang']], ['/api/exports', ['lang']], ['/api/me', ['lang']],
]

function oddQuery(names: readonly string[]): string {
  const parts = names.filter(() => random() < 0.75).map((name) => `${name}=${encode(random() < 0.6 ? pick(good[name] ?? ['x']) : pick(hostile))}`)
  if (random() < 0.08) parts.push(`${encode(pick(hostile))}=1`)
  if (random() < 0.05 && parts[0]) parts.push(parts[0])
  return parts.join('&')
}

// Half of a pair has no encoding; the raw bytes are sent instead.
function encode(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    return '%ED%A0%80'
  }
}

const odd = (): unknown => pick<unknown>([null, true, 0, -1, 1.5, 1e308, '', 'x', [], {}, [[]], { a: 1 }, ...hostile, Array(60).fill('activity_count')])
function oddBody(path: string): unknown {
  const of = (name: string): unknown => (random() < 0.6 ? pick(good[name] ?? ['x']) : odd())
  const question = (): unknown => (random() < 0.1 ? odd() : Object.fromEntries(['metrics', 'unit', 'period', 'by', 'compare', 'tree'].filter(() => random() < 0.8).map((n) => [n, of(n)])))
  if (path === '/api/ask') return random() < 0.1 ? odd() : { questions: random() < 0.1 ? odd() : Array.from({ length: 1 + Math.floor(random() * 3) }, question), ...(random() < 0.3 ? { v: odd() } : {}) }
  if (path === '/api/exports') return { report: random() < 0.5 ? pick(['R01', 'R03', 'ledger', 'R99']) : odd(), unit: of('unit'), period: of('period'), ...(random() < 0.3 ? { metric: of('metric') } : {}), ...(random() < 0.2 ? { v: odd() } : {}) }
  if (path === '/api/session') return random() < 0.5 ? { login: odd(), password: odd() } : { token: odd() }
  return random() < 0.5 ? { full: odd(), from: odd(), to: odd() } : odd()
}

test(`${count} odd requests (seed ${seed}) get no 5xx, and each refusal has a sentence`, async () => {
  const statuses = new Map<number, number>()
  for (let i = 0; i < count; i++) {
    const isPost = random() < 0.35
    const [path, names] = pick(routes)
    const target = isPost ? pick(['/api/ask', '/api/exports', '/api/runs', '/api/session']) : `${path}?${oddQuery(names)}`
    const body = isPost ? oddBody(target) : undefined
    const reply = await here.ask(isPost ? 'POST' : 'GET', target, { as: pick(tokens), ...(isPost ? { raw: JSON.stringify(body) ?? 'null', headers: { 'content-type': 'application/json' } } : {}) })
    statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1)
    if (reply.status >= 500) expect([i, target, JSON.stringify(body), reply.text, here.said.at(-1)]).toEqual([])
    if (reply.status >= 400) {
      expect([i, target, (reply.json.detail ?? '').length > 4, reply.text.includes('select ')]).toEqual([i, target, true, false])
    }
  }
  expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([200, 400]))
  expect(here.said).toEqual([])
}, 240_000)
