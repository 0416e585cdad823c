import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import type { Knex } from 'knex'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { checkCells, type Violation } from './cell-checks.js'
import { countCells, makeFresh, prepareFold, setScope, type Pass } from './fold-pass.js'
import { rawClient } from './raw-client.js'

/** Cells of counties that are counted beforehand. */
export interface Ahead {
  /** Brings the counted cells of a pass into `fresh_<subject>` of the run's transaction, and tells which contradict others. */
  take(pass: Pass): Promise<readonly Violation[]>
  /** Gives the sessions back; what was counted and not taken is forgotten. */
  end(): Promise<void>
}

// One session writes what two count: more would wait for the one that writes.
const sessions = 2

/**
 * Counts passes in sessions of their own that see exactly what the run sees, while the run writes what was counted before: on two
 * processors a large fold takes half the time. They are checked where they are counted and travel as a binary copy;
 * they are written, as ever, in the one transaction of the run. `passes` are those that read facts alone, in the order in which they will be taken.
 */
export async function countAhead(pool: Knex, trx: Knex.Transaction, passes: readonly Pass[], businessOn: string): Promise<Ahead> {
  const { rows: [snapshot] } = await trx.raw<{ rows: { id: string }[] }>('select pg_export_snapshot() as id')
  const counters: Counter[] = []
  const giveBack = async (): Promise<void> => void (await Promise.all(counters.map((c) => c.end())))
  try {
    for (let i = 0; i < sessions; i++) counters.push(await counterOf(pool, snapshot?.id ?? ''))
  } catch (error) {
    await giveBack()
    throw error
  }

  const counted = passes.map(() => deferred<{ counter: Counter; violations: readonly Violation[] }>())
  let next = 0
  let isEnded = false
  let failure: unknown
  const countOn = async (counter: Counter): Promise<void> => {
    while (!isEnded && next < passes.length) {
      const n = next++
      const pass = passes[n]
      if (!pass) return
      const violations = await counter.queue((session) => count(session, pass, n, businessOn))
      counted[n]?.resolve({ counter, violations })
      await setImmediate() // whoever waited for it is served first
    }
  }
  const all = counters.map((counter) => countOn(counter).catch((error: unknown) => {
    isEnded = true
    failure = error
    for (const one of counted) one.reject(error) // told when a pass is taken; those already counted stay so
  }))

  return {
    async take(pass) {
      const n = passes.indexOf(pass)
      const done = await counted[n]?.promise
      if (!done) throw new Error(`${pass.subject.id} was not asked for beforehand.`)
      await done.counter.queue(async (session) => {
        const [source, target] = [await rawClient(session), await rawClient(trx)]
        await pipeline(source.query(copyTo(`copy counted_${n} to stdout (format binary)`)), target.query(copyFrom(`copy fresh_${pass.subject.id} from stdin (format binary)`)))
        await session.raw(`drop table counted_${n}`)
      }).catch((error: unknown) => {
        throw failure ?? error // a later count that failed has ended its session: it is the cause
      })
      return done.violations
    },
    async end() {
      isEnded = true
      await Promise.all(all)
      await giveBack()
    },
  }
}

/** A session that counts. One statement at a time: a copy that is asked for during a count comes before the next count. */
interface Counter {
  queue<T>(work: (session: Knex.Transaction) => Promise<T>): Promise<T>
  end(): Promise<void>
}

async function counterOf(pool: Knex, snapshot: string): Promise<Counter> {
  const session = await pool.transaction(undefined, { isolationLevel: 'repeatable read' })
  let last: Promise<unknown> = Promise.resolve()
  const counter: Counter = {
    queue(work) {
      const done = last.then(() => work(session))
      last = done.catch(() => {})
      return done
    },
    async end() {
      await last
      await session.rollback().catch(() => {})
    },
  }
  try {
    await session.raw(`set transaction snapshot '${snapshot}'`) // takes no bind; the id is PostgreSQL's own
    await prepareFold(session)
  } catch (error) {
    await counter.end()
    throw error
  }
  return counter
}

interface Deferred<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (reason: unknown) => void
}

function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<T>((yes, no) => [resolve, reject] = [yes, no])
  promise.catch(() => {}) // nobody may be waiting yet
  return { promise, resolve, reject }
}

async function count(session: Knex.Transaction, pass: Pass, n: number, businessOn: string): Promise<readonly Violation[]> {
  await makeFresh(session, pass.subject)
  await setScope(session, pass, businessOn)
  await countCells(session, pass, businessOn)
  const violations = await checkCells(session, pass.subject)
  await session.raw(`alter table fresh_${pass.subject.id} rename to counted_${n}`)
  return violations
}
