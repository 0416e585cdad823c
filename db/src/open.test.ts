import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { serverAccount } from './account.js'
import { withClient } from './database.js'
import { startEmbedded } from './embedded.js'
import { type Database, migrate, openDatabase, type OpenOptions, scoped } from './index.js'
import { launch, stop } from './launch.js'
import { findDoubts, findRefusal, type Traits } from './suitable.js'

const months = ['2024-01-01', '2024-01-01'] as const // making partitions is not at issue here
const system = '/usr/lib/postgresql'
const installed = existsSync(system) ? readdirSync(system).filter(name => Number(name) >= 15 && existsSync(join(system, name, 'bin/initdb'))) : []

let dir: string
const opened: Database[] = []
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingshu-open-'))
  chmodSync(dir, 0o755)
})
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
  rmSync(dir, { recursive: true, force: true })
})

async function open(options: Partial<OpenOptions> = {}): Promise<Database> {
  const database = await openDatabase({ dataDir: join(dir, 'data'), ...options })
  opened.push(database)
  return database
}

test('dates, big numbers and instants arrive as text', async () => {
  await using database = await freshDatabase()
  const { rows } = await database.pool('api').raw(`
    select date '2024-01-01' as day, 9007199254740993::int8 as big, 0.10::numeric as share,
      timestamptz '2025-01-01 06:00:00.25+08' as at, array[date '2024-01-01', null] as days`)
  expect(rows).toEqual([{
    day: '2024-01-01', big: '9007199254740993', share: '0.10', at: '2025-01-01T06:00:00.25+08:00', days: ['2024-01-01', null],
  }])
})

