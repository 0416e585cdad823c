import type { Knex } from 'knex'

/** What people decide, table by table: it is no fact, so a change of it marks no month. Its key in the source names its unit first. */
const decided: Readonly<Record<string, { readonly table: string; readonly key: readonly string[]; readonly columns: readonly string[] }>> = {
  annual_target: { table: 'target', key: ['year', 'metric_code'], columns: ['value', 'basis'] },
  published_figure: { table: 'published_figure', key: ['metric_code', 'period'], columns: ['printed', 'qualifier', 'step', 'published_on', 'place'] },
}

/** The entities whose rows are decided. */
export const decidedEntities: readonly string[] = Object.keys(decided)

/** Brings the table of an entity up to what `raw_change` tells of it; rows that did not come from a source stay. */
export async function refreshDecided(trx: Knex.Transaction, entity: string): Promise<void> {
  const to = decided[entity]
  if (!to) return
  // The key of a row that is gone still says what it was of.
  const ofKey = to.key.map((k, i) => `t.${k}::text = split_part(c.src_id, '/', ${i + 2})`).join(' and ')
  await trx.raw(
    `delete from ${to.table} t using raw_change c, unit u
     where c.entity = :entity and c.is_gone and u.code = split_part(c.src_id, '/', 1) and t.county_id = u.county_id and t.unit_id = u.unit_id and ${ofKey}`,
    { entity })
  const key = ['county_id', 'unit_id', ...to.key]
  await trx.raw(
    `with told as materialized (select src_id from raw_change where entity = :entity and not is_gone)
     insert into ${to.table} (${[...key, ...to.columns].join(', ')})
     select ${[...key, ...to.columns].map((c) => `s.${c}`).join(', ')}
     from told join stg_${entity} s using (src_id)
     on conflict (${key.join(', ')}) do update set ${to.columns.map((c) => `${c} = excluded.${c}`).join(', ')}`,
    { entity })
}
