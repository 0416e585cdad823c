import type { Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { reviseFacts } from './facts.js'
import { markDirty } from './mark-dirty.js'

/** What a follow needs to know. */
export interface Follow {
  readonly subjects: readonly Subject[]
  /** Months after this day's are not marked for what is open-ended. */
  readonly today: string
}

/**
 * Follows a list of holidays that was replaced since the last time: the workdays of spells are stored, so those that differ are stored anew, and the
 * deadlines of returns are not, so all their months are marked. In a transaction of its own: marks that a failed run leaves are taken by the next.
 */
export async function followCalendar(pool: Knex, { subjects, today }: Follow): Promise<void> {
  await pool.transaction(async (trx) => {
    const { rows: [calendar] } = await trx.raw<{ rows: { hash: string | null; known: string | null; isPublished: boolean }[] }>(
      `select md5(string_agg(concat_ws(' ', day, is_workday), ',' order by day)) as hash, (select hash from folded where what = 'calendar') as known, exists (select from published) as "isPublished" from calendar_day`)
    if (!calendar?.hash || calendar.hash === calendar.known) return
    // Before the first version there is nothing that another list was counted by; an older program published without learning its list.
    if (calendar.known !== null || calendar.isPublished) {
      await reviseFacts(trx, { subjects, today, tables: ['fact_issue_spell'] })
      await trx.raw('drop table if exists fact_moved; create temp table fact_moved on commit drop as table fact_monthly_return')
      await markDirty(trx, { table: 'fact_monthly_return', subjects, today })
    }
    await trx.raw(`insert into folded (what, hash) values ('calendar', :hash) on conflict (what) do update set hash = excluded.hash`, { hash: calendar.hash })
  })
}
