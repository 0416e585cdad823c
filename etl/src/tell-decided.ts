import type { Knex } from 'knex'
import { decided, keyOf } from './decided.js'

/** Lets a version tell what is decided now: what is no longer so is closed, what is new is opened, as with cells. */
export async function tellDecided(trx: Knex.Transaction, next: number): Promise<void> {
  for (const of of decided) {
    const columns = [...keyOf(of), ...of.columns]
    const list = (alias: string): string => columns.map((c) => `${alias}.${c}`).join(', ')
    const isSame = `t.until_version is null and ${keyOf(of).map((c) => `t.${c} = d.${c}`).join(' and ')} and (${list('t')}) is not distinct from (${list('d')})`
    await trx.raw(`update ${of.table}_told t set until_version = :next where until_version is null and not exists (select from ${of.table} d where ${isSame})`, { next })
    await trx.raw(
      `insert into ${of.table}_told (${columns.join(', ')}, from_version)
       select ${list('d')}, :next from ${of.table} d where not exists (select from ${of.table}_told t where ${isSame})`, { next })
  }
}
