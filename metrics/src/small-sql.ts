import { readsOf } from './ask-sql.js'
import { addsPersons, isOfPersons, partsOf } from './parts.js'
import type { Plan } from './plan.js'
import type { Narrowed } from './question.js'
import { readingSql } from './reading.js'
import { yearStretches } from './small-years.js'
import type { Sql } from './sql.js'
import type { Measure, Metric, Subject } from './subject.js'

/** One row of {@link smallSql}. */
export interface SmallRow {
  readonly measure: string
  readonly unit_id: string
  readonly parent_id: string | null
  readonly member: string
  readonly from_on: string
  readonly until_on: string
  readonly value: string
}

/**
 * Reads every count of persons that a question shows, and those of the units beside and above: whether a unit, or a member of it, is
 * hidden depends on its siblings. What the viewer may not see tells them nothing, and is read by none. Nothing when there is nothing to hide.
 */
export function smallSql(question: Narrowed, plan: Plan, subjects: readonly Subject[]): Sql | undefined {
  const asked = plan.metrics.filter(isOfPersons)
  if (question.scope.exact || asked.length === 0) return undefined
  const metrics = [...asked, ...tiedTo(asked, subjects)]
  const hasFlows = metrics.some(addsPersons)
  const reads = readsOf(question, plan, subjects, metrics)
  const reading = readingSql({ ...reads, stretches: hasFlows ? [...plan.stretches, ...yearStretches(plan)] : plan.stretches }, `
  union all
  select -row_number() over (order by k.unit_id, p.period_no, m.dim, m.member), k.unit_id, k.county_id, m.dim, m.member, p.period_no
  from kin k cross join (select distinct period_no from unnest(:s_period::int[]) as s (period_no)) p
  cross join (select '' as dim, '' as member union select dim, member from unnest(:dim::text[], :member::text[]) as r (dim, member)) m
  union all
  -- The units of the answer in the months of its years; those above and beside them are there already.
  select -1000000 - row_number() over (order by u.unit_id, p.period_no), u.unit_id, u.county_id, '', '', p.period_no
  from (select distinct unit_id, county_id from unnest(:unit_id::bigint[], :county_id::int[]) as r (unit_id, county_id)) u
  cross join (select distinct period_no from unnest(:s_period::int[]) as s (period_no) where period_no >= ${plan.periods.length}) p`)
  const measures = metrics.flatMap(partsOf).filter((m) => m.persons)
  const sql = `with related (unit_id, county_id, parent_id) as (
  -- The top of the tree, and the children of every unit above the one asked.
  select u.unit_id, u.county_id, null::bigint
  from unit u
  where u.unit_id = (select ancestor_id from unit_closure where unit_id = :of_id::bigint and ${on('')} order by depth desc limit 1)
  union
  select u.unit_id, u.county_id, up.ancestor_id
  from unit_closure up
  join unit_closure down on down.ancestor_id = up.ancestor_id and down.depth = 1 and ${on('down.')}
  join unit u on u.unit_id = down.unit_id
  where up.unit_id = :of_id::bigint and up.depth > 0 and ${on('up.')}
),
kin as (
  select * from related where county_id = any (:counties::int[]) or unit_id = any (:units::bigint[])
),
${reading.sql}
select distinct m.code as measure, a.unit_id, k.parent_id, a.member, s.from_on, s.until_on, m.value::text as value, u.sort_no
from measure m
join row_asked a on a.row_no = m.row_no
join stretch s on s.stretch_no = m.stretch_no
join unit u on u.unit_id = a.unit_id
left join kin k on k.unit_id = a.unit_id
where m.code = any (:persons::text[]) and m.value is not null
order by u.sort_no, a.unit_id, a.member`
  return { sql, binds: { ...reading.binds, of_id: question.of.unitId, counties: [...question.scope.counties], units: [...question.scope.units], persons: [...new Set(measures.map((m) => m.code))] } }
}

/** What has to be read beside measures that are hidden together with others. */
function tiedTo(asked: readonly Metric[], subjects: readonly Subject[]): readonly Measure[] {
  const codes = new Set(asked.flatMap(partsOf).map((m) => m.code))
  const tied = new Set(subjects.flatMap((s) => s.ties).filter((t) => t.together.some((code) => codes.has(code))).flatMap((t) => t.measures))
  return subjects.flatMap((s) => s.measures).filter((m) => tied.has(m.code) && !codes.has(m.code))
}

const on = (of: string): string => `${of}valid_from <= :business_on::date and (${of}valid_to is null or ${of}valid_to > :business_on::date)`
