import { scoped, type Database } from '@mingshu/db'
import { ask, type Answer, type Question, type RunSql, type Sql } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { narrow, type Wall } from '../access/narrow.js'
import type { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import type { VersionInfo, Versions } from './versions.js'

/** Answers questions as a viewer may ask them, at one version. */
export interface Asker {
  ask(question: Question, viewer: Viewer, at: VersionInfo): Promise<Answer>
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

/** Answers from the roll-up: each question is narrowed to its viewer, and read in a transaction that sees no more than they may. */
export function openAsker(database: Database, units: Units, versions: Versions, wall: Wall = 'up'): Asker {
  return {
    async ask(question, viewer, at) {
      const [tree, changed] = await Promise.all([units.get(), versions.changedSince(at.version)])
      const narrowed = narrow(question, viewer, tree, at, wall)
      return scoped(database.pool('api'), viewer.scope, (trx) => ask(narrowed, { dataAsOf: at.dataAsOf, demo: at.isDemo, changed }, runner(trx)))
    },
  }
}
