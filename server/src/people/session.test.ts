import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, type Reply, type TestApp } from '../../../test/app.js'
import { addAccount, disableAccount, findAccount } from './accounts.js'
import { hashPassword, inTurn, refusePassword } from './password.js'
import { fingerprint, makeOnceLink } from './tokens.js'

let here: TestApp
beforeAll(async () => {
  here = await serve()
  const passwordHash = await hashPassword('Correct-Horse-7')
  await here.database.pool('desk').transaction(async (trx) => {
    for (const login of ['chen', 'liang', 'gone']) await addAccount(trx, { login, name: login, role: 'clerk', unitCodes: ['440785'], passwordHash })
    await disableAccount(trx, 'gone')
  })
})
afterAll(() => here[Symbol.asyncDispose]())

const signIn = (login: string, password: string, headers: Record<string, string> = {}): Promise<Reply> => here.ask('POST', '/api/session', { body: { login, password }, headers })
const cookieOf = (reply: Reply): string => String(reply.headers['set-cookie']).split(';')[0] ?? ''
const me = (cookie: string): Promise<Reply> => here.ask('GET', '/api/me', { headers: { cookie } })
const own = { origin: 'http://localhost:80', host: 'localhost:80' }

test('a password opens a session that the cookie carries and scripts of the page cannot read', async () => {
  const reply = await signIn('Chen', 'Correct-Horse-7')
  expect(reply.status).toBe(200)
  expect(reply.json).toEqual({ user: { login: 'chen', name: 'chen', role: 'clerk' } })
  expect(reply.headers['set-cookie']).toMatch(/^mingshu=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
  expect((await me(cookieOf(reply))).json).toMatchObject({ user: { login: 'chen', role: 'clerk' }, roots: [{ code: '440785' }], exact: true })
})

test('a wrong password, an unknown login and a disabled account are refused in the same words', async () => {
  const replies = [await signIn('chen', 'wrong'), await signIn('nobody', 'wrong'), await signIn('gone', 'Correct-Horse-7')]
  expect(new Set(replies.map((r) => JSON.stringify([r.status, r.json.detail, r.json.code])))).toEqual(new Set([JSON.stringify([401, '登录名或密码不对。', 'wrong_password'])]))
})

test('signing out ends the session at once', async () => {
  const cookie = cookieOf(await signIn('chen', 'Correct-Horse-7'))
  expect((await me(cookie)).status).toBe(200)
  expect((await here.ask('DELETE', '/api/session', { headers: { cookie, ...own } })).status).toBe(204)
  expect((await me(cookie)).status).toBe(401)
})

test('a new sign-in takes a new session and ends the one the browser had', async () => {
  const first = cookieOf(await signIn('chen', 'Correct-Horse-7'))
  const second = cookieOf(await signIn('chen', 'Correct-Horse-7', { cookie: first, ...own }))
  expect(second).not.toBe(first)
  expect((await me(first)).status).toBe(401)
  expect((await me(second)).status).toBe(200)
})

test('an account that is disabled is out everywhere', async () => {
  await here.database.pool('desk').transaction(async (trx) => {
    await addAccount(trx, { login: 'leaver', name: 'leaver', role: 'leader', unitCodes: ['440700'], passwordHash: await hashPassword('Correct-Horse-7') })
  })
  const cookie = cookieOf(await signIn('leaver', 'Correct-Horse-7'))
  expect((await me(cookie)).status).toBe(200)
  await here.database.pool('desk').transaction((trx) => disableAccount(trx, 'leaver'))
  await expect.poll(async () => (await me(cookie)).status, { timeout: 5000 }).toBe(401)
})

test('a session that was idle too long, or is too old, is over', async () => {
  const desk = here.database.pool('desk')
  for (const change of [`seen_at = now() - interval '31 minutes'`, `expires_at = now() - interval '1 second'`]) {
    const cookie = cookieOf(await signIn('chen', 'Correct-Horse-7'))
    await desk.raw(`update session set ${change}`)
    here.services.holders.forget()
    expect((await me(cookie)).status).toBe(401)
  }
})

test('what the page does by itself does not move the idle limit on, and does not hide the person who comes next', async () => {
  const cookie = cookieOf(await signIn('chen', 'Correct-Horse-7'))
  const hash = fingerprint(cookie.split('=')[1] ?? '')
  const desk = here.database.pool('desk')
  await desk.raw(`update session set seen_at = now() - interval '20 minutes' where token_hash = ?`, [hash])
  here.services.holders.forget()
  const isSeen = async (): Promise<boolean> => (await desk.raw(`select seen_at > now() - interval '1 minute' as seen from session where token_hash = ?`, [hash])).rows[0].seen

  await here.app.listen(0, '127.0.0.1')
  const stream = new AbortController()
  expect((await fetch(`${await here.app.getUrl()}/api/events`, { headers: { cookie }, signal: stream.signal })).status).toBe(200)
  stream.abort()
  expect((await here.services.holders.look({ kind: 'session', hash }))?.login).toBe('chen')
  expect((await here.ask('GET', '/api/me', { headers: { cookie, 'x-unattended': '1' } })).status).toBe(200)
  expect(await isSeen()).toBe(false)
  expect((await me(cookie)).status).toBe(200)
  expect(await isSeen()).toBe(true)
})

test('after five failures an account waits, from that address only', async () => {
  for (let i = 0; i < 5; i++) expect((await signIn('liang', 'wrong')).status).toBe(401)
  const locked = await signIn('liang', 'Correct-Horse-7')
  expect(locked.status).toBe(429)
  expect(locked.json.detail).toMatch(/^连续多次登录失败，请 \d+ 分钟后再试。$/)
  expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0)
  const elsewhere = await here.app.getHttpAdapter().getInstance().inject({ method: 'POST', url: '/api/session', remoteAddress: '10.1.2.3', payload: { login: 'liang', password: 'Correct-Horse-7' } })
  expect(elsewhere.statusCode).toBe(200)
})

