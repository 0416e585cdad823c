import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { canReach, serverAccount } from './account.js'
import { isAlive } from './cluster.js'
import { type Embedded, startEmbedded } from './embedded.js'
import { findNative, reachable } from './native.js'

const isRoot = process.getuid?.() === 0
const isLinux = process.platform === 'linux'
const nobody = isRoot ? 65534 : undefined

let prepared: string // a cluster to copy from, since making one takes most of the time
beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), 'mingshu-prepared-'))
  chmodSync(prepared, 0o755)
  await (await startEmbedded({ dataDir: prepared, throwAway: true, rooms: [prepared] })).stop()
})
afterAll(() => rmSync(prepared, { recursive: true, force: true }))

let dir: string
let dataDir: string
const opened: Embedded[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingshu-embedded-'))
  chmodSync(dir, 0o755)
  dataDir = join(dir, 'data')
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of opened.splice(0)) await server.stop()
  rmSync(dir, { recursive: true, force: true })
})

function prepare(): void {
  mkdirSync(dataDir)
  execFileSync('cp', ['-a', join(prepared, 'postgres'), dataDir])
  rmSync(join(dataDir, 'postgres/keeper.json'))
}

async function start(options: Partial<Parameters<typeof startEmbedded>[0]> = {}): Promise<Embedded> {
  const server = await startEmbedded({ dataDir, throwAway: true, rooms: [join(dir, 'room')], ...options })
  opened.push(server)
  return server
}

async function ask(server: Pick<Embedded, 'url'>, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: server.url })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return String((rows[0] as unknown[] | undefined)?.[0])
  } finally {
    await client.end()
  }
}

async function until(claim: () => boolean | Promise<boolean>): Promise<void> {
  for (const giveUp = Date.now() + 20_000; !await claim();) {
    if (Date.now() > giveUp) throw new Error(`never came true: ${claim}`)
    await pause(20)
  }
}

