import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The key of the pseudonyms: its name, which stands in front of each pseudonym, and its bytes. */
export interface KeyFile {
  readonly kid: string
  readonly secret: Buffer
}

/**
 * Opens the key that turns identity numbers into pseudonyms: the operator's file, or one that is made once below `dataDir`.
 * Refuses a file others can read, and a key that is short or no longer random enough to be one.
 */
export function openPseudonymKey(dataDir: string, file: string | undefined): KeyFile {
  const path = file ?? makeOnce(dataDir)
  let stat
  try {
    stat = statSync(path)
  } catch {
    throw new Error(`PSEUDONYM_KEY_FILE: ${path} cannot be read. Give the path of the key, or leave it out to have one made.`)
  }
  if (process.platform !== 'win32' && stat.mode & 0o077) throw new Error(`${path} can be read by others (mode ${(stat.mode & 0o777).toString(8)}). Run: chmod 600 ${path}`)
  const [, kid, text] = /^([a-z0-9]{1,16}) ([\w+/-]+={0,2})\s*$/.exec(readFileSync(path, 'utf8')) ?? []
  const secret = Buffer.from(text ?? '', 'base64')
  if (!kid || secret.length < 32 || new Set(secret).size < 12) {
    throw new Error(`${path} holds no key: one line is expected, a name, a space and at least 32 random bytes in base64, like “k1 $(head -c 32 /dev/urandom | base64)”.`)
  }
  return { kid, secret }
}

/** Where the key lies when no file is named. */
export const keyPath = (dataDir: string): string => join(dataDir, 'secrets', 'pseudonym-key')

function makeOnce(dataDir: string): string {
  const path = keyPath(dataDir)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if (statSync(path, { throwIfNoEntry: false })) return path
  const half = `${path}.${process.pid}.${randomBytes(3).toString('hex')}`
  writeFileSync(half, `k1 ${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(half, path) // unlike a rename, fails when another start was faster: then its key is the one
  } catch (error) {
    if (!statSync(path, { throwIfNoEntry: false })) throw error
  } finally {
    rmSync(half, { force: true })
  }
  return path
}
