import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Cluster, isAlive, superuser } from './cluster.js'

/** What the file `postmaster.pid` says about the server of a data directory. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly isReady: boolean
}

/** Reads `postmaster.pid`; undefined when no server has the directory, or the file is not written yet. */
export function findPostmaster(cluster: Cluster): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(pidFile(cluster), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  if (!pid) return undefined
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' }
}

/** Whether the server answers our password, and really serves this data directory. */
export async function answers(cluster: Cluster, { port }: Postmaster): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1', port, user: superuser, password: cluster.password, database: 'postgres', connectionTimeoutMillis: 2000,
  })
  client.on('error', () => {}) // it may die while we ask; the answer is then no
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return realpathSync(rows[0]?.data_directory ?? '') === realpathSync(cluster.data)
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * Whether the process is a server of this directory: after a crash its number may belong to anything else. One that was killed
 * and not yet reaped still answers signals, but has neither a directory nor a command any more.
 */
export function isServerOf(cluster: Cluster, pid: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster.data)
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EACCES' // not ours to look at: believe it
    }
  }
  if (process.platform === 'win32') return true
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).includes('postgres')
  } catch {
    return false
  }
}

/** Removes a `postmaster.pid` that belongs to no server any more. Tells whether there was one. */
export function removeStale(cluster: Cluster): boolean {
  const found = findPostmaster(cluster)
  if (!found || isServerOf(cluster, found.pid)) return false
  rmSync(pidFile(cluster), { force: true })
  return true
}

function pidFile(cluster: Cluster): string {
  return join(cluster.data, 'postmaster.pid')
}
