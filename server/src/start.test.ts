import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, test } from 'vitest'
import { isFree } from './serve.js'

const launcher = fileURLToPath(new URL('../../start.js', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'mingshu-start-'))
// Private to root, its data would lie elsewhere, and stay there.
chmodSync(dataDir, 0o755)
const running = new Set<ChildProcess>()
afterEach(() => running.forEach((child) => child.kill('SIGKILL')))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

interface Started {
  readonly child: ChildProcess
  readonly lines: string[]
  readonly err: string[]
  /** The last line once it is ready, or the exit code when it ended before. */
  readonly outcome: Promise<{ ready?: boolean; url?: string; links?: object } | number>
  readonly ended: Promise<number>
}

function start(env: Record<string, string>, ...args: string[]): Started {
  const child = spawn(process.execPath, [launcher, ...args], { env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', DATA_DIR: dataDir, DEMO: 'off', METRICS_PORT: '0', ...env } })
  running.add(child)
  const lines: string[] = []
  const err: string[] = []
  child.stderr.on('data', (chunk: Buffer) => err.push(String(chunk)))
  const ended = new Promise<number>((done) => child.once('exit', (code, signal) => {
    running.delete(child)
    done(signal ? -1 : (code ?? -1))
  }))
  const outcome = new Promise<{ ready?: boolean; url?: string; links?: object } | number>((done) => {
    let rest = ''
    child.stdout.on('data', (chunk: Buffer) => {
      const parts = (rest + String(chunk)).split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts)
      const ready = parts.find((l) => l.startsWith('{"ready":'))
      if (ready) done(JSON.parse(ready) as { ready: boolean })
    })
    void ended.then(done)
  })
  return { child, lines, err, outcome, ended }
}

async function serving(started: Started): Promise<string> {
  const ready = await started.outcome
  if (typeof ready === 'number' || !ready.ready || !ready.url) throw new Error(`It did not start: ${started.lines.join('\n')}\n${started.err.join('')}`)
  return ready.url
}

/** Processes that work in a directory below the data directory. */
const left = (): string[] => readdirSync('/proc').filter((p) => /^\d+$/.test(p)).flatMap((pid) => {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return command.includes(dataDir) && /postgres/.test(command) ? [command.replaceAll('\0', ' ')] : []
  } catch {
    return []
  }
})

const isLinux = process.platform === 'linux'

test('npm start --json tells each step, serves, and ends within five seconds leaving no process', { timeout: 300_000 }, async () => {
  const first = start({ PORT: '0' }, '--json')
  const url = await serving(first)
  const steps = first.lines.map((l) => JSON.parse(l) as { step?: string; ready?: boolean; links?: object })
  expect(steps.map((s) => s.step).filter((s) => s === 'database' || s === 'page')).toEqual(['database', 'page'])
  expect(steps.at(-1)).toMatchObject({ ready: true, links: {} })
  expect(await (await fetch(`${url}/api/health`)).json()).toEqual({ status: 'empty', dataVersion: null, dataAsOf: null })
  expect((await fetch(`${url}/overview`)).headers.get('content-type')).toContain('text/html')
  expect((await fetch(`${url}/api/me`)).status).toBe(401)

  // The same data directory, joined by a command while the server runs.
  const command = start({ LANG: 'en' }, '--cli', 'migrate')
  expect([await command.ended, command.lines]).toEqual([0, ['Up to date']])

  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  if (isLinux) await expect.poll(left, { timeout: 15_000 }).toEqual([])
})

