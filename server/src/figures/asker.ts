import { scoped, type Database } from '@mingshu/db'
import { ask, type Answer, type Question, type RunSql, type Sql } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { narrow, type Wall } from '../access/narrow.js'
import type { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import type { VersionInfo, Versions } from './versions.js'

/** Answers questions as a viewer may ask them, at one version. */
export interface Asker {
  ask(question: Question, viewer: Viewer, at: VersionInfo, signal?: AbortSignal): Promise<Answer>
}

/** The token of the {@link Asker} of a server. */
export const Asker = Symbol('Asker')

const longest = '20s'

/** Runs SQL texts in a transaction, none longer than twenty seconds. */
export function runner(trx: Knex.Transaction): RunSql {
  let isLimited = false
  return async <Row>({ sql, binds }: Sql): Promise<readonly Row[]> => {
    if (!isLimited) await trx.raw(`set local statement_timeout = '${longest}'`)
    isLimited = true
    return (await trx.raw<{ rows: Row[] }>(sql, binds)).rows
  }
}

/** Ends the statement of a transaction when the signal says so, instead of waiting for it. */
export async function abortable<T>(pool: Knex, trx: Knex.Transaction, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (!signal) return work()
  signal.throwIfAborted()
  const { rows: [backend] } = await trx.raw<{ rows: { pid: number }[] }>('select pg_backend_pid() as pid')
  const end = (): void => void pool.raw('select pg_cancel_backend(:pid)', { pid: backend?.pid ?? 0 }).then(undefined, () => undefined)
  signal.addEventListener('abort', end)
  try {
    return await work()
  } finally {
    signal.removeEventListener('abort', end)
  }
}

/** Answers from the roll-up: each question is narrowed to its viewer, and read in a transaction that sees no more than they may. */
export function openAsker(database: Database, units: Units, versions: Versions, wall: Wall = 'up'): Asker {
  return {
    async ask(question, viewer, at, signal) {
      const [tree, changed] = await Promise.all([units.get(), versions.changedSince(at.version)])
      const narrowed = narrow(question, viewer, tree, at, wall)
      const pool = database.pool('api')
      return scoped(pool, viewer.scope, (trx) => abortable(pool, trx, signal, () => ask(narrowed, { dataAsOf: at.dataAsOf, demo: at.isDemo, changed, held: at.held }, runner(trx))))
    },
  }
}