describe('a start', () => {
  test.skipIf(!isRoot)('as root runs PostgreSQL as an unprivileged account', async () => {
    prepare()
    const { pid } = await start()
    expect(statSync(`/proc/${pid}`).uid).toBe(serverAccount()?.uid)
    expect(statSync(`/proc/${pid}`).uid).not.toBe(0)
  })

  test('takes postgres before nobody, and names the remedy where neither exists', () => {
    const passwd = (text: string): string => {
      writeFileSync(join(dir, 'passwd'), text)
      return join(dir, 'passwd')
    }
    const [both, one] = ['root:x:0:0\nnobody:x:65534:65533\npostgres:x:101:104\n', 'root:x:0:0\nnobody:x:65534:65533\n']
    expect(serverAccount(passwd(both), 0)).toEqual({ name: 'postgres', uid: 101, gid: 104 })
    expect(serverAccount(passwd(one), 0)).toEqual({ name: 'nobody', uid: 65534, gid: 65533 })
    expect(serverAccount(passwd(one), 1000)).toBe(undefined)
    expect(() => serverAccount(passwd('root:x:0:0\n'), 0)).toThrow(/neither an account “postgres” nor “nobody”.*DATABASE_URL/)
  })

  test('makes parents that others may pass, and a data directory that only the server may enter', async () => {
    const umask = process.umask(0o077)
    try {
      dataDir = join(dir, 'some', 'where', 'data')
      await start()
    } finally {
      process.umask(umask)
    }
    const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)
    expect(['some', 'some/where', 'some/where/data', 'some/where/data/postgres'].map(path => mode(join(dir, path)))).toEqual(['755', '755', '755', '755'])
    expect(mode(join(dataDir, 'postgres/data'))).toBe('700')
  })

  test('makes a random password that only we can read, and leaves no copy', async () => {
    await start()
    const file = join(dataDir, 'postgres/password')
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
    expect(Buffer.from(readFileSync(file, 'utf8'), 'base64url')).toHaveLength(32)
    expect(readdirSync(join(dataDir, 'postgres')).sort()).toEqual(['data', 'keeper.json', 'log', 'password'])
  })

  test('lets nobody in without the password', async () => {
    prepare()
    const server = await start()
    const url = new URL(server.url)
    url.password = 'postgres'
    await expect(ask({ url: url.href }, 'select 1')).rejects.toThrow('password authentication failed')
    expect(await ask(server, `select rolpassword like 'SCRAM-SHA-256%' from pg_authid where rolname = 'postgres'`)).toBe('true')
    expect(readFileSync(join(dataDir, 'postgres/data/pg_hba.conf'), 'utf8')).not.toMatch(/^[^#].*\btrust\b/m)
  })

  test('listens on loopback alone, on the same port the next time', async () => {
    prepare()
    const first = await start()
    expect(await ask(first, `select current_setting('listen_addresses') || current_setting('unix_socket_directories')`)).toBe('127.0.0.1')
    await first.stop()
    expect((await start()).port).toBe(first.port)
  })

  test('knows Chinese letters and orders by code point', async () => {
    prepare()
    const server = await start()
    await ask(server, 'create extension pg_trgm')
    expect(Number(await ask(server, `select similarity('江门市蓬江区丰乐社区', '蓬江区丰乐社区党群服务中心')`))).toBeGreaterThan(0.2)
    expect(await ask(server, `select '江门' ~ '^\\w+$' and 'a' > 'B'`)).toBe('true')
    expect(await ask(server, `select string_agg(name, ' ' order by name collate "zh-x-icu") from unnest(array['湛江', '江门', '赤坎']) name`)).toBe('赤坎 江门 湛江')
  })

  test('keeps durability on unless the data are thrown away', async () => {
    prepare()
    const server = await start({ throwAway: false })
    expect(await ask(server, `select string_agg(setting, ' ' order by name) from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`))
      .toBe('on on on')
  })

  test('completes the links that npm cannot carry', () => {
    const native = findNative(undefined, () => {})
    const bare = join(dir, 'native')
    mkdirSync(join(bare, 'bin'), { recursive: true })
    for (const { source, target } of JSON.parse(readFileSync(join(native.dir, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]) {
      mkdirSync(join(dir, target, '..'), { recursive: true })
      writeFileSync(join(dir, source), '')
    }
    cpSync(join(native.dir, 'pg-symlinks.json'), join(bare, 'pg-symlinks.json'))
    for (let twice = 0; twice < 2; twice++) reachable({ dir: bare, version: '1' }, undefined, () => {})
    expect(readdirSync(join(bare, 'lib')).filter(name => name.startsWith('libicui18n'))).toContain('libicui18n.so.60')
  })

  test.skipIf(!isRoot)('below a private directory copies the programs and keeps the data where the server can reach them, saying so', async () => {
    const secret = join(dir, 'root')
    mkdirSync(secret, { mode: 0o700 })
    const account = serverAccount()
    const native = findNative(undefined, () => {})
    cpSync(native.dir, join(secret, 'native'), { recursive: true, verbatimSymlinks: true })
    const said: string[] = []
    const room = join(dir, 'room')
    const moved = reachable({ dir: join(secret, 'native'), version: native.version }, account, line => said.push(line), [room])
    expect(moved.dir).toBe(join(room, `native-${native.version}`))
    expect(reachable({ dir: join(secret, 'native'), version: native.version }, account, line => said.push(line), [room])).toEqual(moved)

    dataDir = join(secret, 'data')
    const first = await start({ say: line => said.push(line) })
    expect(await ask(first, 'show data_directory')).toMatch(room)
    await ask(first, 'create table kept as select 1')
    await first.stop()
    expect(await ask(await start({ say: line => said.push(line) }), 'select count(*) from kept')).toBe('1')
    expect(said).toEqual([
      expect.stringMatching(/^PostgreSQL runs as “.*”, who cannot enter .*root\/native: copied its programs to .*room/),
      expect.stringMatching(/^PostgreSQL runs as “.*”, who cannot enter .*root\/data: its data are in .*room/),
    ])
  })

  test.skipIf(!isRoot)('tells what a private folder that was removed has left behind, as long as it lies there', async () => {
    const secret = join(dir, 'root')
    mkdirSync(secret, { mode: 0o700 })
    dataDir = join(secret, 'removed')
    await (await start()).stop()
    const left = realpathSync(join(dataDir, 'postgres'))
    rmSync(dataDir, { recursive: true })
    const said: string[] = []
    dataDir = join(secret, 'next')
    await (await start({ say: line => said.push(line) })).stop()
    expect(said[0]).toBe(`${left} holds the data of ${join(secret, 'removed')}, which is gone. If that folder was not moved but removed, remove this too.`)
    rmSync(left, { recursive: true })
    said.length = 0
    dataDir = join(secret, 'last')
    await start({ say: line => said.push(line) })
    expect(said.filter(line => line.includes('is gone'))).toEqual([])
  })

  test('tells when the place its data were moved to is gone', async () => {
    mkdirSync(dataDir)
    symlinkSync(join(dir, 'nowhere'), join(dataDir, 'postgres'))
    await expect(start()).rejects.toThrow(/points to .*nowhere, which is gone/)
  })

  test('reaches only what every directory on the way lets through', () => {
    const account = { name: 'someone', uid: 4711, gid: 4711 }
    mkdirSync(join(dir, 'closed', 'open'), { recursive: true })
    chmodSync(join(dir, 'closed'), 0o700)
    expect([dir, join(dir, 'closed'), join(dir, 'closed', 'open')].map(path => canReach(path, account))).toEqual([true, false, false])
  })

  test('that fails says why with the end of the log, and what to do', async () => {
    prepare()
    writeFileSync(join(dataDir, 'postgres/data/postgresql.conf'), 'shared_buffers = lots\n')
    await expect(start()).rejects.toThrow(/did not start on .*invalid value for parameter "shared_buffers": "lots".*DATABASE_URL/s)
  })
})

describe('ports', () => {
  test('another port is taken when the remembered one is in use', async () => {
    prepare()
    const first = await start()
    await first.stop()
    const thief = createServer().listen(first.port, '127.0.0.1')
    try {
      const second = await start()
      expect(second.port).not.toBe(first.port)
      expect(await ask(second, 'select 1')).toBe('1')
    } finally {
      thief.close()
    }
  })

  test('a port that was asked for and stays taken is refused by its number', async () => {
    prepare()
    const thief = createServer()
    await new Promise<void>(resolve => thief.listen(0, '127.0.0.1', resolve))
    const { port } = thief.address() as { port: number }
    try {
      await expect(start({ port })).rejects.toThrow(`Port ${port} is taken by another program`)
    } finally {
      thief.close()
    }
  })
})

describe('two starts', () => {
  test('on one directory share one server, which ends with its starter', async () => {
    const [first, second] = await Promise.all([start(), start()])
    expect(second.port).toBe(first.port)
    expect(await ask(second, 'select 1')).toBe('1')
    expect([first.isOurs, second.isOurs].sort()).toEqual([false, true])
    const [owner, guest] = first.isOurs ? [first, second] : [second, first]
    const pid = owner.pid
    await guest.stop()
    expect(isAlive(pid)).toBe(true)
    await owner.stop()
    expect(isAlive(pid)).toBe(false)
  })

  test('leave no half-made cluster behind', async () => {
    mkdirSync(join(dataDir, 'postgres.999999999.abcdef'), { recursive: true })
    await Promise.all([start(), start()])
    expect(readdirSync(dataDir)).toEqual(['postgres'])
  })
})

describe('after a crash', () => {
  test('of PostgreSQL it is started again, on the same port, with nothing lost', async () => {
    prepare()
    const server = await start({ throwAway: false })
    await ask(server, 'create table kept as select 1')
    const killed = server.pid
    process.kill(killed, 'SIGKILL')
    await until(async () => server.pid !== killed && await ask(server, 'select count(*) from kept').catch(() => '') === '1')
  })

  test('a start waits for the killed server to be reaped', async () => {
    prepare()
    const killed = (await start()).pid
    process.kill(killed, 'SIGKILL')
    const server = await start()
    expect(server.pid).not.toBe(killed)
    expect(await ask(server, 'select 1')).toBe('1')
  })

  test('a postmaster.pid whose number now belongs to another process does not stop a start', async () => {
    prepare()
    const bystander = spawn('sleep', ['60'], isRoot ? { uid: serverAccount()?.uid, gid: serverAccount()?.gid } : {})
    children.push(bystander)
    const file = join(dataDir, 'postgres/data/postmaster.pid')
    writeFileSync(file, `${bystander.pid}\n${join(dataDir, 'postgres/data')}\n1700000000\n5432\n\n127.0.0.1\n  1 1\nready   \n`)
    const account = serverAccount()
    if (account) chownSync(file, account.uid, account.gid)
    const said: string[] = []
    expect(await ask(await start({ say: line => said.push(line) }), 'select 1')).toBe('1')
    expect(said.join()).toMatch('Removed the postmaster.pid of a server that is no more')
    expect(bystander.exitCode).toBe(null)
  })
})

// What happens to PostgreSQL when a whole process ends can only be seen from another one: it runs a bundle of these sources.
describe('a process of its own', () => {
  const bundle = fileURLToPath(new URL(`../dist/test-${process.pid}/`, import.meta.url))
  beforeAll(async () => {
    await build({
      configFile: false, logLevel: 'silent', root: fileURLToPath(new URL('.', import.meta.url)),
      build: { ssr: 'embedded.ts', outDir: bundle, emptyOutDir: true, rollupOptions: { output: { entryFileNames: 'embedded.mjs' } } },
    })
    writeFileSync(join(bundle, 'run.mjs'), `
      import { startEmbedded } from './embedded.mjs'
      const server = await startEmbedded({ dataDir: process.argv[2], throwAway: true, say: line => console.log('say', line) })
      process.on('SIGTERM', async () => { await server.stop(); process.exit(0) })
      process.on('SIGINT', () => console.log('interrupted'))
      console.log(JSON.stringify({ url: server.url, pid: server.pid, isOurs: server.isOurs }))
      setInterval(() => {}, 1000)`)
  })
  afterAll(() => rmSync(bundle, { recursive: true, force: true }))

  async function run(uid?: number): Promise<{ child: ChildProcess; url: string; pid: number; isOurs: boolean; heard: () => string }> {
    const child = spawn(process.execPath, [join(bundle, 'run.mjs'), dataDir], { detached: true, ...(uid !== undefined && { uid, gid: uid }) })
    children.push(child)
    let heard = ''
    child.stdout?.on('data', text => { heard += text })
    child.stderr?.on('data', text => { heard += text })
    await until(() => heard.includes('"url"') || child.exitCode !== null)
    const line = heard.split('\n').find(line => line.startsWith('{'))
    if (!line) throw new Error(heard)
    return { child, heard: () => heard, ...JSON.parse(line) as { url: string; pid: number; isOurs: boolean } }
  }

  test.skipIf(!isLinux)('that is killed takes PostgreSQL with it, which needs no recovery', async () => {
    prepare()
    const { child, pid } = await run()
    child.kill('SIGKILL')
    await until(() => !isAlive(pid))
    expect(existsSync(join(dataDir, 'postgres/data/postmaster.pid'))).toBe(false)
    await start()
    expect(readFileSync(join(dataDir, 'postgres/log'), 'utf8')).not.toMatch('not properly shut down')
  })

  test('hears Ctrl C alone: PostgreSQL stays up until it is stopped', async () => {
    prepare()
    const { child, pid, url, heard } = await run()
    process.kill(-(child.pid ?? 0), 'SIGINT') // to the whole group, as a terminal does
    await until(() => heard().includes('interrupted'))
    expect(await ask({ url }, 'select 1')).toBe('1')
    child.kill('SIGTERM')
    await until(() => child.exitCode !== null)
    expect(child.exitCode).toBe(0)
    expect(isAlive(pid)).toBe(false)
  })

  test.skipIf(!isLinux)('hands over: who had joined its server starts one when it ends', async () => {
    prepare()
    const { child, pid } = await run()
    const server = await start()
    expect([server.pid, server.isOurs]).toEqual([pid, false])
    child.kill('SIGKILL')
    await until(() => server.pid !== pid)
    expect(await ask(server, 'select 1')).toBe('1')
    expect(server.isOurs).toBe(true)
  })

  test.skipIf(!isRoot)('as an ordinary user runs PostgreSQL as that user', async () => {
    chmodSync(dir, 0o777)
    const { child, pid } = await run(nobody)
    expect(statSync(`/proc/${pid}`).uid).toBe(nobody)
    child.kill('SIGTERM')
    await until(() => child.exitCode !== null)
    expect(isAlive(pid)).toBe(false)
  })

  test.skipIf(!isLinux)('leaves the server to the next start where nothing ends it, and that one stops it', async () => {
    prepare()
    const { child, pid } = await run()
    const keeper = join(dataDir, 'postgres/keeper.json')
    const gone = Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' })) // a process that is no more
    writeFileSync(keeper, JSON.stringify({ ...JSON.parse(readFileSync(keeper, 'utf8')), pid: gone }))
    const server = await start()
    expect([server.pid, server.isOurs]).toEqual([pid, true])
    child.kill('SIGSTOP') // or it would see to a new one
    await server.stop()
    expect(existsSync(join(dataDir, 'postgres/data/postmaster.pid'))).toBe(false)
  })
})
