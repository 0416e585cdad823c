import type { Knex } from 'knex'

/** What a transaction may see: whole counties by their number, and single units by their id. */
export interface Scope {
  readonly counties: readonly number[]
  readonly units: readonly string[]
}

/**
 * Runs `work` in one read-only transaction on one snapshot, in which row-level security shows the rows of `scope` and no
 * others. The scope ends with the transaction, so a pooled connection carries nothing into the next request.
 */
export const scoped = <T>(pool: Knex, scope: Scope, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> =>
  within(pool, scope, { isolationLevel: 'repeatable read', readOnly: true }, work)

/** The same for a deed: rows of the scope and no others may be written, and each statement sees what others have written meanwhile. */
export const scopedWrite = <T>(pool: Knex, scope: Scope, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> =>
  within(pool, scope, { isolationLevel: 'read committed' }, work)

async function within<T>(pool: Knex, scope: Scope, how: Knex.TransactionConfig, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  // SET takes no binds, and set_config() would not reach the workers of a Citus cluster: so the lists are checked and joined.
  const counties = joined('counties', scope.counties)
  const units = joined('units', scope.units)
  return pool.transaction(async trx => {
    await trx.raw(
      `set local citus.propagate_set_commands = 'local'; set local app.counties = '${counties}'; set local app.units = '${units}'`)
    return work(trx)
  }, how)
}

function joined(name: string, numbers: readonly (number | string)[]): string {
  for (const number of numbers) {
    if (!/^\d{1,19}$/.test(String(number))) throw new Error(`The scope's ${name} must be whole numbers, not “${number}”.`)
  }
  return numbers.join(',')
}