describe('without an address', () => {
  test('the bundled server is started, and found again with what it held', async () => {
    const first = await open()
    await migrate(first, { months })
    await first.pool('etl').raw(`insert into target values (1, 2, 'activity_count', 2026, 12)`)
    await first.close()
    const second = await open()
    expect(second.embedded).toBe(true)
    expect(await migrate(second, { months })).toEqual({ applied: [] })
    expect((await second.pool('owner').raw('select value from target')).rows).toEqual([{ value: '12' }])
  })

  test('a crash of PostgreSQL loses nothing committed, and the pools go on', async () => {
    const database = await open()
    await migrate(database, { months })
    const etl = database.pool('etl')
    await etl.raw(`insert into target values (1, 2, 'activity_count', 2026, 12)`)
    process.kill(Number(readFileSync(join(dir, 'data/postgres/data/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
    let found: unknown[] | undefined
    for (const giveUp = Date.now() + 20_000; !found && Date.now() < giveUp; await pause(50)) {
      found = await etl.raw('select value from target').then(({ rows }) => rows, () => undefined)
    }
    expect(found).toEqual([{ value: '12' }])
  })

  test('two processes at once get along', async () => {
    const both = await Promise.all([open(), open()])
    const applied = await Promise.all(both.map(database => migrate(database, { months })))
    expect(applied.map(({ applied }) => applied.length > 0).sort()).toEqual([false, true])
  })
})

describe('databases beside ours', () => {
  test('belong to the role that plays source systems, and keep their names to ours', async () => {
    await using one = await freshDatabase()
    await using other = await freshDatabase()
    const url = await one.createDatabase('service_menu')
    expect(await one.findDatabase('service_menu')).toBe(url)
    expect([await one.hasDatabase('service_menu'), await other.hasDatabase('service_menu')]).toEqual([true, false])
    await withClient(url, client => client.query('create schema menu'))
    for (const role of ['owner', 'etl', 'api', 'trace', 'desk'] as const) {
      const ours = new URL(one.url(role))
      ours.pathname = new URL(url).pathname
      await expect(withClient(ours.href, async () => {})).rejects.toThrow('permission denied for database')
    }
    await expect(one.createDatabase('Service Menu')).rejects.toThrow('“Service Menu” is no name for a database')
    await one.dropDatabase('service_menu')
    expect(await one.hasDatabase('service_menu')).toBe(false)
  })
})

// The same code against servers that are not the bundled one.
describe.each(['bundled', ...installed])('with the address of a PostgreSQL (%s)', version => {
  let home: string
  let server: { url: string; stop: () => Promise<void> }
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'mingshu-foreign-'))
    chmodSync(home, 0o755)
    server = version === 'bundled' ? await startEmbedded({ dataDir: home }) : await startInstalled(version, home)
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(home, { recursive: true, force: true })
  })

  const asSuperuser = async (...statements: string[]): Promise<void> =>
    withClient(server.url, async client => { for (const statement of statements) await client.query(statement) })
  const urlOf = (database: string, login?: string): string => {
    const url = new URL(server.url)
    url.pathname = `/${database}`
    if (login) [url.username, url.password] = [login, 'secret']
    return url.href
  }
  // Databases and roles of the test before; the roles are the server's, not the database's.
  beforeEach(() => asSuperuser(
    ...['plain', 'latin', 'crude', 'plain_menu'].map(name => `drop database if exists ${name} with (force)`),
    ...['mingshu_owner', 'mingshu_etl', 'mingshu_api', 'mingshu_trace', 'mingshu_desk', 'mingshu_source', 'clerk'].map(name => `drop role if exists ${name}`),
    `create role clerk login createrole createdb password 'secret'`,
    `create database plain owner clerk encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8' template template0`))

  test('an ordinary role that may create roles is enough', async () => {
    const database = await open({ url: urlOf('plain', 'clerk') })
    expect(database.embedded).toBe(false)
    await migrate(database, { months })
    await database.pool('etl').raw(`insert into target_told (county_id, unit_id, metric_code, year, value, from_version) values (1, 2, 'activity_count', 2026, 12, 1), (9, 3, 'activity_count', 2026, 13, 1)`)
    const seen = await scoped(database.pool('api'), { counties: [1], units: [] }, async trx => (await trx.raw('select value from target_told')).rows)
    expect(seen).toEqual([{ value: '12' }])
    const source = await database.createDatabase('menu')
    expect(await database.hasDatabase('menu')).toBe(true)
    await withClient(source, client => client.query('create table centre (name text)'))
    await database.dropDatabase('menu')
    expect(await database.findDatabase('menu')).toBe(undefined)
  })

  test('the next start finds roles and passwords again, needing no right any more', async () => {
    const first = await open({ url: urlOf('plain', 'clerk') })
    await migrate(first, { months })
    await asSuperuser('alter role clerk nocreaterole nocreatedb')
    const second = await open({ url: urlOf('plain', 'clerk') })
    expect(await migrate(second, { months })).toEqual({ applied: [] })
    await expect(second.createDatabase('menu')).rejects.toThrow('alter role "clerk" createdb')
  })

  test('passwords are random and readable by us alone', async () => {
    await open({ url: urlOf('plain', 'clerk') })
    const file = join(dir, 'data/database-passwords.json')
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
    const passwords = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)
    expect(new Set(passwords).size).toBe(6)
    chmodSync(file, 0o644)
    await expect(open({ url: urlOf('plain', 'clerk') })).rejects.toThrow(`chmod 600 ${file}`)
  })

  test('no superuser, and nobody else, is let in', async () => {
    await open({ url: urlOf('plain') })
    await asSuperuser(`create role stranger login password 'secret'`)
    await expect(withClient(urlOf('plain', 'stranger'), async () => {})).rejects.toThrow('permission denied for database')
    await asSuperuser('drop role stranger')
    await withClient(server.url, async client => {
      const { rows } = await client.query(`select rolname from pg_roles where rolname like 'mingshu%' and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication)`)
      expect(rows).toEqual([])
    })
  })

  test('a role that may not create roles is told what it lacks', async () => {
    await asSuperuser('alter role clerk nocreaterole')
    await expect(open({ url: urlOf('plain', 'clerk') })).rejects.toThrow(/“clerk” of DATABASE_URL may not create roles.*alter role "clerk" createrole/)
    expect(existsSync(join(dir, 'data/database-passwords.json'))).toBe(false)
  })

  test('a database of somebody else is refused with the remedy', async () => {
    await asSuperuser('alter database plain owner to current_user')
    await expect(open({ url: urlOf('plain', 'clerk') })).rejects.toThrow(/belongs to .*alter database "plain" owner to "clerk"/)
  })

  test('without the passwords, roles in use are left alone, and idle ones get new passwords', async () => {
    const first = await open({ url: urlOf('plain', 'clerk') })
    await first.pool('api').raw('select')
    await expect(open({ url: urlOf('plain', 'clerk'), dataDir: join(dir, 'other') })).rejects.toThrow(/another Mingshu uses them.*database-passwords.json is missing/)
    await first.close()
    const second = await open({ url: urlOf('plain', 'clerk'), dataDir: join(dir, 'other') })
    await second.pool('api').raw('select')
    await second.close()
    await expect(open({ url: urlOf('plain', 'clerk') })).rejects.toThrow('another Mingshu has set its own')
  })

  test('a database that cannot hold Chinese is refused, one that cannot match it is doubted', async () => {
    await asSuperuser(
      `create database latin owner clerk encoding 'SQL_ASCII' locale 'C' template template0`,
      `create database crude owner clerk encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template template0`)
    await expect(open({ url: urlOf('latin', 'clerk') })).rejects.toThrow('The database latin has the encoding SQL_ASCII')
    const said: string[] = []
    await open({ url: urlOf('crude', 'clerk'), say: line => said.push(line) })
    expect(said.join()).toMatch('The database crude has the character type C')
  })
})

