import { afterAll, beforeAll } from 'vitest'
import type { Database } from '@mingshu/db'
import { subjects } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { freshDatabase } from '../../test/database.js'
import { prepareRollups } from '../src/rollup-tables.js'
import { rules, runRule, type Rule } from '../src/rules.js'

/** 丰乐社区 in 蓬江区, a village of the zone, and the units above them. */
export const fengle = '440703002131'
export const pengjiang = '440703'
export const jiangmen = '440700'
export const longtou = '440811070202'
export const zone = '4408Z1'

/** Values of a row; `unit` is a code, 丰乐社区 when it is left out. */
export type Row = Readonly<Record<string, unknown>> & { readonly unit?: string }

/** What a test puts in, and what a rule then says. */
export interface Given {
  readonly trx: Knex.Transaction
  /** Writes rows of a fact. What is not named is empty, zero or false. */
  readonly put: (fact: string, ...rows: readonly Row[]) => Promise<void>
  /** Writes a current cell of a month, or of a day when it names one, for a unit: `2024-03`, `2024-03-05`. */
  readonly cell: (subject: string, unit: string, period: string, values: Readonly<Record<string, number>>) => Promise<void>
  /** Marks months as reported. */
  readonly cover: (source: string, unit: string, ...months: readonly string[]) => Promise<void>
  /** The Chinese sentences of what a rule finds. */
  readonly found: (name: string, at?: At) => Promise<readonly string[]>
}

interface At {
  readonly since?: string
  readonly businessOn?: string
}

const ruleOf = (name: string): Rule => {
  const rule = rules().find((r) => r.name === name)
  if (!rule) throw new Error(`There is no rule ${name}.`)
  return rule
}

const systems = new Map(subjects.flatMap((s) => s.marks.map(({ fact }): [string, string] => [fact, s.system])))

/** A database for the tests of a file. Each test works in a transaction that is rolled back, so that they do not see each other. */
export function useGivenRows(): (work: (given: Given) => Promise<void>, as?: 'etl' | 'owner') => () => Promise<void> {
  let database: Database | undefined
  let serial = 0
  beforeAll(async () => {
    database = await freshDatabase()
    await prepareRollups(database)
  })
  afterAll(async () => database?.close())

  const givenIn = (trx: Knex.Transaction): Given => {
    const unitOf = async (code: string): Promise<{ unit_id: string; county_id: number }> => {
      const found = await trx('unit').where({ code }).first<{ unit_id: string; county_id: number } | undefined>('unit_id', 'county_id')
      if (!found) throw new Error(`There is no unit ${code}.`)
      return found
    }
    return {
      trx,
      put: async (fact, ...rows) => {
        const empty = await emptyRow(trx, fact)
        for (const { unit = fengle, ...row } of rows) {
          serial += 1
          await trx(fact).insert({ ...empty, source: systems.get(fact) ?? 'service-menu', src_id: `r${serial}`, row_no: serial, ...(await unitOf(unit)), ...row })
        }
      },
      cell: async (subject, unit, period, values) => {
        const isDay = period.length === 10
        const row = { grain: isDay ? 'd' : 'm', period_on: isDay ? period : `${period}-01`, dim: '', member: '', from_version: 1 }
        await trx(`rollup_${subject}`).insert({ ...(await unitOf(unit)), ...row, ...values })
      },
      cover: async (source, unit, ...months) => {
        const { county_id } = await unitOf(unit)
        for (const month of months) await trx('coverage').insert({ county_id, source, month_on: `${month}-01`, load_id: 1, from_version: 1 })
      },
      found: async (name, { since = '2024-01-01', businessOn = '2024-12-31' } = {}) => (await runRule(trx, ruleOf(name), { since, businessOn })).found.map((f) => f.zh),
    }
  }

  return (work, as = 'etl') => async () => {
    const trx = await database?.pool(as).transaction()
    if (!trx) throw new Error('The database is not open.')
    try {
      await work(givenIn(trx))
    } finally {
      await trx.rollback()
    }
  }
}

const nothing: Readonly<Record<string, unknown>> = { text: '', boolean: false, integer: 0, bigint: 0, numeric: 0, date: '2024-01-01' }

// The least that each column must hold.
async function emptyRow(trx: Knex.Transaction, fact: string): Promise<Record<string, unknown>> {
  const { rows } = await trx.raw<{ rows: { column_name: string; data_type: string }[] }>(
    `select column_name, data_type from information_schema.columns where table_name = :fact and is_nullable = 'NO'`, { fact })
  return Object.fromEntries(rows.map((c) => [c.column_name, nothing[c.data_type]]))
}
