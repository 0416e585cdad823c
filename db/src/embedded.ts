import { availableParallelism } from 'node:os'
import { serverAccount } from './account.js'
import { openCluster, superuser } from './cluster.js'
import { gone, type Launch, launch, stop } from './launch.js'
import { findNative } from './native.js'
import { careless, settings } from './settings.js'

/** How to start the embedded server. */
export interface EmbeddedOptions {
  /** The cluster lies in `postgres` below it. */
  readonly dataDir: string
  /** Default: the port of the last start, or any free one. */
  readonly port?: number
  /** Hears one line per thing worth knowing. */
  readonly say?: (line: string) => void
  /** Trades durability for speed: only for data that are thrown away. Default false. */
  readonly throwAway?: boolean
}

/** A running embedded server. */
export interface Embedded {
  readonly port: number
  /** Address of the database `postgres` as the superuser. */
  readonly url: string
  readonly pid: number
  /** Whether an earlier start had it running already: then it belongs to that one, and `stop` leaves it alone. */
  readonly joined: boolean
  /** Ends the server with all its connections, quickly but cleanly. */
  stop(): Promise<void>
}

/** Starts the bundled PostgreSQL on the cluster of `dataDir`, making the cluster first if need be; or joins the server that runs on it. */
export async function startEmbedded({ dataDir, port, say = () => {}, throwAway = false }: EmbeddedOptions): Promise<Embedded> {
  const account = serverAccount()
  const native = findNative(account, say)
  const env = environment()
  const cluster = openCluster(dataDir, native, account, env, say)
  const started = { ...settings(availableParallelism()), ...(throwAway ? careless : {}) }
  return keep({ cluster, native, account, env, settings: started, say, wanted: port })
}

async function keep(order: Launch): Promise<Embedded> {
  let serving = await launch(order)
  let isStopping = false
  const { port } = serving

  // Whoever loses the server starts it again, whether it was ours or another start's: pools reconnect to the same port.
  const revive = async (): Promise<void> => {
    while (!isStopping) {
      await gone(serving)
      if (isStopping) return
      order.say('PostgreSQL has stopped: starting it again')
      try {
        serving = await launch({ ...order, wanted: port })
      } catch (error) {
        order.say(error instanceof Error ? error.message : String(error))
        return
      }
    }
  }
  void revive()

  const interrupt = (): void => void serving.child?.kill('SIGINT')
  process.once('exit', interrupt)
  return {
    port,
    url: `postgres://${superuser}:${order.cluster.password}@127.0.0.1:${port}/postgres`,
    get pid() { return serving.postmaster.pid },
    get joined() { return serving.child === undefined },
    async stop() {
      isStopping = true
      process.off('exit', interrupt)
      await stop(serving)
    },
  }
}

// Only what finding programs needs: PGDATA, LANG and the like must not steer the server.
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env
  return { ...(PATH !== undefined && { PATH }), ...(SystemRoot !== undefined && { SystemRoot }) }
}
