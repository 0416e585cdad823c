import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Anchor } from './chain.js'

/** Heads of the audit chain, noted outside the database: one line each, oldest first. Copy the file to another machine. */
export interface Anchors {
  note(anchor: Anchor): void
  list(): Anchor[]
}

/** The anchors kept in a file of the data directory. */
export function openAnchors(dataDir: string): Anchors {
  const file = join(dataDir, 'audit-anchors.txt')
  return {
    note: ({ seq, hash }) => appendFileSync(file, `${seq} ${hash}\n`, { mode: 0o600, flush: true }),
    list() {
      let lines: string[]
      try {
        lines = readFileSync(file, 'utf8').split('\n')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
        throw error
      }
      return lines.flatMap((line) => {
        const [, seq, hash] = /^(\d+) ([0-9a-f]{64})$/.exec(line) ?? []
        return seq && hash ? [{ seq, hash }] : []
      })
    },
  }
}
