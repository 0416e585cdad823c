import { readFileSync } from 'node:fs'
import { serverProcesses } from './clock.js'

/** The most memory that was in use, in megabytes. */
export interface Peak {
  readonly own: number
  /** What the processes of PostgreSQL hold each for itself, together; their shared buffers are not in it. Undefined where the system does not tell. */
  readonly server?: number
}

/** Watches this process grow, and the PostgreSQL below `dataDir`; the call gives the most they had, and stops watching. */
export function watchMemory(dataDir?: string): () => Peak {
  let own = 0
  let server: number | undefined
  const look = (): void => {
    own = Math.max(own, process.memoryUsage.rss())
    const held = dataDir === undefined ? undefined : serverBytes(dataDir)
    if (held !== undefined) server = Math.max(server ?? 0, held)
  }
  const timer = setInterval(look, dataDir === undefined ? 50 : 250)
  return () => {
    look()
    clearInterval(timer)
    return { own: own / 1e6, ...(server !== undefined && { server: server / 1e6 }) }
  }
}

function serverBytes(dataDir: string): number | undefined {
  try {
    return serverProcesses(dataDir).reduce((total, { pid }) => total + privateBytes(pid), 0)
  } catch {
    return undefined
  }
}

function privateBytes(pid: string): number {
  try {
    return Number(/^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0 // it ended meanwhile
  }
}
