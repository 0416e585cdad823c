import { overUnits, type Measure, type Metric, type Ratio, type Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'

/** A cell that contradicts another. */
export interface Violation {
  /** Number of the rule in the catalogue. */
  readonly rule: string
  readonly unit: string
  readonly period: string
  readonly code: string
  /** Breakdown or ratio it is about. */
  readonly dim: string
  readonly parts: string
  readonly total: string
}

/** A statement that returns the violations of one rule among the cells of `fresh_<subject>`. */
type CellRule = (s: Subject) => string | undefined

/**
 * What every subject's cells must fulfil by what is declared of them, judged among the cells a fold has just made: breakdowns add up to
 * their total, days to their month, children to no more than their unit, and a share is never more than its whole.
 */
export async function checkCells(trx: Knex.Transaction, s: Subject): Promise<Violation[]> {
  const violations: Violation[] = []
  // A table that was just filled is small to the planner, which would loop over it.
  await trx.raw(`analyze fresh_${s.id} (county_id, unit_id, grain, period_on, dim); set local enable_nestloop = off`)
  for (const rule of [breakdowns, days, children, distinctChildren, shares]) {
    const sql = rule(s)
    if (sql) violations.push(...(await trx.raw<{ rows: Violation[] }>(sql)).rows)
  }
  await trx.raw('set local enable_nestloop = on')
  return violations
}

const most = 100
const isAdded = (m: Measure): boolean => overUnits(m) === 'sum' && m.kind !== 'distinct'
const list = (items: readonly string[]): string => items.join(', ')
const lines = (rule: string, from: string, values: readonly string[]): string => `select '${rule}' as rule, u.name_zh as unit, f.period, v.code, v.dim, v.parts, v.total
from (${from} limit ${most}) f
join unit u on u.unit_id = f.unit_id
cross join lateral (values ${list(values)}) v (code, dim, parts, total, is_wrong)
where v.is_wrong`

/** X12 to X16: the members of a dimension add up to the total. Members of what is distinct may overlap. */
const breakdowns: CellRule = (s) => {
  const added = s.measures.filter(isAdded)
  const pairs = added.flatMap((m) => m.dimensions.map((dim) => ({ dim, code: m.code })))
  if (pairs.length === 0) return undefined
  const sums = [
    ...added.map((m) => `sum(${m.code}) filter (where dim = '') as ${m.code}`),
    ...pairs.map(({ dim, code }) => `sum(${code}) filter (where dim = '${dim}') as ${code}__${dim}`),
  ]
  const from = `select unit_id, grain || ' ' || period_on as period, ${list(sums)} from fresh_${s.id} group by county_id, unit_id, grain, period_on
    having ${pairs.map(({ dim, code }) => `sum(${code}) filter (where dim = '') <> sum(${code}) filter (where dim = '${dim}')`).join(' or ')}`
  return lines('X12', from, pairs.map(({ dim, code }) => `('${code}', '${dim}', ${code}__${dim}, ${code}, ${code}__${dim} <> ${code})`))
}

/** X06 and X07: the days of a month add up to it. Quarters and years are added from months when asked, so they cannot differ. */
const days: CellRule = (s) => {
  const flows = s.measures.filter((m) => m.kind === 'flow' || m.kind === 'cohort').map((m) => m.code)
  if (flows.length === 0) return undefined
  const side = (code: string, grain: string): string => `coalesce(sum(${code}) filter (where grain = '${grain}'), 0)`
  const from = `select unit_id, to_char(date_trunc('month', period_on::timestamp), 'YYYY-MM') as period, ${list(flows.map((c) => `${side(c, 'd')} as ${c}__d, ${side(c, 'm')} as ${c}`))}
    from fresh_${s.id} where dim = '' and grain in ('d', 'm') group by county_id, unit_id, date_trunc('month', period_on::timestamp)
    having ${flows.map((c) => `${side(c, 'd')} <> ${side(c, 'm')}`).join(' or ')}`
  return lines('X07', from, flows.map((c) => `('${c}', 'day', ${c}__d, ${c}, ${c}__d <> ${c})`))
}

// Only children that stood below the unit the whole month: a village that moved left part of its month behind.
const beside = (s: Subject, columns: readonly string[], where: string): string => `select p.unit_id, to_char(p.period_on, 'YYYY-MM') as period, ${list(columns)}
    from fresh_${s.id} p
    join unit_closure c on c.ancestor_id = p.unit_id and c.depth = 1 and c.valid_from <= p.period_on and (c.valid_to is null or c.valid_to >= (p.period_on + interval '1 month')::date)
    join fresh_${s.id} k on k.county_id = p.county_id and k.unit_id = c.unit_id and k.grain = 'm' and k.period_on = p.period_on and k.dim = ''
    where p.grain = 'm' and p.dim = ''
    group by p.county_id, p.unit_id, p.period_on
    having ${where}`

/** X10: what the units below have is no more than what the unit has; the rest is what it did itself. */
const children: CellRule = (s) => {
  const codes = s.measures.filter((m) => isAdded(m) && !('signed' in m && m.signed)).map((m) => m.code)
  if (codes.length === 0) return undefined
  const from = beside(s, codes.map((c) => `sum(k.${c}) as ${c}__k, min(p.${c}) as ${c}`), codes.map((c) => `sum(k.${c}) > min(p.${c})`).join(' or '))
  return lines('X10', from, codes.map((c) => `('${c}', 'unit', ${c}__k, ${c}, ${c}__k > ${c})`))
}

/** X11: of what is counted once, no unit below has more than the unit. */
const distinctChildren: CellRule = (s) => {
  const codes = s.measures.filter((m) => m.kind === 'distinct' && overUnits(m) === 'distinct').map((m) => m.code)
  if (codes.length === 0) return undefined
  const from = beside(s, codes.map((c) => `max(k.${c}) as ${c}__k, min(p.${c}) as ${c}`), codes.map((c) => `max(k.${c}) > min(p.${c})`).join(' or '))
  return lines('X11', from, codes.map((c) => `('${c}', 'unit', ${c}__k, ${c}, ${c}__k > ${c})`))
}

const isShare = (m: Metric): m is Ratio => m.kind === 'ratio' && m.share && m.of.subject === m.subject && m.to.subject === m.subject

/** X20: the numerator of a share is no more than its denominator, and not negative. */
const shares: CellRule = (s) => {
  const own = s.ratios.filter(isShare)
  if (own.length === 0) return undefined
  const wrong = ({ of, to }: Ratio): string => `(${of.code} > coalesce(${to.code}, 0) or ${of.code} < 0)`
  const parts = [...new Set(own.flatMap(({ of, to }) => [of.code, to.code]))]
  const from = `select unit_id, grain || ' ' || period_on as period, ${list(parts)} from fresh_${s.id} where grain in ('m', 'q', 'y', 't') and (${own.map(wrong).join(' or ')})`
  return lines('X20', from, own.map((r) => `('${r.code}', 'share', ${r.of.code}, ${r.to.code}, ${wrong(r)})`))
}
