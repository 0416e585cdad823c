import { overUnits, type Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'

/** A cell whose breakdown adds to something else. */
export interface Violation {
  readonly unit: string
  readonly period: string
  readonly code: string
  readonly dim: string
  readonly parts: string
  readonly total: string
}

/**
 * Compares the members of each dimension with the total, in the cells a fold has just made (`fresh_<subject>`): only what adds can be
 * compared so. Cells that were not made anew were compared when they were.
 */
export async function crossFoot(trx: Knex.Transaction, s: Subject): Promise<Violation[]> {
  const added = s.measures.filter((m) => overUnits(m) === 'sum' && m.kind !== 'distinct')
  const pairs = added.flatMap((m) => m.dimensions.map((dim) => ({ dim, code: m.code })))
  if (pairs.length === 0) return []
  const sums = [
    ...added.map((m) => `sum(${m.code}) filter (where dim = '') as ${m.code}`),
    ...pairs.map(({ dim, code }) => `sum(${code}) filter (where dim = '${dim}') as ${code}__${dim}`),
  ]
  const { rows } = await trx.raw<{ rows: Violation[] }>(
    `select u.name_zh as unit, grain || ' ' || period_on as period, v.code, v.dim, v.parts, v.total
     from (
       select unit_id, grain, period_on, ${sums.join(', ')}
       from fresh_${s.id} group by county_id, unit_id, grain, period_on
       having ${pairs.map(({ dim, code }) => `sum(${code}) filter (where dim = '') <> sum(${code}) filter (where dim = '${dim}')`).join(' or ')}
       limit 100
     ) footed
     join unit u using (unit_id)
     cross join lateral (values ${pairs.map(({ dim, code }) => `('${code}', '${dim}', ${code}__${dim}, ${code})`).join(', ')}) v (code, dim, parts, total)
     where v.parts <> v.total`,
  )
  return rows
}
