import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeOpen } from './room.js'

/** The passwords of our roles, by role name. */
export type Passwords = Readonly<Record<string, string>>

/** Where the passwords lie, and whether this start made them. */
export interface Secrets {
  readonly file: string
  readonly passwords: Passwords
  readonly isNew: boolean
  /** Removes passwords that were made but could not be set. */
  forget(): void
}

/** Reads the passwords of `names` from a file in `dataDir` that only we can read; makes the file, random, when it is missing. */
export function openSecrets(dataDir: string, names: readonly string[]): Secrets {
  makeOpen(dataDir)
  const file = join(dataDir, 'database-passwords.json')
  const isNew = !exists(file)
  if (isNew) {
    const passwords = Object.fromEntries(names.map(name => [name, randomBytes(32).toString('base64url')]))
    const half = `${file}.${process.pid}.${randomBytes(3).toString('hex')}`
    writeFileSync(half, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600, flush: true })
    try {
      linkSync(half, file) // unlike a rename, fails when another start was faster: then its passwords are the ones
    } catch (error) {
      if (!exists(file)) throw error
    } finally {
      rmSync(half, { force: true })
    }
  }
  const { mode } = statSync(file)
  if (process.platform !== 'win32' && mode & 0o077) {
    throw new Error(`${file} can be read by others (mode ${(mode & 0o777).toString(8)}). Run: chmod 600 ${file}`)
  }
  const passwords = JSON.parse(readFileSync(file, 'utf8')) as Passwords
  const missing = names.filter(name => !passwords[name])
  if (missing.length) throw new Error(`${file} has no password for ${missing.join(', ')}. Restore it, or remove it to have new ones made.`)
  return { file, passwords, isNew, forget: () => { if (isNew) rmSync(file, { force: true }) } }
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined
}
