import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, type TestApp } from '../../../test/app.js'
import { documentOf } from './openapi.js'

let here: TestApp
let as: string
beforeAll(async () => {
  here = await serve()
  as = await here.viewer('reader', 'leader', '440700')
})
afterAll(() => here[Symbol.asyncDispose]())

interface Operation { readonly requestBody?: unknown; readonly security?: readonly unknown[]; readonly responses: Record<string, unknown>; readonly summary?: string }
const operations = (): [string, string, Operation][] =>
  Object.entries(documentOf(here.app).paths).flatMap(([path, item]) => Object.entries(item as Record<string, Operation>).map(([method, o]): [string, string, Operation] => [method, path, o]))

test('every POST and PUT shows its body, every answer its shape, every operation a sentence', () => {
  for (const [method, path, o] of operations()) {
    if (method === 'post' || method === 'put') expect([path, o.requestBody !== undefined]).toEqual([path, true])
    expect([path, (o.summary ?? '').length > 10]).toEqual([path, true])
    expect([path, Object.keys(o.responses).some((s) => s.startsWith('2'))]).toEqual([path, true])
    expect([path, 'default' in o.responses]).toEqual([path, true])
  }
})

test('only signing in, health and what the token of the console opens ask for no sign-in', () => {
  expect(operations().filter(([, , o]) => o.security?.length === 0).map(([m, p]) => `${m} ${p}`).sort()).toEqual(['get /api/health', 'post /api/session', 'post /api/setup', 'post /api/setup/opening', 'put /api/setup/units'])
})

test('it is OpenAPI 3.1 without dangling references', async () => {
  const { json, status } = await here.ask('GET', '/api/openapi.json', { as })
  expect(status).toBe(200)
  expect(json.openapi).toBe('3.1.0')
  const named = Object.keys(json.components.schemas)
  const used = [...JSON.stringify(json).matchAll(/#\/components\/schemas\/([^"]+)/g)].map((m) => m[1])
  expect(used.filter((u) => !named.includes(u ?? ''))).toEqual([])
})

test('the readable page names every operation, needs no script and passes its own policy', async () => {
  const { text, headers } = await here.ask('GET', '/api/docs', { as })
  for (const [, path] of operations()) expect(text).toContain(path)
  expect(text).not.toContain('<script')
  expect(headers['content-security-policy']).toContain(`default-src 'none'`)
})

test('docs/openapi.json is what the server tells', async () => {
  await expect(`${JSON.stringify(documentOf(here.app), null, 2)}\n`).toMatchFileSnapshot('../../../docs/openapi.json')
})