test('a server that forgets on a crash is refused', async () => {
  const careless = await startEmbedded({ dataDir: join(dir, 'careless'), throwAway: true })
  try {
    await expect(open({ url: careless.url })).rejects.toThrow(/fsync and full_page_writes and synchronous_commit off.*alter system set fsync = on;/)
  } finally {
    await careless.stop()
  }
})

test('a server that cannot be reached, and an address that is none, are named without the password', async () => {
  await expect(open({ url: 'postgres://clerk:secret@127.0.0.1:1/plain' })).rejects.toThrow(/^PostgreSQL at 127\.0\.0\.1:1\/plain \(DATABASE_URL\) does not let us in: (?!.*secret)/)
  for (const url of ['mysql://a/b', 'postgres://host', 'postgres:///plain?host=/run', 'plain']) await expect(open({ url })).rejects.toThrow('DATABASE_URL must look like')
})

test('versions before 15 are refused, those after 18 doubted', () => {
  const traits: Traits = {
    database: 'plain', version: '18.4', number: 180004, encoding: 'UTF8', ctype: 'C.UTF-8',
    fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', data_checksums: 'on',
  }
  expect([findRefusal(traits), findDoubts(traits)]).toEqual([undefined, []])
  expect(findRefusal({ ...traits, version: '14.9', number: 140009 })).toMatch('PostgreSQL 14.9 is too old')
  expect(findDoubts({ ...traits, version: '19.1', number: 190001, data_checksums: 'off' })).toHaveLength(2)
})

async function startInstalled(version: string, home: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const account = serverAccount()
  const as = account ? { uid: account.uid, gid: account.gid } : {}
  const [data, password] = [join(home, 'data'), join(home, 'password')]
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(password, 'secret')
  if (account) for (const path of [data, password]) chownSync(path, account.uid, account.gid)
  const made = spawnSync(join(system, version, 'bin/initdb'), ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${password}`, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], { cwd: '/', ...as })
  if (made.status !== 0) throw new Error(String(made.stderr))
  const cluster = { dir: home, data, log: join(home, 'log'), keeper: join(home, 'keeper.json'), password: 'secret' }
  const serving = await launch({
    cluster, native: { dir: join(system, version), version }, account, env: { PATH: '/usr/bin:/bin' }, port: undefined, say: () => {},
    settings: { listen_addresses: '127.0.0.1', unix_socket_directories: '', jit: 'off' },
  })
  return { url: `postgres://postgres:secret@127.0.0.1:${serving.postmaster.port}/postgres`, stop: () => stop(cluster, serving) }
}
