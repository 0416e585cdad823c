import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Account } from '../access/viewer.js'
import { fingerprint, randomSecret, screenPrefix } from '../people/tokens.js'

/** Days a screen may stay dark before it needs a new link; each renewal begins them again. */
export const screenDays = 30
const linkDays = 7

/** A screen, as it is listed. */
export interface Screen {
  readonly id: string
  readonly place: string
  readonly shows: readonly string[]
  readonly units: readonly string[]
  readonly madeBy: string
  readonly madeAt: string
  /** `waiting` for its link to be used; `open`; `expired`, link or token; `revoked`. */
  readonly state: 'waiting' | 'open' | 'expired' | 'revoked'
  /** When the link, or once that was used the token, ends by itself. */
  readonly expiresAt: string
}

/** How the audit and the page name a screen. */
export const screenLogin = (id: string): string => `screen-${id.slice(0, 8)}`

/** What a new screen is made of. */
export interface NewScreen {
  readonly place: string
  readonly shows: readonly string[]
  readonly unitCodes: readonly string[]
  readonly madeBy: string
}

/** Makes a screen and the secret of its link, which opens it once within a week. It is shown once and cannot be read again. */
export async function addScreen(trx: Knex.Transaction, { place, shows, unitCodes, madeBy }: NewScreen): Promise<{ id: string; secret: string }> {
  const id = randomUUID()
  const secret = `${screenPrefix}${randomSecret()}`
  await trx.raw(
    `insert into screen (screen_id, place, shows, unit_codes, made_by, link_hash, link_expires_at)
     values (:id, :place, :shows, :unitCodes, :madeBy, :hash, now() + make_interval(days => :days))`,
    { id, place, shows: [...shows], unitCodes: [...unitCodes], madeBy, hash: fingerprint(secret), days: linkDays },
  )
  return { id, secret }
}

/** Uses the link of a screen up and gives the token for its cookie; undefined when it was used, has expired or never was. */
export async function openScreen(trx: Knex.Transaction, link: string): Promise<{ id: string; place: string; token: string } | undefined> {
  const token = `${screenPrefix}${randomSecret()}`
  const { rows: [row] } = await trx.raw<{ rows: { id: string; place: string }[] }>(
    `update screen set link_hash = null, token_hash = :token, expires_at = now() + make_interval(days => :days)
     where link_hash = :link and link_expires_at > now() and revoked_at is null returning screen_id as id, place`,
    { link: fingerprint(link), token: fingerprint(token), days: screenDays },
  )
  return row && { ...row, token }
}

/** The screen of a token, as an account that may only read. */
export async function findScreen(desk: Knex, hash: string): Promise<Account | undefined> {
  const { rows: [row] } = await desk.raw<{ rows: { id: string; place: string; shows: string[]; unitCodes: string[] }[] }>(
    `select screen_id as id, place, shows, unit_codes as "unitCodes" from screen where token_hash = :hash and expires_at > now() and revoked_at is null`, { hash })
  return row && { userId: row.id, login: screenLogin(row.id), name: row.place, role: 'screen', shows: row.shows, unitCodes: row.unitCodes }
}

/** Moves the end of a screen's token on. False when it has ended. */
export async function renewScreen(desk: Knex, hash: string): Promise<boolean> {
  const { rowCount } = await desk.raw<{ rowCount: number }>(
    `update screen set expires_at = now() + make_interval(days => :days) where token_hash = :hash and expires_at > now() and revoked_at is null`, { hash, days: screenDays })
  return rowCount === 1
}

/** Ends a screen, here at once and on other servers as soon as they hear of it. False when it has ended already. */
export async function revokeScreen(trx: Knex.Transaction, id: string): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `with ended as (update screen set revoked_at = now() where screen_id = :id and revoked_at is null returning screen_id)
     select pg_notify('mingshu_session', screen_id::text) from ended`, { id })
  return rowCount === 1
}

/** Forgets screens of somebody whose links were never used. */
export async function forgetUnopened(trx: Knex.Transaction, madeBy: string): Promise<void> {
  await trx.raw('delete from screen where made_by = :madeBy and token_hash is null', { madeBy })
}

/** All screens, the newest first. */
export async function listScreens(desk: Knex): Promise<Screen[]> {
  const { rows } = await desk.raw<{ rows: Screen[] }>(
    `select screen_id as id, place, shows, unit_codes as units, made_by as "madeBy", to_json(made_at)#>>'{}' as "madeAt",
       case when revoked_at is not null then 'revoked' when coalesce(expires_at, link_expires_at) <= now() then 'expired' when token_hash is null then 'waiting' else 'open' end as state,
       to_json(coalesce(expires_at, link_expires_at))#>>'{}' as "expiresAt"
     from screen order by made_at desc, screen_id`)
  return rows
}
