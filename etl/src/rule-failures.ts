import type { Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'
import type { Between, RuleResult } from './rules.js'

/** Whether a subject is counted from what the run itself writes: no other session sees it before the run is done. */
export const isOfRun = (s: Subject): boolean => s.from === 'fact_rule_failure'

/**
 * Brings `fact_rule_failure` up to what the rules found, one row for each rule and unit, and marks the months that moved. What a rule says
 * of months before `since` still stands, for nothing in them changed. Expects `fold_mark`.
 */
export async function keepFailures(
  trx: Knex.Transaction, results: readonly RuleResult[], subjects: readonly Subject[], { since, businessOn }: Between,
): Promise<void> {
  const failing = results.filter((r) => r.severity === 'blocks').flatMap((r) => r.failing.map((f) => ({ rule: r.name, county: f.countyId, unit: f.unitId, since: f.since })))
  await trx.raw('drop table if exists failure_now')
  await trx.raw(
    `create temp table failure_now on commit drop as
     select county as county_id, unit as unit_id, rule, since as found_on
     from jsonb_to_recordset(:failing::jsonb) as f (rule text, county int, unit bigint, since date)
     where unit <> 0 and since <= :businessOn::date`, { failing: JSON.stringify(failing), businessOn })
  const { rows } = await trx.raw<{ rows: { county_id: number; month_on: string }[] }>(
    `with gone as (
       delete from fact_rule_failure f where f.found_on >= :since and not exists (
         select from failure_now n where n.county_id = f.county_id and n.unit_id = f.unit_id and n.rule = f.rule and n.found_on = f.found_on)
       returning county_id, found_on
     ), come as (
       insert into fact_rule_failure (county_id, source, src_id, unit_id, load_id, row_no, rule, found_on)
       select county_id, 'service-menu', rule || '/' || unit_id, unit_id, 0, 0, rule, found_on from failure_now
       on conflict (county_id, source, src_id) do update set found_on = excluded.found_on where fact_rule_failure.found_on > excluded.found_on
       returning county_id, found_on
     )
     select county_id, month_of(min(found_on)) as month_on from (select * from gone union all select * from come) moved group by county_id`, { since })
  for (const subject of subjects.filter(isOfRun)) {
    for (const { county_id: county, month_on: from } of rows) {
      await trx.raw(
        `insert into fold_mark select :county::int, :subject, m::date from generate_series(:from::date::timestamp, :businessOn::date::timestamp, interval '1 month') m`,
        { county, subject: subject.id, from, businessOn })
    }
  }
}
