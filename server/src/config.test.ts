import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { envExample, isLoopback, readConfig } from './config.js'

test('nothing set is enough', () => {
  expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 3000, isPortFixed: false, schedule: '0 2 * * *', smallCell: 5, policy: 'gb', language: 'zh', demo: 'auto' })
})

test('every wrong setting is reported at once, with what would be right', () => {
  const wrong = (): unknown => readConfig({ PORT: '80a', SCHEDULE: 'nightly', POLICY: 'lax', SMALL_CELL: '0', SOURCES: '{"x":{}}' })
  expect(wrong).toThrow('5 settings are wrong')
  for (const part of ['PORT=80a: should be a whole number from 0 to 65535', 'SCHEDULE=nightly: should be five fields', 'POLICY=lax: should be gb or asvs', 'SMALL_CELL=0', '“x” has neither url nor inbox']) {
    expect(wrong).toThrow(part)
  }
})

test('a system nobody knows is refused with the names of those that are known, as is one that is read in another way', () => {
  const named = (system: string, address: string) => () => readConfig({ SOURCES: `{"${system}":${address}}` })
  expect(named('service_menu', '{"url":"postgres://u:geheim@db/x"}')).toThrow(/^(?!.*geheim)[^]*SOURCES=…: [^]*“service_menu” is none with a url\. Known are, with a url: service-menu, [^]*; with an inbox: industry-rosters, monthly-returns\.$/)
  expect(named('service-menu', '{"inbox":"/srv/menus"}')).toThrow('“service-menu” is none with an inbox')
  expect(named('industry-rosters', '{"url":"postgres://u@db/x"}')).toThrow('“industry-rosters” is none with a url')
  expect(named('monthly-returns', '{"inbox":"/srv/returns"}')().sources).toEqual({ 'monthly-returns': { inbox: '/srv/returns' } })
})

test('addresses with passwords are not repeated in the complaint', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://root:geheim@db/x' })).toThrow(/^(?!.*geheim)[^]*DATABASE_URL=…/)
})

test('the password of the database may lie in a file of its own', () => {
  const dir = mkdtempSync(join(tmpdir(), 'mingshu-config-'))
  const file = join(dir, 'db_password')
  writeFileSync(file, 'p%40/:@ü\n')
  const url = readConfig({ DATABASE_URL: 'postgres://admin@db:5432/mingshu', DATABASE_PASSWORD_FILE: file }).databaseUrl ?? ''
  expect([url.startsWith('postgres://admin:'), url.endsWith('@db:5432/mingshu'), decodeURIComponent(new URL(url).password)]).toEqual([true, true, 'p%40/:@ü'])
  expect(() => readConfig({ DATABASE_PASSWORD_FILE: file })).toThrow('should go with a DATABASE_URL that holds no password')
  expect(() => readConfig({ DATABASE_URL: 'postgres://admin:x@db/mingshu', DATABASE_PASSWORD_FILE: file })).toThrow('should go with a DATABASE_URL that holds no password')
  expect(() => readConfig({ DATABASE_URL: 'postgres://admin@db/mingshu', DATABASE_PASSWORD_FILE: join(dir, 'none') })).toThrow('DATABASE_PASSWORD_FILE=' + join(dir, 'none') + ': should be a file this account can read.')
  rmSync(dir, { recursive: true })
})

test('listening beyond this machine needs TLS, or a decision about a proxy', () => {
  expect(() => readConfig({ HOST: '0.0.0.0' })).toThrow('without encryption')
  expect(() => readConfig({ HOST: '::', TLS_CERT: 'a.pem' })).toThrow('both, or neither')
  expect(readConfig({ HOST: '0.0.0.0', TRUSTED_PROXY: '10.0.0.5, 10.1.0.0/16' }).trustedProxy).toEqual(['10.0.0.5', '10.1.0.0/16'])
  expect(readConfig({ HOST: '0.0.0.0', TLS_CERT: 'a.pem', TLS_KEY: 'b.pem' }).tls).toBeDefined()
  expect(() => readConfig({ HOST: '0.0.0.0', TRUSTED_PROXY: 'everyone' })).toThrow('“everyone” is none')
})

test('only exact addresses of this machine are loopback', () => {
  expect(['127.0.0.1', '127.8.0.1', '::1', 'localhost'].every(isLoopback)).toBe(true)
  expect(['0.0.0.0', '127.0.0.1.example.com', '::', '10.0.0.1', '2130706433'].some(isLoopback)).toBe(false)
})

test('a locale of the system is not a wish for a language', () => {
  expect(readConfig({ LANG: 'en_US.UTF-8' }).language).toBe('zh')
  expect(readConfig({ LANG: 'en' }).language).toBe('en')
})

test('.env.example is what the settings tell', async () => {
  await expect(envExample()).toMatchFileSnapshot('../../.env.example')
})

const fileOf = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')

test('what deploys the server names settings there are, and no secret goes into the image', () => {
  const known = [...envExample().matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name)
  const named = (text: string, pattern: RegExp): (string | undefined)[] => [...text.matchAll(pattern)].map(([, name]) => name).filter((name) => name !== 'TZ' && name !== 'NODE_ENV')
  const [, server = ''] = fileOf('docker-compose.yml').split('\n  server:\n')
  const compose = named(server, /^ {6}([A-Z_]+): /gm)
  expect(compose).toContain('DATABASE_PASSWORD_FILE')
  expect([...compose, ...named(fileOf('docs/deploy.md'), /^ {3}([A-Z_]+)=/gm), ...named(/^ENV (.*)$/m.exec(fileOf('Dockerfile'))?.[1] ?? '', /([A-Z_]+)=/g)].filter((name) => !known.includes(name ?? ''))).toEqual([])
  expect(fileOf('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['secrets', '.env']))
})
