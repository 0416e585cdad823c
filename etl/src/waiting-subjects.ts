import type { Knex } from 'knex'

/** Subjects whose facts have changed since the last fold: they are ahead of the figures, so they prove nothing. A mark that ripens later is no change yet. */
export async function waitingSubjects(trx: Knex.Transaction, businessOn: string): Promise<ReadonlySet<string>> {
  const { rows } = await trx.raw<{ rows: { subject: string }[] }>('select distinct subject from dirty where coalesce(ripe_on, month_on) <= :businessOn', { businessOn })
  return new Set(rows.map((r) => r.subject))
}
