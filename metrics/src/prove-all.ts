import { rollupTable } from './fold.js'
import { isMonthly } from './parts.js'
import type { Sql } from './sql.js'
import { conditionOf, type Distinct, type Measure, type Stock, type Subject } from './subject.js'
import { toldBy } from './reading.js'

/** Which cells to prove. */
export interface ProofRange {
  readonly v: number
  /** Last day that counts. */
  readonly businessOn: string
  /** Whole years, both included. */
  readonly fromYear: number
  readonly toYear: number
}

/** A cell that is not what its facts say. */
export interface Mismatch {
  readonly measure: string
  readonly unit: string
  readonly unit_zh: string
  readonly grain: string
  readonly period_on: string
  readonly dim: string
  readonly member: string
  readonly stored: string | null
  readonly recomputed: string | null
}

/** One row of {@link proveAllSql}: the number of cells that say something, and a mismatch, if any. */
export type ProvedAll = { readonly compared: string } & { readonly [K in keyof Mismatch]: Mismatch[K] | null }

/**
 * Counts every stored cell of a subject again from its facts, all at once, and compares it with the roll-up.
 * Written for plainness: every thing is placed under every unit above it and counted there. Rows are {@link ProvedAll}: one without a
 * mismatch when all agree, else the first thousand mismatches. Only the version published last can be proved.
 */
export function proveAllSql(s: Subject, { v, businessOn, fromYear, toYear }: ProofRange): Sql {
  const counts = s.measures.flatMap((m) => countsOf(s, m))
  const sql = `with month_reported (owner, month_on) as (
  -- Months that counties reported; a unit above has those of any of them.
  select county_id, month_on from coverage where source = '${s.system}' and from_version <= :v and month_on >= :from_on and month_on < :until_on
  union
  select 0, month_on from coverage where source = '${s.system}' and from_version <= :v and month_on >= :from_on and month_on < :until_on
),
period (owner, grain, period_on, from_on, until_on, at_on) as (
  -- States of a period are read, and its units are placed, on the last day that was reported.
  select owner, grain, period_on, from_on, least(until_on, :business_on::date + 1), least((max(month_on) + interval '1 month')::date - 1, :business_on::date)
  from month_reported
  cross join lateral (values
    ('m', month_on, month_on, (month_on + interval '1 month')::date),
    ('q', quarter_of(month_on), quarter_of(month_on), (quarter_of(month_on) + interval '3 months')::date),
    ('y', year_of(month_on), year_of(month_on), (year_of(month_on) + interval '1 year')::date),
    ('t', month_on, year_of(month_on), (month_on + interval '1 month')::date)
  ) g (grain, period_on, from_on, until_on)
  group by owner, grain, period_on, from_on, until_on
),
above (unit_id, ancestor_id, owner, level, valid_from, valid_to) as (
  select t.unit_id, t.ancestor_id, a.county_id, a.level, t.valid_from, coalesce(t.valid_to, 'infinity'::date) from unit_counted t join unit a on a.unit_id = t.ancestor_id
),
recomputed (measure, unit_id, grain, period_on, dim, member, value) as (
  select measure, unit_id, grain, period_on, dim, member, sum(value)
  from (
${counts.join('\n  union all\n')}
  ) counted (measure, unit_id, level, grain, period_on, dim, member, value)
  -- Below the county a day is not broken down.
  where grain <> 'd' or dim = '' or level in ('city', 'county')
  group by measure, unit_id, grain, period_on, dim, member
),
stored (measure, unit_id, grain, period_on, dim, member, value) as (
  select c.measure, r.unit_id, r.grain, r.period_on, r.dim, r.member, c.value
  from ${rollupTable(s)} r
  cross join lateral (values ${s.measures.map((m) => `('${m.code}', r.${m.code})`).join(', ')}) c (measure, value)
  where r.period_on >= :from_on and r.period_on < :until_on and ${toldBy('r')}
),
compared (measure, unit_id, grain, period_on, dim, member, stored, recomputed) as materialized (
  select measure, unit_id, grain, period_on, dim, member, s.value, r.value
  from stored s full join recomputed r using (measure, unit_id, grain, period_on, dim, member)
  where s.value <> 0 or r.value <> 0
)
select n.compared, m.measure, u.code as unit, u.name_zh as unit_zh, m.grain, m.period_on, m.dim, m.member, trim_scale(m.stored)::text as stored, trim_scale(m.recomputed)::text as recomputed
from (select count(*) as compared from compared) n
left join compared m on coalesce(m.stored, 0) <> coalesce(m.recomputed, 0)
left join unit u on u.unit_id = m.unit_id
order by m.measure, u.sort_no, m.period_on, m.grain
limit 1000`
  return { sql, binds: { v, business_on: businessOn, from_on: `${fromYear}-01-01`, until_on: `${toYear + 1}-01-01` } }
}

