import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'

/** What is kept of a secret that its holder shows: enough to recognise it, useless to sign in with. */
export const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** 256 random bits as text. */
export const randomSecret = (): string => randomBytes(32).toString('base64url')

/** What the cookie of a screen begins with; sessions of people do not. */
export const screenPrefix = 'screen_'

/** Makes a personal token for scripts, valid for so many days. It is shown once and cannot be read again. */
export async function makeToken(trx: Knex.Transaction, userId: string, days: number): Promise<string> {
  const secret = `ms_${randomSecret()}`
  await trx.raw(
    `insert into token (token_hash, user_id, kind, expires_at) values (:hash, :userId, 'script', now() + make_interval(days => :days))`,
    { hash: fingerprint(secret), userId, days },
  )
  return secret
}

/** Ends all tokens of an account, here at once and on other servers as soon as they hear of it. How many there were. */
export async function revokeTokens(trx: Knex.Transaction, userId: string): Promise<number> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `with gone as (delete from token where user_id = :userId and kind = 'script' returning user_id) select pg_notify('mingshu_session', user_id::text) from gone`, { userId })
  return rowCount
}

/** Makes a link that signs in once within a day; earlier unused ones of the same account end. */
export async function makeOnceLink(trx: Knex.Transaction, userId: string): Promise<string> {
  const secret = randomSecret()
  await trx.raw(`delete from token where user_id = :userId and kind = 'once'`, { userId })
  await trx.raw(`insert into token (token_hash, user_id, kind, expires_at) values (:hash, :userId, 'once', now() + interval '1 day')`, { hash: fingerprint(secret), userId })
  return secret
}

/** Uses a one-time link up. The account it was for; undefined when it was used, has expired or never was. */
export async function useOnceLink(trx: Knex.Transaction, secret: string): Promise<string | undefined> {
  const { rows } = await trx.raw<{ rows: { user_id: string }[] }>(
    `update token set used_at = now() where token_hash = :hash and kind = 'once' and used_at is null and expires_at > now() returning user_id`,
    { hash: fingerprint(secret) },
  )
  return rows[0]?.user_id
}
