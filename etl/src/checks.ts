import { overUnits, rollupTable, type Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'

/** Sentences of the checks that forbid publishing: additive totals that are not the sum of their counties. Run on the cells about to be published. */
export async function failedChecks(trx: Knex.Transaction, subjects: readonly Subject[]): Promise<string[]> {
  const failures: string[] = []
  for (const s of subjects) {
    const { rows } = await trx.raw<{ rows: { name_zh: string; grain: string; period_on: string; code: string }[] }>(crossFootSql(s))
    for (const r of rows.slice(0, 3)) failures.push(`${r.name_zh} ${r.grain} ${r.period_on} ${r.code}`)
  }
  return failures
}

// Breakdowns must add up to their total: within every unit and period, the members of one dimension against the total row.
function crossFootSql(s: Subject): string {
  const added = s.measures.filter((m) => overUnits(m) === 'sum' && m.kind !== 'distinct')
  const pairs = Object.keys(s.by).flatMap((d) => added.filter((m) => m.dimensions.includes(d)).map((m) => ({ d, code: m.code })))
  if (pairs.length === 0) return `select null as name_zh, null as grain, null as period_on, null as code where false`
  const sums = added.map((m) => `coalesce(sum(${m.code}), 0) as ${m.code}`).join(', ')
  return `with split as (
  select unit_id, county_id, grain, period_on, dim, ${sums}
  from ${rollupTable(s)} where until_version is null and dim <> '' and grain in ('m', 'y') group by 1, 2, 3, 4, 5
)
select u.name_zh, t.grain, t.period_on, v.code
from split join ${rollupTable(s)} t using (county_id, unit_id, grain, period_on)
join unit u using (unit_id)
cross join lateral (values ${pairs.map((p) => `('${p.d}', '${p.code}', split.${p.code}, t.${p.code})`).join(', ')}) v (dim, code, parts, total)
where t.until_version is null and t.dim = '' and v.dim = split.dim and v.parts <> v.total
limit 3`
}
