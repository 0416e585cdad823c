import type { Knex } from 'knex'
import type { Account } from '../access/viewer.js'
import { fingerprint, randomSecret } from './tokens.js'

/** Hours after which a session ends, used or not. */
export const sessionHours = 12
const mostPerUser = 10

/** Opens a session and returns the secret for its cookie. Of more than ten of one user the oldest ends. */
export async function openSession(trx: Knex.Transaction, userId: string): Promise<string> {
  const secret = randomSecret()
  await trx.raw(
    `insert into session (token_hash, user_id, expires_at) values (:hash, :userId, now() + make_interval(hours => :hours))`,
    { hash: fingerprint(secret), userId, hours: sessionHours },
  )
  await trx.raw(
    `with extra as (select token_hash from session where user_id = :userId order by created_at desc offset :most),
       gone as (delete from session using extra where session.token_hash = extra.token_hash)
     delete from session where expires_at < now()`,
    { userId, most: mostPerUser },
  )
  return secret
}

/** Ends a session, here at once and on other servers as soon as they hear of it. False when there was none. */
export async function closeSession(trx: Knex.Transaction, hash: string): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `with ended as (delete from session where token_hash = :hash returning token_hash) select pg_notify('mingshu_session', token_hash) from ended`, { hash })
  return rowCount === 1
}

/** Who a session's cookie or a script's token belongs to, while it is valid. Moves the idle limit on when somebody `isThere`. */
export async function findHolder(desk: Knex, kind: 'session' | 'token', hash: string, idleMinutes: number, isThere = true): Promise<Account | undefined> {
  const account = `u.user_id as "userId", u.login, u.name, u.role, u.unit_codes as "unitCodes", u.home`
  if (kind === 'token') {
    const { rows } = await desk.raw<{ rows: Account[] }>(
      `select ${account} from token t join app_user u using (user_id)
       where t.token_hash = :hash and t.kind = 'script' and t.expires_at > now() and u.disabled_at is null`, { hash })
    return rows[0]
  }
  const { rows: [row] } = await desk.raw<{ rows: (Account & { isDue: boolean })[] }>(
    `select ${account}, s.seen_at < now() - interval '1 minute' as "isDue" from session s join app_user u using (user_id)
     where s.token_hash = :hash and s.expires_at > now() and s.seen_at > now() - make_interval(mins => :idleMinutes) and u.disabled_at is null`,
    { hash, idleMinutes })
  if (!row) return undefined
  const { isDue, ...holder } = row
  if (isDue && isThere) await desk.raw('update session set seen_at = now() where token_hash = :hash', { hash })
  return holder
}
