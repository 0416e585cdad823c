import { pipeline } from 'node:stream/promises'
import type { Knex } from 'knex'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { checkCells, type Violation } from './cell-checks.js'
import { countCells, makeFresh, prepareFold, setScope, type Pass } from './fold-pass.js'
import { rawClient } from './raw-client.js'

/** Cells of counties that are counted beforehand. */
export interface Ahead {
  /** Which of some passes is counted first; the earlier one when several are. A pass that is not counted beforehand is not waited for. Rejects when counting failed. */
  first(passes: readonly (Pass | undefined)[]): Promise<number>
  /** Brings the counted cells of a pass into `fresh_<subject>` of the run's transaction, and tells which contradict others. Each pass once. */
  take(pass: Pass): Promise<readonly Violation[]>
  /** Gives the sessions back; what was counted and not taken is forgotten. */
  end(): Promise<void>
}

// Two processors are busy with two that count and one that writes. A session holds what it counted until that is taken, so there are
// more of them than count: what is ready is there at once, and never far ahead of what is written.
const counting = 2
const sessions = 4

/**
 * Counts passes in sessions of their own that see exactly what the run sees, while the run writes what was counted before: on two
 * processors a large fold takes half the time. They are checked where they are counted and travel as a binary copy;
 * they are written, as ever, in the one transaction of the run. `passes` are those that read facts alone; those of a subject stand together
 * and are taken in their order.
 */
export async function countAhead(pool: Knex, trx: Knex.Transaction, passes: readonly Pass[], businessOn: string): Promise<Ahead> {
  const { rows: [snapshot] } = await trx.raw<{ rows: { id: string }[] }>('select pg_export_snapshot() as id')
  const opened: Knex.Transaction[] = []
  const giveBack = async (): Promise<void> => void (await Promise.all(opened.map((session) => session.rollback().catch(() => {}))))
  try {
    for (let i = 0; i < sessions; i++) opened.push(await openSession(pool, snapshot?.id ?? ''))
  } catch (error) {
    await giveBack()
    throw error
  }

  const counted = passes.map(() => deferred<Counted>())
  const free = [...opened]
  const waiting: (() => void)[] = []
  let next = 0
  let isEnded = false
  const wake = (): void => waiting.splice(0).forEach((go) => go())
  const lane = async (): Promise<void> => {
    while (!isEnded && next < passes.length) {
      const session = free.shift()
      if (!session) {
        await new Promise<void>((go) => waiting.push(go))
        continue
      }
      const n = next++
      const pass = passes[n]
      if (pass) counted[n]?.resolve({ session, violations: await count(session, pass, n, businessOn) })
    }
  }
  const all = Promise.all(Array.from({ length: counting }, () => lane().catch((error: unknown) => {
    isEnded = true
    for (const one of counted) one.reject(error) // told when a pass is taken; those already counted stay so
    wake()
  })))

  return {
    first: (asked) => Promise.race(asked.map(async (pass, i) => {
      if (pass) await counted[passes.indexOf(pass)]?.promise
      return i
    })),
    async take(pass) {
      const n = passes.indexOf(pass)
      const done = await counted[n]?.promise
      if (!done) throw new Error(`${pass.subject.id} was not asked for beforehand.`)
      const { session, violations } = done
      const [source, target] = [await rawClient(session), await rawClient(trx)]
      await pipeline(source.query(copyTo(`copy counted_${n} to stdout (format binary)`)), target.query(copyFrom(`copy fresh_${pass.subject.id} from stdin (format binary)`)))
      await session.raw(`drop table counted_${n}`)
      free.push(session)
      wake()
      return violations
    },
    async end() {
      isEnded = true
      wake()
      await all
      await giveBack()
    },
  }
}

/** A pass that is counted, and the session that holds its cells. */
interface Counted {
  readonly session: Knex.Transaction
  readonly violations: readonly Violation[]
}

async function openSession(pool: Knex, snapshot: string): Promise<Knex.Transaction> {
  const session = await pool.transaction(undefined, { isolationLevel: 'repeatable read' })
  try {
    await session.raw(`set transaction snapshot '${snapshot}'`) // takes no bind; the id is PostgreSQL's own
    await prepareFold(session)
  } catch (error) {
    await session.rollback().catch(() => {})
    throw error
  }
  return session
}

async function count(session: Knex.Transaction, pass: Pass, n: number, businessOn: string): Promise<readonly Violation[]> {
  await makeFresh(session, pass.subject)
  await setScope(session, pass, businessOn)
  await countCells(session, pass, businessOn)
  const violations = await checkCells(session, pass.subject)
  await session.raw(`alter table fresh_${pass.subject.id} rename to counted_${n}`)
  return violations
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
