import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Account } from './account.js'
import { type Cluster, isAlive } from './cluster.js'
import type { Native } from './native.js'
import { answers, findPostmaster, type Postmaster, removeStale } from './postmaster.js'

/** What to launch, and where. */
export interface Launch {
  readonly cluster: Cluster
  readonly native: Native
  readonly account: Account | undefined
  readonly env: NodeJS.ProcessEnv
  readonly settings: Record<string, string>
  readonly say: (line: string) => void
  /** The port asked for, if one was. */
  readonly wanted: number | undefined
}

/** A server that is ready. */
export interface Serving {
  readonly postmaster: Postmaster
  readonly port: number
  /** Undefined when another start's server was joined. */
  readonly child: ChildProcess | undefined
}

const patience = 5_000 // a killed server is reaped, and its sessions notice, within seconds
const recovery = 120_000 // replaying max_wal_size on a slow disk

/** Joins the server that runs on the cluster, or starts one; waits out what passes by itself. */
export async function launch(order: Launch): Promise<Serving> {
  const { cluster, say } = order
  const giveUp = Date.now() + patience
  let port = order.wanted ?? remembered(cluster)
  for (;;) {
    const running = findPostmaster(cluster)
    if (running?.isReady && await answers(cluster, running)) {
      if (order.wanted && order.wanted !== running.port) say(`PostgreSQL runs already, on port ${running.port} instead of ${order.wanted}`)
      return { postmaster: running, port: running.port, child: undefined }
    }
    if (running && removeStale(cluster)) say(`removed the postmaster.pid of a server that is no more (${cluster.data})`)

    port ??= await freePort()
    const { child, postmaster, complaint } = await attempt(order, port)
    if (postmaster) {
      writeFileSync(cluster.port, String(port))
      return { postmaster, port, child }
    }
    if (/could not bind|Address already in use/.test(complaint)) {
      if (order.wanted && Date.now() > giveUp) throw new Error(
        `Port ${port} is taken by another program, so PostgreSQL could not start. Stop it, name another port, or name none to take a free one.`)
      if (!order.wanted) port = undefined
    } else if (!/postmaster\.pid|shared memory block/.test(complaint) || Date.now() > giveUp) {
      throw new Error(
        `PostgreSQL did not start on ${cluster.data}. The end of its log (${cluster.log}):\n${complaint}\n` +
        'Free disk space or memory if it names one; move the data directory aside to begin anew; or set DATABASE_URL.')
    }
    await pause(250)
  }
}

// One start: the child with its postmaster when it became ready, or the end of its log.
async function attempt(order: Launch, port: number): Promise<{ child: ChildProcess; postmaster?: Postmaster; complaint: string }> {
  const { cluster, native, account } = order
  turnOver(cluster.log)
  const written = statSync(cluster.log).size
  const log = openSync(cluster.log, 'a', 0o600)
  const options = Object.entries({ ...order.settings, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = [join(native.dir, 'bin', 'postgres'), '-D', cluster.data, ...options]
  const guard = untilWeDie(order)
  const [program = '', ...args] = [...guard, ...server]
  // A process group of its own: Ctrl C reaches us alone, and requests in flight keep their database until we stop it.
  const child = spawn(program, args, {
    cwd: '/', env: order.env, detached: true, stdio: ['ignore', log, log],
    ...(account && guard.length === 0 && { uid: account.uid, gid: account.gid }),
  })
  closeSync(log)
  child.unref()
  let failure: string | undefined
  child.once('error', error => { failure = error.message })
  const giveUp = Date.now() + recovery
  while (failure === undefined && child.exitCode === null && child.signalCode === null) {
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

// On Linux the kernel interrupts PostgreSQL when we die, however we die. Elsewhere the next start joins the orphan.
function untilWeDie({ account, env }: Launch): string[] {
  if (!hasSetpriv(env)) return []
  return ['setpriv', '--pdeathsig', 'INT', ...(account ? ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups'] : []), '--']
}

let setpriv: boolean | undefined
function hasSetpriv(env: NodeJS.ProcessEnv): boolean {
  setpriv ??= process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'INT', '--', 'true'], { env }).status === 0
  return setpriv
}

/** Ends a server we started, cleanly if it can within four seconds; one we joined is left to its owner. */
export async function stop({ child, postmaster }: Serving): Promise<void> {
  if (!child) return
  child.ref() // or node could leave before it has ended
  for (const [signal, wait] of [['SIGINT', 4_000], ['SIGQUIT', 1_000], ['SIGKILL', 1_000]] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return
    process.kill(postmaster.pid, signal)
    await Promise.race([new Promise(resolve => child.once('exit', resolve)), pause(wait, undefined, { ref: false })])
  }
}

/** Waits until the server has ended, whoever ended it. */
export async function gone({ child, postmaster }: Serving): Promise<void> {
  if (child) {
    if (child.exitCode === null && child.signalCode === null) await new Promise(resolve => child.once('exit', resolve))
    return
  }
  while (isAlive(postmaster.pid)) await pause(1_000, undefined, { ref: false })
}

function remembered(cluster: Cluster): number | undefined {
  try {
    return Number(readFileSync(cluster.port, 'utf8')) || undefined
  } catch {
    return undefined
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