test('after kill -9 the next start finds everything', { timeout: 120_000 }, async () => {
  const first = start({ PORT: '0' }, '--json')
  await serving(first)
  const added = start({ LANG: 'en' }, '--cli', 'user', 'add', 'li', '--role', 'operator', '--unit', '440700', '--no-password')
  expect([await added.ended, added.err.join('')]).toEqual([0, ''])
  first.child.kill('SIGKILL')
  await first.ended
  const second = start({ PORT: '0' }, '--json')
  const url = await serving(second)
  const token = start({}, '--cli', 'user', 'token', 'li')
  expect(await token.ended).toBe(0)
  const me = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${token.lines[0] ?? ''}` } })
  expect(await me.json()).toMatchObject({ user: { login: 'li', role: 'operator' }, dataVersion: 0 })
  second.child.kill('SIGINT')
  expect(await second.ended).toBe(0)
  if (isLinux) await expect.poll(left, { timeout: 15_000 }).toEqual([])
})

test('a first start that is stopped, or killed, in the middle is taken up by the next, which shows figures', { timeout: 600_000 }, async () => {
  const demo = { PORT: '0', DEMO: 'auto', DATA_DIR: join(dataDir, 'demo') }
  const told = async ({ lines, ended }: Started, step: string): Promise<void> => {
    const gone = ended.then(() => { throw new Error(`It ended before ${step}: ${lines.join('\n')}`) })
    const seen = (async () => {
      while (!lines.some((l) => l.startsWith(`{"step":"${step}"`))) await new Promise((later) => setTimeout(later, 50))
    })()
    await Promise.race([seen, gone])
  }
  const stopped = start(demo, '--json')
  await told(stopped, 'demo') // the sources are played; they are being read
  stopped.child.kill('SIGINT')
  await stopped.ended
  expect(stopped.lines.some((l) => l.startsWith('{"step":"run"'))).toBe(false) // it did not read to the end first
  if (isLinux) await expect.poll(left, { timeout: 15_000 }).toEqual([])

  const killed = start(demo, '--json')
  await told(killed, 'database')
  await new Promise((later) => setTimeout(later, 6000))
  killed.child.kill('SIGKILL')
  await killed.ended

  const whole = start(demo, '--json')
  const url = await serving(whole)
  expect(whole.lines.some((l) => l.startsWith('{"step":"run"'))).toBe(true)
  expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ status: 'ok', dataVersion: 1 })
  whole.child.kill('SIGINT')
  expect(await whole.ended).toBe(0)
  if (isLinux) await expect.poll(left, { timeout: 15_000 }).toEqual([])
})

test('a server whose pseudonym key is another than its database knows does not start, and names the file', { timeout: 120_000 }, async () => {
  const first = start({ PORT: '0' }, '--json')
  await serving(first)
  first.child.kill('SIGTERM')
  await first.ended
  const other = join(dataDir, 'other-key')
  writeFileSync(other, `k1 ${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
  const refused = start({ PORT: '0', PSEUDONYM_KEY_FILE: other, LANG: 'en' }, '--json')
  expect(await refused.outcome).toMatchObject({ ready: false, failed: expect.stringContaining(`${other} is not the pseudonym key k1 of this database`) })
  expect(await refused.ended).toBe(1)
  if (isLinux) await expect.poll(left, { timeout: 15_000 }).toEqual([])
})

test('a port that was named and is taken is refused; unnamed, the next free one is used', { timeout: 120_000 }, async () => {
  const taken = createServer()
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', () => done()))
  const { port } = taken.address() as { port: number }
  expect(await isFree('127.0.0.1', port)).toBe(false)
  const refused = start({ PORT: String(port), LANG: 'en' }, '--json')
  expect(await refused.outcome).toMatchObject({ ready: false, failed: expect.stringContaining(`PORT=${port} on 127.0.0.1 is taken`) })
  expect(await refused.ended).toBe(1)
  taken.close()

  // Whoever has 3000, we or somebody else, it is taken.
  const usual = createServer()
  await new Promise<void>((done) => usual.once('error', () => done()).listen(3000, '127.0.0.1', () => done()))
  const next = start({}, '--json')
  expect(Number(new URL(await serving(next)).port)).toBeGreaterThan(3000)
  next.child.kill('SIGTERM')
  expect(await next.ended).toBe(0)
  usual.close()
  if (isLinux) await expect.poll(left, { timeout: 15_000 }).toEqual([])
})

test.each([
  [{ HOST: '0.0.0.0' }, 'without encryption'], [{ PORT: 'x', SMALL_CELL: '-1' }, '2 settings are wrong'],
])('%j does not start and says why', { timeout: 60_000 }, async (env, sentence) => {
  const started = start(env)
  expect(await started.ended).toBe(1)
  expect(started.err.join('')).toContain(sentence)
})

test('an unknown option is a mistake of usage', { timeout: 60_000 }, async () => {
  const started = start({}, '--fast')
  expect(await started.ended).toBe(2)
  expect(started.err.join('')).toContain('npm start --')
})
