import type { Knex } from 'knex'
import { fingerprint, randomSecret } from '../people/tokens.js'

/** Whether nobody can sign in yet. */
export async function hasNobody(desk: Knex): Promise<boolean> {
  const { rows } = await desk.raw<{ rows: unknown[] }>('select from app_user limit 1')
  return rows.length === 0
}

/** Makes the token with which the first account is made, valid for a day; earlier ones end. */
export async function makeSetupToken(trx: Knex.Transaction): Promise<string> {
  const secret = randomSecret()
  await trx.raw('delete from setup_token where used_at is null')
  await trx.raw(`insert into setup_token (token_hash, expires_at) values (:hash, now() + interval '1 day')`, { hash: fingerprint(secret) })
  return secret
}

/** Whether a token may still be used. */
export async function isSetupToken(desk: Knex, secret: string): Promise<boolean> {
  const { rows } = await desk.raw<{ rows: unknown[] }>('select from setup_token where token_hash = :hash and used_at is null and expires_at > now()', { hash: fingerprint(secret) })
  return rows.length === 1
}

/** Uses a token up. False when it was used, has expired or never was. */
export async function useSetupToken(trx: Knex.Transaction, secret: string): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    'update setup_token set used_at = now() where token_hash = :hash and used_at is null and expires_at > now()', { hash: fingerprint(secret) })
  return rowCount === 1
}
