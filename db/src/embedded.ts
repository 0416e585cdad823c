import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { serverAccount } from './account.js'
import { openCluster, superuser } from './cluster.js'
import { gone, type Launch, launch, type Serving, stop } from './launch.js'
import { findNative } from './native.js'
import { careless, settings } from './settings.js'

/** How to start the embedded server. */
export interface EmbeddedOptions {
  /** The cluster lies in `postgres` below it. */
  readonly dataDir: string
  /** Default: the port of the last start, or any free one. */
  readonly port?: number | undefined
  /** Hears one line per thing worth knowing. */
  readonly say?: (line: string) => void
  /** Trades durability for speed: only for data that are thrown away. Default false. */
  readonly throwAway?: boolean
  /** Where programs and data go when the server's account cannot reach the checkout; the first that can be made and reached. */
  readonly rooms?: readonly string[]
}

/** A running embedded server. */
export interface Embedded {
  readonly port: number
  readonly pid: number
  /** Address of the database `postgres` as the superuser. */
  readonly url: string
  /** Whether `stop` ends it; a server that another living process started is left to it. */
  readonly isOurs: boolean
  /** Ends the server with all its connections, quickly but cleanly. */
  stop(): Promise<void>
}

/** Starts the bundled PostgreSQL on the cluster of `dataDir`, making the cluster first if need be; or joins the server that runs on it. */
export async function startEmbedded({ dataDir, port, say = () => {}, throwAway = false, rooms }: EmbeddedOptions): Promise<Embedded> {
  const account = serverAccount()
  const native = findNative(account, say, rooms)
  const env = environment()
  const cluster = openCluster({ dataDir, native, account, env, say, rooms })
  const started = { ...settings(availableParallelism()), ...(throwAway ? careless : {}) }
  return keepUp({ cluster, native, account, env, settings: started, say, port })
}

// Whoever loses the server starts it again, whether it was its own or one it had joined: pools reconnect to the same port.
async function keepUp(order: Launch): Promise<Embedded> {
  let serving = await launch(order)
  const { port } = serving.postmaster
  let isStopping = false
  let starting: Promise<Serving> | undefined

  const keep = async (): Promise<void> => {
    for (;;) {
      await gone(order.cluster, serving)
      if (isStopping) return
      order.say('PostgreSQL has stopped: starting it again')
      starting = launch({ ...order, port })
      serving = await starting
      await pause(250, undefined, { ref: false }) // one that dies at once must not be started without end in one breath
    }
  }
  keep().catch(error => order.say(error instanceof Error ? error.message : String(error)))

  const interrupt = (): void => void serving.child?.kill('SIGINT')
  process.once('exit', interrupt)
  return {
    port,
    url: `postgres://${superuser}:${order.cluster.password}@127.0.0.1:${port}/postgres`,
    get pid() { return serving.postmaster.pid },
    get isOurs() { return serving.isOurs },
    async stop() {
      isStopping = true
      await starting?.catch(() => {})
      await stop(order.cluster, serving)
      process.off('exit', interrupt)
    },
  }
}

// Only what finding programs needs: PGDATA, LANG and the like must not steer the server.
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env
  return { ...(PATH !== undefined && { PATH }), ...(SystemRoot !== undefined && { SystemRoot }) }
}
