import type { Knex } from 'knex'
import { decided, keyOf } from './decided.js'

/**
 * Brings the table of an entity up to its staging rows; rows that did not come from a source stay. All of them are compared, for two keys
 * of the source may name one unit (440703 and 440703000000): the row reported last counts, and when it goes the other one does.
 */
export async function refreshDecided(trx: Knex.Transaction, entity: string): Promise<void> {
  const to = decided.find((d) => d.entity === entity)
  if (!to) return
  const key = keyOf(to)
  const all = [...key, ...to.columns, 'src_id']
  const told = `select distinct on (${key.join(', ')}) ${all.join(', ')} from stg_${entity} order by ${key.join(', ')}, load_id desc, row_no desc`
  await trx.raw(
    `with told as materialized (${told})
     delete from ${to.table} t
     where t.src_id is not null and not exists (select from told s where ${key.map((c) => `s.${c} = t.${c}`).join(' and ')})`)
  await trx.raw(
    `insert into ${to.table} as t (${all.join(', ')})
     select ${all.join(', ')} from (${told}) s
     on conflict (${key.join(', ')}) do update set ${[...to.columns, 'src_id'].map((c) => `${c} = excluded.${c}`).join(', ')}
     where (${[...to.columns, 'src_id'].map((c) => `t.${c}`).join(', ')}) is distinct from (${[...to.columns, 'src_id'].map((c) => `excluded.${c}`).join(', ')})`)
}
