import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { openKnownKey } from './known-key.js'
import { keyPath, openPseudonymKey } from './secrets.js'

const dir = mkdtempSync(join(tmpdir(), 'mingshu-known-key-'))
afterAll(() => rmSync(dir, { recursive: true }))
const dataDir = (): string => mkdtempSync(join(dir, 'data-'))
const open = (at: string, database: Awaited<ReturnType<typeof freshDatabase>>, file?: string) => openKnownKey({ dataDir: at, pseudonymKeyFile: file }, database)

test('the first key a database meets is its own from then on, in whatever folder', async () => {
  await using database = await freshDatabase()
  const [first, second] = [dataDir(), dataDir()]
  const key = await open(first, database)
  expect(await open(first, database)).toEqual(key)
  mkdirSync(dirname(keyPath(second)), { recursive: true })
  copyFileSync(keyPath(first), keyPath(second))
  expect(await open(second, database)).toEqual(key)
  expect(await open(dataDir(), database, keyPath(first))).toEqual(key)
})

test('once a database knows its key none is made, and its file is asked for', async () => {
  await using database = await freshDatabase()
  await open(dataDir(), database)
  const fresh = dataDir()
  await expect(open(fresh, database)).rejects.toMatchObject({ text: { zh: expect.stringContaining(`没有找到假名密钥 ${keyPath(fresh)}。本数据库已有密钥 k1`), en: expect.stringContaining('PSEUDONYM_KEY_FILE') } })
  expect(existsSync(keyPath(fresh))).toBe(false)
})

test('another key of the same name is refused', async () => {
  await using database = await freshDatabase()
  await open(dataDir(), database)
  const other = dataDir()
  openPseudonymKey(other, undefined)
  await expect(open(other, database)).rejects.toThrow(`${keyPath(other)} is not the pseudonym key k1 of this database`)
})

test('of two folders that meet a new database at once, one has its key', async () => {
  await using database = await freshDatabase()
  const settled = await Promise.allSettled([dataDir(), dataDir()].map((at) => open(at, database)))
  expect(settled.map((s) => s.status).sort()).toEqual(['fulfilled', 'rejected'])
})