function countsOf(s: Subject, m: Measure): string[] {
  const members = `cross join lateral (values ('', '')${m.dimensions.map((d) => `, ('${d}', f.${d}::text)`).join('')}) b (dim, member)`
  const condition = conditionOf(m)
  const where = condition === undefined ? [] : [condition]
  if (m.kind === 'distinct') return [distinctCount(s, m, members, where)]
  return m.kind === 'stock' ? [heldCount(s, m, members, where), ...changeCounts(s, m, members, where)] : [dayCount(s, m, m.on, m.sum ?? '1', ['d', 'm'], members, where)]
}

const columnsOf = (m: Measure): string => m.dimensions.map((d) => `, ${d}`).join('')
const whereOf = (conditions: readonly string[]): string => (conditions.length > 0 ? `\n      where ${conditions.join(' and ')}` : '')
const isAbove = (day: string): string => `a.unit_id = f.unit_id and a.valid_from <= ${day} and a.valid_to > ${day}`

// Each thing counts on its day, and in its month, under every unit it stood below that day.
function dayCount(s: Subject, m: Measure, on: string, n: string, grains: readonly ('d' | 'm')[], members: string, where: readonly string[]): string {
  const starts = { d: `('d', f.counted_on)`, m: `('m', month_of(f.counted_on))` }
  const dated = [...where, `${on} >= :from_on`, `${on} < least(:until_on, :business_on::date + 1)`]
  return `    select '${m.code}', a.ancestor_id, a.level, g.grain, g.period_on, b.dim, b.member, f.n::numeric
    from (
      select county_id, unit_id, ${on} as counted_on, sum(${n}) as n${columnsOf(m)}
      from ${s.from}${whereOf(dated)}
      group by county_id, unit_id, ${on}${columnsOf(m)}
    ) f
    join month_reported r on r.owner = f.county_id and r.month_on = month_of(f.counted_on)
    join above a on ${isAbove('f.counted_on')}
    cross join lateral (values ${grains.map((g) => starts[g]).join(', ')}) g (grain, period_on)
    ${members}`
}

// A day's row tells what came and what went.
function changeCounts(s: Subject, m: Stock & Measure, members: string, where: readonly string[]): string[] {
  const everHeld = [...where, `(${m.to} is null or ${m.to} > ${m.from})`]
  const n = m.sum ?? '1'
  return [dayCount(s, m, m.from, n, ['d'], members, everHeld), dayCount(s, m, m.to, `-(${n})`, ['d'], members, everHeld)]
}

// What holds on the last day of a month, in the counties that reported it.
function heldCount(s: Subject, m: Stock & Measure, members: string, where: readonly string[]): string {
  return `    select '${m.code}', a.ancestor_id, a.level, p.grain, p.period_on, b.dim, b.member, f.n::numeric
    from (
      select county_id, unit_id, ${m.from} as held_from, ${m.to} as held_to, ${m.sum ?? '1'} as n${columnsOf(m)}
      from ${s.from}${whereOf(where)}
    ) f
    join period p on p.owner = f.county_id and p.grain = 'm' and f.held_from <= p.at_on and (f.held_to is null or f.held_to > p.at_on)
    join above a on ${isAbove('p.at_on')}
    ${members}`
}

// Every key once, under every unit above any of its facts.
function distinctCount(s: Subject, m: Distinct & Measure, members: string, where: readonly string[]): string {
  const periods = m.on
    ? `      cross join lateral (
        select owner, grain, period_on, from_on, until_on, at_on from period where owner in (f.county_id, 0) and ${m.on} >= from_on and ${m.on} < until_on${isMonthly(m) ? '' : `
        union all
        select owner, 'd', ${m.on}, ${m.on}, ${m.on} + 1, ${m.on} from month_reported where owner in (f.county_id, 0) and month_on = month_of(${m.on}) and ${m.on} <= :business_on`}
      ) p`
    : `      join period p on p.owner in (f.county_id, 0) and p.grain = 'm' and ${m.from} <= p.at_on and (${m.to} is null or ${m.to} > p.at_on)`
  const having = m.having ? `\n      having ${m.having.replaceAll(':from', 'p.from_on').replaceAll(':to', '(p.at_on + 1)')}` : ''
  return `    select '${m.code}', a.ancestor_id, a.level, f.grain, f.period_on, f.dim, f.member, count(distinct f.counted_key)::numeric
    from (
      select p.owner, p.grain, p.period_on, p.at_on, f.unit_id, ${m.key} as counted_key, b.dim, b.member
      from ${s.from} f
${periods}
      ${members}${whereOf(where)}
      group by p.owner, p.grain, p.period_on, p.from_on, p.at_on, f.unit_id, ${m.key}, b.dim, b.member${having}
    ) f
    join above a on ${isAbove('f.at_on')} and a.owner = f.owner
    group by a.ancestor_id, a.level, f.grain, f.period_on, f.dim, f.member`
}
