import type { Knex } from 'knex'
import type { Client } from 'pg'

/** The connection of a transaction, for what knex does not speak: copying. A transaction's client hands out the one connection it holds. */
export async function rawClient(trx: Knex.Transaction): Promise<Client> {
  return (trx.client as { acquireConnection(): Promise<Client> }).acquireConnection()
}
