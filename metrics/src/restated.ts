import { subjects as declared, isPublic } from './catalogue.js'
import type { Day } from './day.js'
import { rollupTable } from './fold.js'
import type { Scope, Unit } from './question.js'
import type { Sql } from './sql.js'
import type { Measure, Subject } from './subject.js'
import { toldBy } from './reading.js'

/** A figure of a month that was over, and changed after it had been published. */
export interface Restated {
  readonly unit: string
  /** `2024-10`. */
  readonly period: string
  readonly metric: string
  /** Null where nothing had been reported, or collected. */
  readonly was: string | null
  readonly is: string | null
  /** The version that changed it. */
  readonly version: number
  readonly publishedAt: string
}

/** Which changes to list. */
export interface Restatements {
  /** This unit and those directly below it. */
  readonly of: Unit
  readonly children: readonly Unit[]
  readonly scope: Scope
  /** Up to this version. */
  readonly v: number
  /** Published on this day or later. */
  readonly since: Day
  readonly limit: number
}

/**
 * Lists what changed in months that were over when their figures had been published; rows are {@link Restated}, newest first.
 * Read from the closed and the opened rows of the roll-up, which keep their past. Counts of persons are left out for those who
 * may not see small ones: a difference would tell them.
 */
export function restatedSql({ of, children, scope, v, since, limit }: Restatements, subjects: readonly Subject[] = declared): Sql {
  const shown = (m: Measure): boolean => isPublic(m) && (scope.exact || !m.persons)
  const parts = subjects.filter((s) => s.measures.some(shown)).map((s) => partSql(s, s.measures.filter(shown)))
  const sql = `with publication as (
  select n.version, n.published_at, o.business_on, o.definitions
  from data_version n join data_version o on o.version = n.version - 1
  where n.version <= :v and n.published_at >= :since::date
)
select u.code as unit, to_char(r.period_on, 'YYYY-MM') as period, r.metric, trim_scale(r.value_was)::text as was, trim_scale(r.value_is)::text as "is",
  r.version, p.published_at as "publishedAt"
from (
${parts.join('\nunion all\n')}
) r
join publication p on p.version = r.version
join unit u on u.unit_id = r.unit_id
order by r.version desc, u.sort_no, r.period_on desc, r.metric
limit :rows`
  return { sql, binds: { v, since, rows: limit, units: [of, ...children].map((u) => u.unitId), counties: [...new Set([of, ...children].map((u) => u.countyId))] } }
}

// No row in a month that was covered is zero; one in a month that was not is nothing.
function partSql(s: Subject, measures: readonly Measure[]): string {
  const side = (alias: string, isTold: string, m: Measure): string =>
    m.nullable
      ? `${alias}.${m.code}`
      : `case when ${alias}.unit_id is not null then ${alias}.${m.code} when c.${isTold} then 0 end`
  return `select k.unit_id, k.period_on, k.version, m.metric, m.value_was, m.value_is
from (
  select county_id, unit_id, period_on, from_version as version
  from ${rollupTable(s)}
  where county_id = any(:counties::int[]) and unit_id = any(:units::bigint[]) and grain = 'm' and dim = '' and member = ''
  union
  select county_id, unit_id, period_on, until_version
  from ${rollupTable(s)}
  where county_id = any(:counties::int[]) and unit_id = any(:units::bigint[]) and grain = 'm' and dim = '' and member = '' and until_version is not null
) k
join publication p on p.version = k.version and k.period_on + interval '1 month' <= p.business_on + 1
left join ${rollupTable(s)} o on o.county_id = k.county_id and o.unit_id = k.unit_id and o.grain = 'm' and o.period_on = k.period_on and o.dim = '' and o.member = '' and o.until_version = k.version
left join ${rollupTable(s)} n on n.county_id = k.county_id and n.unit_id = k.unit_id and n.grain = 'm' and n.period_on = k.period_on and n.dim = '' and n.member = '' and n.from_version = k.version
left join lateral (
  select bool_or(${toldBy('c', 'k.version - 1')}) as was_told, bool_or(${toldBy('c', 'k.version')}) as is_told
  from coverage_told c
  where c.source = '${s.system}' and c.month_on = k.period_on and (k.county_id = 0 or c.county_id = k.county_id)
) c on true
cross join lateral (values
  ${measures.map((m) => `('${m.code}', ${side('o', 'was_told', m)}, ${side('n', 'is_told', m)})`).join(',\n  ')}
) m (metric, value_was, value_is)
where m.value_was is distinct from m.value_is
  -- A measure declared since says nothing of the version before.
  and jsonb_exists(p.definitions, m.metric)
  -- What is told for the first time, because an old month was counted late, revises nothing.
  and exists (select from coverage_told t where t.source = '${s.system}' and t.month_on = k.period_on and t.from_version < k.version)`
}
