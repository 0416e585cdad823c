import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Account } from './account.js'
import { type Cluster, isAlive } from './cluster.js'
import type { Native } from './native.js'
import { answers, findPostmaster, isServerOf, type Postmaster, removeStale } from './postmaster.js'

/** What to launch, and where. */
export interface Launch {
  readonly cluster: Cluster
  readonly native: Native
  readonly account: Account | undefined
  readonly env: NodeJS.ProcessEnv
  readonly settings: Readonly<Record<string, string>>
  readonly say: (line: string) => void
  /** The port asked for, if one was. */
  readonly port: number | undefined
}

/** A server that is ready. */
export interface Serving {
  readonly postmaster: Postmaster
  /** Undefined when another process started it. */
  readonly child: ChildProcess | undefined
  /** Whether it is ours to stop: we started it, or whoever did is gone. */
  readonly isOurs: boolean
}

const patience = 5_000 // a killed server is reaped, and its sessions notice, within seconds
const portPatience = 1_000 // the port of a killed server is free at once
const recovery = 120_000 // replaying max_wal_size on a slow disk

/** Joins the server that runs on the cluster, or starts one; waits out what passes by itself. */
export async function launch(order: Launch): Promise<Serving> {
  const { cluster, say } = order
  const begun = Date.now()
  const before = lastKeeper(cluster)
  let port = order.port ?? before?.port
  for (;;) {
    const running = findPostmaster(cluster)
    if (running && isServerOf(cluster, running.pid)) {
      if (running.isReady && await answers(cluster, running)) return joined(order, running)
      if (Date.now() - begun > (running.isReady ? patience : recovery)) throw new Error(
        `A PostgreSQL (process ${running.pid}) has ${cluster.data} and does not answer on 127.0.0.1:${running.port}. ` +
        `Look at ${cluster.log}; stop that process, and start again.`)
      await pause(100)
      continue
    }

    port ??= await freePort()
    const { child, postmaster, complaint } = await attempt(order, port)
    if (postmaster) {
      keep(cluster, port)
      return { postmaster, child, isOurs: true }
    }
    const isLate = Date.now() - begun > patience
    if (/could not bind|Address already in use/.test(complaint)) {
      if (order.port === undefined) port = undefined
      else if (Date.now() - begun > portPatience) throw new Error(
        `Port ${port} is taken by another program, so PostgreSQL could not start. Stop it, name another port, or name none to take a free one.`)
    } else if (/postmaster\.pid/.test(complaint)) {
      if (removeStale(cluster)) say(`Removed the postmaster.pid of a server that is no more (${cluster.data})`)
    } else if (isLate || !/shared memory block/.test(complaint)) {
      throw new Error(
        `PostgreSQL did not start on ${cluster.data}. The end of its log (${cluster.log}):\n${complaint}\n` +
        'Free disk space or memory if that is what it lacks; move the data directory aside to begin anew; or set DATABASE_URL.')
    }
    await pause(250)
  }
}

/** Ends a server that is ours, cleanly if it can within four seconds. */
export async function stop(cluster: Cluster, { child, postmaster, isOurs }: Serving): Promise<void> {
  if (!isOurs) return
  child?.ref() // or node could leave before it has ended
  const ended = (): boolean => (child ? child.exitCode !== null || child.signalCode !== null : !isServerOf(cluster, postmaster.pid))
  for (const [signal, wait] of [['SIGINT', 4_000], ['SIGQUIT', 1_000], ['SIGKILL', 1_000]] as const) {
    if (ended()) return
    try {
      process.kill(postmaster.pid, signal)
    } catch {
      return // it ended by itself
    }
    for (const until = Date.now() + wait; !ended() && Date.now() < until;) await pause(5)
  }
}

/** Waits until the server has ended, whoever ended it. */
export async function gone(cluster: Cluster, { child, postmaster }: Serving): Promise<void> {
  if (!child) while (isServerOf(cluster, postmaster.pid)) await pause(500, undefined, { ref: false })
  else if (child.exitCode === null && child.signalCode === null) await new Promise(resolve => child.once('exit', resolve))
}

function joined({ cluster, port, say }: Launch, running: Postmaster): Serving {
  if (port !== undefined && port !== running.port) say(`PostgreSQL runs already, on port ${running.port} instead of ${port}`)
  const keeper = lastKeeper(cluster)
  const isOurs = keeper === undefined || !isAlive(keeper.pid)
  if (isOurs) keep(cluster, running.port)
  return { postmaster: running, child: undefined, isOurs }
}

// One start: the child with its postmaster when it became ready, or the end of its log.
async function attempt(order: Launch, port: number): Promise<{ child: ChildProcess; postmaster?: Postmaster; complaint: string }> {
  const { cluster, native, account, env } = order
  turnOver(cluster.log)
  const written = statSync(cluster.log).size
  const log = openSync(cluster.log, 'a', 0o600)
  const settings = Object.entries({ ...order.settings, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const guard = untilWeDie(account, env)
  const [program = '', ...args] = [...guard, join(native.dir, 'bin', 'postgres'), '-D', cluster.data, ...settings]
  const child = spawn(program, args, {
    cwd: '/',
    env,
    detached: true, // a group of its own: Ctrl C reaches us alone, and requests in flight keep their database until we stop it
    stdio: ['ignore', log, log],
    ...(account && guard.length === 0 && { uid: account.uid, gid: account.gid }),
  })
  closeSync(log)
  child.unref()
  let failure: string | undefined
  child.once('error', error => { failure = error.message })
  for (const giveUp = Date.now() + recovery; failure === undefined && child.exitCode === null && child.signalCode === null;) {
    const postmaster = findPostmaster(cluster)
    if (postmaster?.isReady && postmaster.pid === child.pid) return { child, postmaster, complaint: '' }
    if (Date.now() > giveUp) {
      child.kill('SIGQUIT')
      failure = `not ready after ${recovery / 1000} s`
    }
    await pause(10)
  }
  const said = readFileSync(cluster.log).subarray(written).toString('utf8').trim().split('\n').slice(-15).join('\n')
  return { child, complaint: [failure, said].filter(Boolean).join('\n') }
}

// On Linux the kernel interrupts PostgreSQL when we die, however we die. Elsewhere the next start takes over the orphan.
function untilWeDie(account: Account | undefined, env: NodeJS.ProcessEnv): string[] {
  setpriv ??= process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'INT', '--', 'true'], { env }).status === 0
  if (!setpriv) return []
  return ['setpriv', '--pdeathsig', 'INT', ...(account ? ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups'] : []), '--']
}
let setpriv: boolean | undefined

interface Keeper {
  readonly pid: number
  readonly port: number
}

function keep(cluster: Cluster, port: number): void {
  writeFileSync(cluster.keeper, JSON.stringify({ pid: process.pid, port } satisfies Keeper))
}

function lastKeeper(cluster: Cluster): Keeper | undefined {
  try {
    return JSON.parse(readFileSync(cluster.keeper, 'utf8')) as Keeper
  } catch {
    return undefined // none yet, or half written by a start that was killed
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  if (!address || typeof address === 'string') throw new Error('The operating system gave no free port on 127.0.0.1.')
  return address.port
}

function turnOver(log: string): void {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) renameSync(log, `${log}.1`)
  closeSync(openSync(log, 'a', 0o600))
}
