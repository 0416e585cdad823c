import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Database } from '@mingshu/db'
import { claimRun, performRun, type LoadStep, type RunNews } from '@mingshu/etl'
import { tell } from '../news/listen.js'
import { offerYearBefore, yearOfRun } from './history.js'

/** Performs runs one after the other, as long as there are any. */
export interface Worker {
  /** Looks for a run now instead of in a while. */
  wake(): void
  /** Stops looking, and gives the run in hand up, so that another server or the next start takes it over at once. */
  close(): Promise<void>
}

/** The token of the {@link Worker} of a server. */
export const Worker = Symbol('Worker')

/** What a worker needs besides the database. */
export interface WorkerMeans {
  /** What a run reads before it folds, at the time it begins. */
  readonly loads: () => Promise<readonly LoadStep[]>
  readonly say: (line: string) => void
  /** Milliseconds between looks. Default 3000: the run of a server that died is found by looking. */
  readonly every?: number
}

// Workers of this very process, by the names they hold leases under.
const alive = new Set<string>()

/** A name to hold leases under, which tells others of this machine whether its holder is alive. */
export function leaseName(): string {
  const name = `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`
  alive.add(name)
  return name
}

/** Starts a worker. */
export async function openWorker(database: Database, { loads, say, every = 3000 }: WorkerMeans): Promise<Worker> {
  const pool = database.pool('etl')
  const me = leaseName()
  let isClosing = false
  let looking: Promise<void> | undefined
  let isWoken = false
  await expireDead(database)

  async function look(): Promise<void> {
    for (;;) {
      isWoken = false
      const run = isClosing ? undefined : await claimRun(pool, me)
      if (!run) {
        if (isWoken && !isClosing) continue
        return
      }
      const announce = announcer(database, run.job)
      try {
        await performRun(database, run, async () => {
          const year = await yearOfRun(pool, run)
          // Before, not after: should this year fail, the next run tells it as well.
          if (year?.since !== undefined) await offerYearBefore(pool, year.since, run)
          return { loads: await loads(), onNews: announce, ...year }
        })
      } catch (error) {
        if (!isClosing) say(`run ${run.runId} (${run.job}) failed: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }

  function wake(): void {
    isWoken = true
    looking ??= look()
      .catch((error: unknown) => isClosing || say(`the ledger of runs cannot be read: ${error instanceof Error ? error.message : String(error)}`))
      .then(() => (looking = undefined))
  }

  const timer = setInterval(wake, every)
  timer.unref()
  wake()
  return {
    wake,
    async close() {
      isClosing = true
      clearInterval(timer)
      alive.delete(me)
      await pool.raw(`update run_lease set until = now() from run where run.run_id = run_lease.run_id and state = 'running' and lease_owner = :me`, { me })
    },
  }
}

/** Ends the leases of processes of this machine that are gone: they beat no more, and the next one need not wait for a lease to run out. */
export async function expireDead(database: Database): Promise<void> {
  const pool = database.pool('etl')
  const { rows } = await pool.raw<{ rows: { owner: string }[] }>(`select distinct lease_owner as owner from run join run_lease using (run_id) where state = 'running' and until >= now()`)
  const dead = rows.map((r) => r.owner).filter((owner) => {
    const [, host, pid] = /^(.*):(\d+):\w+$/.exec(owner) ?? []
    // In a container a new process often has the number of the one before.
    return host === hostname() && !alive.has(owner) && (Number(pid) === process.pid || !isAlive(Number(pid)))
  })
  if (dead.length > 0) await pool.raw(`update run_lease set until = now() from run where run.run_id = run_lease.run_id and state = 'running' and lease_owner = any(:dead)`, { dead })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Tells everybody who listens how a run goes; of progress, four times a second at most. */
export function announcer(database: Database, job: string, every = 250): (news: RunNews) => void {
  let last = 0
  return (news) => {
    const now = performance.now()
    if (news.state === 'progress' && now - last < every) return
    last = now
    const { runId, step, state, done, of, note } = news
    const told = { runId, job, step, state, ...(done !== undefined && of ? { progress: Math.min(done / of, 1) } : {}), ...(done === undefined ? {} : { done }), ...(note ? { note } : {}) }
    tell(database.pool('desk'), 'mingshu_run', told).catch(() => {})
  }
}
