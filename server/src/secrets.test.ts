import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPseudonymKey } from './secrets.js'

const folder = (): string => mkdtempSync(join(tmpdir(), 'mingshu-secrets-'))

test('the key is made once, is random, and only we can read it', () => {
  const [one, other] = [folder(), folder()]
  const key = openPseudonymKey(one, undefined)
  expect(key.secret.length).toBe(32)
  expect(openPseudonymKey(one, undefined)).toEqual(key)
  expect(openPseudonymKey(other, undefined).secret).not.toEqual(key.secret)
  expect(statSync(join(one, 'secrets', 'pseudonym-key')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(one, 'secrets', 'pseudonym-key'), 'utf8')).toMatch(/^k1 \S{44}\n$/)
})

test.each([['', 'holds no key'], ['k1 c2hvcnQ=', 'holds no key'], [`k1 ${Buffer.alloc(32).toString('base64')}`, 'holds no key'], [`K! ${Buffer.alloc(32, 'x').toString('base64')}`, 'holds no key']])('“%s” is no key', (text, why) => {
  const file = join(folder(), 'key')
  writeFileSync(file, text, { mode: 0o600 })
  expect(() => openPseudonymKey('', file)).toThrow(why)
})

test('a key others can read, or that is not there, is refused with the remedy', () => {
  const dir = folder()
  openPseudonymKey(dir, undefined)
  const file = join(dir, 'secrets', 'pseudonym-key')
  chmodSync(file, 0o640)
  expect(() => openPseudonymKey(dir, undefined)).toThrow(`chmod 600 ${file}`)
  expect(() => openPseudonymKey(dir, join(dir, 'none'))).toThrow('cannot be read')
})
