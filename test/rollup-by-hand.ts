import type { Knex } from 'knex'
import { scoped } from '../db/src/scoped.js'
import type { Database } from '../db/src/database.js'
import { prepareRollups } from '../etl/src/rollup-tables.js'
import { ask, narrow, rollupTable, subjects, type Answer, type Narrowed, type Question, type RunSql, type Scope, type Subject, type Unit } from '../metrics/src/index.js'
import { freshDatabase } from './database.js'

/** A database whose roll-up is written by hand, and the means to ask it as a viewer would. */
export interface ByHand extends AsyncDisposable {
  readonly database: Database
  unit(code: string): Promise<Unit>
  /** Marks months (`2024-10`) of counties as reported to a system. */
  cover(system: string, counties: readonly string[], months: readonly string[], version?: number): Promise<void>
  /** Writes one row of a roll-up. */
  cell(s: Subject, code: string, grain: string, on: string, values: Readonly<Record<string, number>>, more?: CellMore): Promise<void>
  narrowed(question: Question, as?: Viewpoint): Promise<Narrowed>
  ask(question: Question, as?: Viewpoint): Promise<Answer>
  /** Runs SQL as the role that reads figures, or as the one that traces, within a scope. */
  runAs(role: 'api' | 'trace', scope: Scope): RunSql
}

export interface CellMore {
  readonly dim?: string
  readonly member?: string
  readonly from?: number
  readonly until?: number
}

export interface Viewpoint {
  readonly businessOn?: string
  readonly v?: number
  readonly exact?: boolean
  /** Counties the viewer may see; default: all. */
  readonly counties?: readonly number[]
}

/** Makes one. */
export async function rollupByHand(): Promise<ByHand> {
  const database = await freshDatabase()
  await prepareRollups(database)
  const etl = database.pool('etl')
  const units = await readUnits(etl)
  const find = (code: string): Unit => {
    const found = units.find((u) => u.code === code)
    if (!found) throw new Error(`No unit ${code}.`)
    return found
  }
  const narrowed = async (question: Question, as: Viewpoint = {}): Promise<Narrowed> => {
    const of = find(question.unit)
    const all = [...new Set(units.map((u) => u.countyId))]
    const { businessOn = '2025-01-31', v = question.v ?? 1, exact = true, counties = all } = as
    return narrow(question, { v, of, children: units.filter((u) => u.parent === of.code), scope: { counties, units: [], exact }, businessOn })
  }
  const runAs = (role: 'api' | 'trace', scope: Scope): RunSql => <R>(sql: { sql: string; binds: Readonly<Record<string, unknown>> }) =>
    scoped(database.pool(role), scope, async (trx) => (await trx.raw<{ rows: R[] }>(sql.sql, sql.binds as Knex.RawBinding)).rows)
  return {
    database, narrowed, runAs,
    unit: async (code) => find(code),
    cover: async (source, counties, months, from_version = 1) => {
      for (const code of counties) for (const month of months) {
        await etl('coverage').insert({ county_id: find(code).countyId, source, month_on: `${month}-01`, load_id: 1, from_version })
      }
    },
    cell: async (s, code, grain, period_on, values, { dim = '', member = '', from = 1, until } = {}) => {
      const { unitId: unit_id, countyId: county_id } = find(code)
      await etl(rollupTable(s)).insert({ county_id, unit_id, grain, period_on, dim, member, ...values, from_version: from, until_version: until ?? null })
    },
    ask: async (question, as) => {
      const asked = await narrowed(question, as)
      return ask(asked, { dataAsOf: '2025-02-01T06:00:00+08:00', demo: true }, runAs('api', asked.scope), subjects)
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

async function readUnits(pool: Knex): Promise<Unit[]> {
  const { rows } = await pool.raw<{ rows: { unit_id: string; county_id: number; code: string; name_zh: string; name_en: string; level: Unit['level']; kind: string; parent: string | null; sort_no: number }[] }>(
    `select u.unit_id, u.county_id, u.code, u.name_zh, u.name_en, u.level, u.kind, p.code as parent, u.sort_no
     from unit u left join unit p on p.unit_id = u.parent_id order by u.sort_no`)
  return rows.map((r) => ({
    unitId: r.unit_id, countyId: r.county_id, code: r.code, name: { zh: r.name_zh, en: r.name_en }, level: r.level, kind: r.kind, parent: r.parent, sortNo: r.sort_no,
  }))
}

/** The twelve months of a year, or some of them: `2024-01` … `2024-12`. */
export const monthsOfYear = (year: number, from = 1, to = 12): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${year}-${String(from + i).padStart(2, '0')}`)
