import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A folder of files under names of our own making, complete or not there. */
export interface Files {
  readonly dir: string
  /** Writes a file: under another name first, then to the disk, then in its place. */
  write(name: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<{ path: string; sha256: string; bytes: number }>
  /** A file that somebody else writes to the path they are given; made once, then kept. */
  make(name: string, write: (path: string) => Promise<void>): Promise<string>
  remove(name: string): Promise<void>
}

/** Opens a folder only we can read, and sweeps what a crash left half written. */
export function openFiles(dir: string): Files {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(dir)) {
    // A file being written by another server is younger.
    if (name.endsWith('.part') && Date.now() - statSync(join(dir, name)).mtimeMs > 3600_000) rmSync(join(dir, name), { force: true })
  }
  return {
    dir,
    async make(name, write) {
      const path = join(dir, name)
      if (statSync(path, { throwIfNoEntry: false })) return path
      const half = `${path}.${process.pid}.${randomBytes(3).toString('hex')}.part`
      try {
        await write(half)
        await rename(half, path)
      } finally {
        await rm(half, { force: true })
      }
      return path
    },
    async write(name, content) {
      const path = join(dir, name)
      const half = `${path}.${process.pid}.part`
      const hash = createHash('sha256')
      let bytes = 0
      const file = await open(half, 'wx', 0o600)
      try {
        for await (const chunk of content instanceof Uint8Array ? [content] : content) {
          hash.update(chunk)
          bytes += chunk.byteLength
          await file.write(chunk)
        }
        await file.sync()
      } catch (error) {
        await file.close()
        await rm(half, { force: true })
        throw error
      }
      await file.close()
      await rename(half, path)
      return { path, sha256: hash.digest('hex'), bytes }
    },
    remove: (name) => rm(join(dir, name), { force: true }),
  }
}
