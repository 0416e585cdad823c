import { mkdirSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Days for which a file with refused rows is kept, so that it can be given back marked. */
export const keptDays = 7

/** Removes files that people sent, and their marked copies, once their time is up. */
export async function sweepUploads(dir: string, now = Date.now()): Promise<void> {
  for (const name of await readdir(dir)) {
    const path = join(dir, name)
    const at = (await stat(path).catch(() => undefined))?.mtimeMs // another server may sweep too
    if (at !== undefined && now - at > keptDays * 24 * 3600_000) await rm(path, { force: true })
  }
}

/** Sweeps now and every hour. Returns how to stop. */
export function keepSwept(dir: string, say: (line: string) => void): () => void {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const sweep = (): void => void sweepUploads(dir).catch((error: unknown) => say(`${dir} cannot be swept: ${error instanceof Error ? error.message : String(error)}`))
  const timer = setInterval(sweep, 3600_000)
  timer.unref()
  sweep()
  return () => clearInterval(timer)
}
