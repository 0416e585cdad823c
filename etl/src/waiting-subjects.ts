import type { Knex } from 'knex'

/** Which marks are asked about. Default: all. */
export interface Waiting {
  /** Of months before this day. */
  readonly before?: string
  /** Of this county. */
  readonly countyId?: number
}

/** Subjects whose facts have changed since the last fold: they are ahead of the figures, so they prove nothing. A mark that ripens later is no change yet. */
export async function waitingSubjects(trx: Knex.Transaction, businessOn: string, { before, countyId }: Waiting = {}): Promise<ReadonlySet<string>> {
  const { rows } = await trx.raw<{ rows: { subject: string }[] }>(
    `select distinct subject from dirty
     where coalesce(ripe_on, month_on) <= :businessOn and month_on < coalesce(:before::date, 'infinity') and county_id = coalesce(:countyId::int, county_id)`,
    { businessOn, before: before ?? null, countyId: countyId ?? null })
  return new Set(rows.map((r) => r.subject))
}
