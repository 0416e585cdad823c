import type { Knex } from 'knex'

/** Brings `target` up to the target sheets that `raw_change` tells of. A target is decided, not counted, so it marks no month. */
export async function refreshTargets(trx: Knex.Transaction): Promise<void> {
  // The key of a row that is gone still says what it was a target of.
  await trx.raw(`
    delete from target t using raw_change c, unit u
    where c.entity = 'annual_target' and c.is_gone and u.code = split_part(c.src_id, '/', 1) and t.county_id = u.county_id and t.unit_id = u.unit_id
      and t.year::text = split_part(c.src_id, '/', 2) and t.metric_code = split_part(c.src_id, '/', 3)`)
  await trx.raw(`
    with told as materialized (select src_id from raw_change where entity = 'annual_target' and not is_gone)
    insert into target (county_id, unit_id, metric_code, year, value, basis)
    select s.county_id, s.unit_id, s.metric_code, s.year, s.value, s.basis
    from told join stg_annual_target s using (src_id)
    on conflict (county_id, unit_id, metric_code, year) do update set value = excluded.value, basis = excluded.basis`)
}
