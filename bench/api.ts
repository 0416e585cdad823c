import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Measurement } from './measurement.js'

const connections = 32
const seconds = 4
const rounds = 3
const question = '/api/figures?metrics=activity_count,activity_person_times,activity_key_count&unit=440700&period=2024&by=unit&compare=prev,yoy,ytd'

interface Answered {
  readonly rate: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Microseconds of the server's processor for each request; undefined where the system does not tell. */
  readonly cpu: number | undefined
}

/** Asks the product the same question over and over, so that it answers from its cache, and a bare server that sends the same bytes. */
export const api: Measurement = async ({ report, say }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mingshu-bench-'))
  chmodSync(dataDir, 0o755)
  const children: ChildProcess[] = []
  try {
    say('starting the server on a fresh demo year …')
    const server = spawn(process.execPath, [fileURLToPath(new URL('../../server/dist/run.js', import.meta.url)), '--json'], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', DATA_DIR: dataDir, PORT: '0', METRICS_PORT: 'off', TZ: 'Asia/Shanghai' }, stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(server)
    const { url, links } = await readyLine(server)
    const cookie = await signIn(url, links.leader ?? '')
    const headers = { cookie, 'accept-encoding': 'br' }
    const sample = await fetch(`${url}${question}`, { headers })
    const etag = sample.headers.get('etag') ?? ''
    const { packed, plain } = await bytesOf(url, headers)

    const bare = fork(fileURLToPath(import.meta.url), ['bare', packed.toString('base64'), etag])
    children.push(bare)
    const [port] = await once(bare, 'message') as [number]

    const at = (host: string): { port: number; pid: number | undefined } => host === 'bare' ? { port, pid: bare.pid } : { port: Number(new URL(url).port), pid: server.pid }
    const cases = {
      'a bare node:http server, the same brotli bytes': { host: 'bare', request: requestOf(headers) },
      'the product from its cache, brotli': { host: 'product', request: requestOf(headers) },
      'the product, unchanged (304)': { host: 'product', request: requestOf({ ...headers, 'if-none-match': etag }) },
    }
    const all = new Map<string, Answered[]>()
    for (let round = 0; round < rounds; round++) {
      for (const [name, { host, request }] of Object.entries(cases)) all.set(name, [...(all.get(name) ?? []), await hammer(at(host), request)])
    }
    report.add({ name: 'api: bytes of the answer, as JSON', size: plain, value: plain, unit: 'bytes' })
    report.add({ name: 'api: bytes of the answer, brotli', size: plain, value: packed.length, unit: 'bytes', floor: 'api: bytes of the answer, as JSON' })
    const floor = 'a bare node:http server, the same brotli bytes'
    for (const [name, answered] of all) {
      const middle = [...answered].sort((a, b) => a.rate - b.rate)[Math.floor(answered.length / 2)]
      if (!middle) throw new Error('Nothing was measured.')
      const beside = name === floor ? {} : { floor: `api: ${floor}`, target: '>= 0.75' }
      report.add({ name: `api: ${name}`, size: plain, value: middle.rate, unit: 'requests/s', ...beside })
      report.add({ name: `api: ${name}, p99`, size: plain, value: middle.p99, unit: 'ms' })
      if (middle.cpu !== undefined) report.add({ name: `api: ${name}, processor time of the server`, size: plain, value: middle.cpu, unit: 'µs/request' })
    }
  } finally {
    for (const child of children) {
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function readyLine(server: ChildProcess): Promise<{ url: string; links: Record<string, string> }> {
  if (!server.stdout) throw new Error('The server has no output.')
  for await (const line of createInterface({ input: server.stdout })) {
    const told = JSON.parse(line) as { ready?: boolean; url?: string; links?: Record<string, string> }
    if (told.ready && told.url) return { url: told.url, links: told.links ?? {} }
  }
  throw new Error('The server ended before it was ready.')
}

async function signIn(url: string, link: string): Promise<string> {
  const response = await fetch(`${url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ token: link.split('#')[1] ?? '' }) })
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`Signing in gave ${response.status}: ${await response.text()}`)
  return cookie
}

const requestOf = (headers: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(`GET ${question} HTTP/1.1\r\nhost: 127.0.0.1\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)

/** The body as it travels, and its length when unpacked. `fetch` would unpack it. */
async function bytesOf(url: string, headers: Readonly<Record<string, string>>): Promise<{ packed: Buffer; plain: number }> {
  const plain = (await (await fetch(`${url}${question}`, { headers: { ...headers, 'accept-encoding': 'identity' } })).arrayBuffer()).byteLength
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(requestOf(headers))
  let got = Buffer.alloc(0)
  for await (const piece of socket as AsyncIterable<Buffer>) {
    got = Buffer.concat([got, piece])
    const whole = answerIn(got, 0)
    if (whole && got.length >= whole.end) return { packed: got.subarray(whole.bodyAt, whole.end), plain }
  }
  throw new Error('The server hung up.')
}

function answerIn(bytes: Buffer, from: number): { bodyAt: number; end: number } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n', from)
  if (headEnd < 0) return undefined
  const head = bytes.toString('latin1', from, headEnd)
  if (!/^HTTP\/1\.1 (200|304)/.test(head)) throw new Error(`The server answered ${head.split('\r\n')[0]}.`)
  const length = head.startsWith('HTTP/1.1 304') ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1])
  return { bodyAt: headEnd + 4, end: headEnd + 4 + length }
}

/** Keeps 32 connections busy, each with one request at a time, for a few seconds. */
async function hammer({ port, pid }: { port: number; pid: number | undefined }, request: Buffer): Promise<Answered> {
  const times: number[] = []
  const cpu = secondsOf(pid)
  const begun = performance.now()
  const end = begun + seconds * 1000
  await Promise.all(Array.from({ length: connections }, () => new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let asked = 0
    let got: Buffer = Buffer.alloc(0)
    const ask = (): void => {
      asked = performance.now()
      socket.write(request)
    }
    socket.setNoDelay(true).on('connect', ask).on('error', reject).on('data', (piece: Buffer) => {
      got = got.length === 0 ? piece : Buffer.concat([got, piece])
      const whole = answerIn(got, 0)
      if (!whole || got.length < whole.end) return
      got = Buffer.alloc(0)
      const now = performance.now()
      times.push(now - asked)
      if (now < end) return ask()
      socket.destroy()
      resolve()
    })
  })))
  const took = (performance.now() - begun) / 1000
  const after = secondsOf(pid)
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN
  return { rate: times.length / took, p50: at(0.5), p99: at(0.99), cpu: cpu === undefined || after === undefined ? undefined : ((after - cpu) / times.length) * 1e6 }
}

function secondsOf(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return undefined
  }
}

/** The floor: node:http and nothing else. */
function serveBare(body: Buffer, etag: string): void {
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8', 'content-encoding': 'br', etag, 'cache-control': 'private, no-cache',
      vary: 'accept-encoding, accept-language, authorization, cookie', 'content-length': body.length,
    })
    response.end(body)
  }).listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.(typeof address === 'object' ? address?.port : 0)
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'bare') serveBare(Buffer.from(process.argv[3] ?? '', 'base64'), process.argv[4] ?? '')
