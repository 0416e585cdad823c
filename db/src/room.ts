import { chmodSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Account, canReach } from './account.js'

/** Makes a directory with its parents, all of them open to pass through whatever the umask says; what exists is left as it is. */
export function makeOpen(dir: string): void {
  const first = mkdirSync(dir, { recursive: true })
  if (!first) return
  for (let at = dir; at.length >= first.length; at = dirname(at)) chmodSync(at, 0o755)
}

const usual = ['/var/lib/mingshu', '/var/tmp/mingshu', join(tmpdir(), 'mingshu')]

/** A directory outside the checkout that the account can reach, for what it could not reach inside. */
export function roomFor(account: Account | undefined, places: readonly string[] = usual): string {
  for (const place of places) {
    try {
      makeOpen(place)
      if (canReach(place, account)) return place
    } catch {
      continue // read-only or not ours: try the next
    }
  }
  throw new Error(
    `PostgreSQL runs as “${account?.name}”, who cannot enter this folder, nor any of ${places.join(', ')}. ` +
    'Move the checkout out of the private directory, make one of those, or set DATABASE_URL.')
}
