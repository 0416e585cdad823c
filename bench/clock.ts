import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** How long something took. */
export interface Took {
  readonly seconds: number
  /** Processor seconds of this process, of what it started, and of the PostgreSQL below `dataDir`; undefined where the system does not tell. */
  readonly cpu?: number
}

/** Times `work`, with the PostgreSQL below `dataDir` when there is one. */
export async function timed<T>(work: () => Promise<T> | T, dataDir?: string): Promise<Took & { readonly result: T }> {
  const own = process.cpuUsage()
  const helpers = endedChildren()
  const server = dataDir === undefined ? 0 : serverSeconds(dataDir)
  const begun = performance.now()
  const result = await work()
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(own)
  const after = dataDir === undefined ? 0 : serverSeconds(dataDir)
  return { result, seconds, ...(server !== undefined && after !== undefined && { cpu: (user + system) / 1e6 + endedChildren() - helpers + after - server }) }
}

/** Times each of several ways in turn, A B A B, so that a busy minute falls on all of them; the medians. */
export async function inTurn<Name extends string>(rounds: number, ways: Readonly<Record<Name, () => Promise<Took>>>): Promise<Record<Name, Took>> {
  const names = Object.keys(ways) as Name[]
  const all = new Map<Name, Took[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const name of names) all.get(name)?.push(await ways[name]())
  }
  return Object.fromEntries(names.map((name) => [name, median(all.get(name) ?? [])])) as Record<Name, Took>
}

/** The middle one by time. */
export function median(of: readonly Took[]): Took {
  const middle = [...of].sort((a, b) => a.seconds - b.seconds)[Math.floor((of.length - 1) / 2)]
  if (!middle) throw new Error('Nothing was measured.')
  return middle
}

// Programs this process started and waited for, such as psql.
const endedChildren = (): number => sum(statOf('self').slice(13, 15)) / 100

// Linux keeps the processor time of every process, and in the parent that of its children that have ended, in clock ticks of 1/100 s.
function serverSeconds(dataDir: string): number | undefined {
  try {
    let ticks = 0
    for (const { isPostmaster, stat } of serverProcesses(dataDir)) ticks += sum(stat.slice(11, isPostmaster ? 15 : 13))
    return ticks / 100
  } catch {
    return undefined
  }
}

/** The processes of the PostgreSQL below a folder. Throws where the system does not tell. */
export function serverProcesses(dataDir: string): { readonly pid: string; readonly isPostmaster: boolean; readonly stat: readonly string[] }[] {
  const postmaster = readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0] ?? ''
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    const stat = statOf(pid)
    const isPostmaster = pid === postmaster
    return isPostmaster || stat[1] === postmaster ? [{ pid, isPostmaster, stat }] : []
  })
}

// The fields after the program's name, which may itself hold spaces.
function statOf(pid: string): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return [] // it ended meanwhile
  }
}

const sum = (numbers: readonly string[]): number => numbers.reduce((total, n) => total + Number(n), 0)
