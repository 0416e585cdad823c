import type { Database } from '@mingshu/db'
import type { Knex } from 'knex'
import PgBoss from 'pg-boss'

/** Kinds of durable job. Each has a row of ours that holds what it is about, its progress and its result. */
export type QueueName = 'export' | 'ledger' | 'upload'

const schema = 'jobs'

/** Seconds after which a job counts as lost and is given out again; its handler gives up at four fifths of it. */
export const lifetime: Readonly<Record<QueueName, number>> = { export: 120, ledger: 600, upload: 300 }

/** Makes the schema of the queue and its queues; the server itself may only use them. */
export async function prepareQueue(owner: Knex): Promise<void> {
  const { rows: [found] } = await owner.raw<{ rows: { isThere: boolean }[] }>(`select to_regclass('jobs.version') is not null as "isThere"`)
  // Its own begin and commit would end the transaction we are in, and the lock with it.
  const plan = PgBoss.getConstructionPlans(schema).replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, '')
  if (!found?.isThere) await owner.raw(plan.replaceAll('?', '\\?'))
  for (const [name, expireInSeconds] of Object.entries(lifetime)) {
    await owner.raw(`select ${schema}.create_queue(:name, :options::json)`, { name, options: JSON.stringify({ policy: 'standard', retryLimit: 2, retryDelay: 2, retryBackoff: true, expireInSeconds }) })
  }
  await owner.raw(`grant usage on schema ${schema} to mingshu_desk; grant select, insert, update, delete on all tables in schema ${schema} to mingshu_desk`)
}

/** A queue of jobs, each given out again until it is done. */
export interface Queue {
  /** Puts a job in, in the transaction of the row it is about: both are there or neither. */
  put(trx: Knex.Transaction, name: QueueName, id: string): Promise<void>
  /** Takes jobs of a kind, one at a time. The signal tells that time is up or the server stops. */
  work(name: QueueName, handle: (id: string, signal: AbortSignal) => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** The token of the {@link Queue} of a server. */
export const Queue = Symbol('Queue')

interface Driver {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>
}

/** Opens the queue as the desk. */
export async function openQueue(database: Database, say: (line: string) => void): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: database.url('desk'), schema, max: 3, application_name: 'mingshu jobs',
    schedule: false, migrate: false, supervise: true, maintenanceIntervalSeconds: 5,
  })
  const stopping = new AbortController()
  // Unheard, an error would end the process.
  boss.on('error', (error) => stopping.signal.aborted || say(`the job queue: ${error.message}`))
  await boss.start()
  const inHand = new Set<Promise<void>>()
  return {
    async put(trx, name, id) {
      // knex would take the ? of jsonb operators for a bind, so the driver is asked itself.
      const connection = await (trx.client as { acquireConnection(): Promise<Driver> }).acquireConnection()
      await boss.send(name, { id }, { db: { executeSql: (text, values) => connection.query(text, values) } })
    },
    async work(name, handle) {
      await boss.work<{ id: string }>(name, { batchSize: 1, pollingIntervalSeconds: 0.5 }, async ([job]) => {
        if (!job) return
        const work = handle(job.data.id, AbortSignal.any([stopping.signal, AbortSignal.timeout(lifetime[name] * 800)]))
        inHand.add(work)
        await work.finally(() => inHand.delete(work))
      })
    },
    async close() {
      stopping.abort()
      // Its own graceful stop looks only every second; what is not put down in time is given out again.
      await Promise.race([Promise.allSettled(inHand), new Promise((done) => setTimeout(done, 2000).unref())])
      await boss.stop({ graceful: false, close: true })
    },
  }
}