test('guesses sent at once are counted as if they came one after another, but for the one beside the last', async () => {
  const guess = (): Promise<{ statusCode: number }> => here.app.getHttpAdapter().getInstance().inject({ method: 'POST', url: '/api/session', remoteAddress: '10.1.2.4', payload: { login: 'liang', password: 'wrong' } })
  const replies = await Promise.all(Array.from({ length: 30 }, guess))
  expect(new Set(replies.map((r) => r.statusCode))).toEqual(new Set([401, 429]))
  expect(replies.filter((r) => r.statusCode === 401).length).toBeLessThanOrEqual(6)
})

test('when too many wait to sign in, the next is asked to come again instead of waiting', async () => {
  const gate = { open: () => {} }
  const closed = new Promise<void>((open) => (gate.open = open))
  const crowd = Array.from({ length: 52 }, () => inTurn(() => closed))
  const { status, json, headers } = await signIn('chen', 'Correct-Horse-7')
  expect([status, json.code, headers['retry-after']]).toEqual([503, 'busy', '5'])
  gate.open()
  await Promise.all(crowd)
  expect((await signIn('chen', 'Correct-Horse-7')).status).toBe(200)
})

test('a one-time link signs in once', async () => {
  const secret = await here.database.pool('desk').transaction(async (trx) => makeOnceLink(trx, (await findAccount(trx, 'chen'))?.userId ?? ''))
  const replies = await Promise.all([1, 2, 3, 4].map(() => here.ask('POST', '/api/session', { body: { token: secret } })))
  expect(replies.map((r) => r.status).sort()).toEqual([200, 401, 401, 401])
})

test('a one-time link works on this machine only, whatever a proxy says', async () => {
  const secret = await here.database.pool('desk').transaction(async (trx) => makeOnceLink(trx, (await findAccount(trx, 'chen'))?.userId ?? ''))
  const away = await here.app.getHttpAdapter().getInstance().inject({ method: 'POST', url: '/api/session', remoteAddress: '10.1.2.3', headers: { 'x-forwarded-for': '127.0.0.1' }, payload: { token: secret } })
  expect(away.statusCode).toBe(401)
  expect((await here.ask('POST', '/api/session', { body: { token: secret } })).status).toBe(200)
})

test('a personal token signs scripts in; half of one does not', async () => {
  const token = await here.viewer('robot', 'operator', '440700')
  expect((await here.ask('GET', '/api/me', { as: token })).json.user.login).toBe('robot')
  expect((await here.ask('GET', '/api/me', { as: token.slice(0, -1) })).status).toBe(401)
})

test('with TLS the cookie is Secure and bound to the host', async () => {
  await using secure = await serve({ database: here.database, env: { PUBLIC_URL: 'https://mingshu.example', TRUSTED_PROXY: '127.0.0.1' } })
  const reply = await secure.ask('POST', '/api/session', { body: { login: 'chen', password: 'Correct-Horse-7' }, headers: { origin: 'https://mingshu.example' } })
  expect(reply.headers['set-cookie']).toMatch(/^__Host-mingshu=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect(reply.headers['strict-transport-security']).toBeDefined()
})

test.each([
  ['short', 'gb'], ['alllowercaseletters', 'gb'], ['Password-2026', 'gb'], ['chen-Long-Name-1', 'gb'], ['aaaaaaaaaaaaaaaa', 'asvs'], ['Elf-zeichen', 'asvs'],
] as const)('the password “%s” will not do under %s', (password, policy) => {
  expect(refusePassword(password, policy, 'chen')).toBeDefined()
})

test('gb wants kinds of characters, asvs wants length', () => {
  expect(refusePassword('Werft-1912', 'gb', 'chen')).toBeUndefined()
  expect(refusePassword('four calm herons', 'asvs', 'chen')).toBeUndefined()
})
