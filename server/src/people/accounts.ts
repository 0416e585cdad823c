import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Account, Role } from '../access/viewer.js'

/** An account with what only signing in needs. */
export interface StoredAccount extends Account {
  readonly passwordHash: string | null
  readonly isDisabled: boolean
}

const columns = `user_id as "userId", login, name, role, unit_codes as "unitCodes", password_hash as "passwordHash", disabled_at is not null as "isDisabled"`

/** The account of a login, written in any case. */
export async function findAccount(desk: Knex, login: string): Promise<StoredAccount | undefined> {
  const { rows } = await desk.raw<{ rows: StoredAccount[] }>(`select ${columns} from app_user where login = :login`, { login: login.toLowerCase() })
  return rows[0]
}

/** The account of an id. */
export async function findAccountById(desk: Knex, userId: string): Promise<StoredAccount | undefined> {
  const { rows } = await desk.raw<{ rows: StoredAccount[] }>(`select ${columns} from app_user where user_id = :userId`, { userId })
  return rows[0]
}

/** An account with how many tokens scripts may still sign in with. */
export interface ListedAccount extends StoredAccount {
  readonly tokens: number
}

/** All accounts, by login. */
export async function listAccounts(desk: Knex): Promise<ListedAccount[]> {
  const { rows } = await desk.raw<{ rows: ListedAccount[] }>(
    `select ${columns}, (select count(*)::int from token t where t.user_id = app_user.user_id and t.kind = 'script' and t.expires_at > now()) as tokens from app_user order by login`)
  return rows
}

/** What a new account is made of. */
export interface NewAccount {
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly unitCodes: readonly string[]
  /** Null: only tokens and links sign in. */
  readonly passwordHash: string | null
}

/** Adds an account. False when the login is taken. */
export async function addAccount(trx: Knex.Transaction, account: NewAccount): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `insert into app_user (user_id, login, name, role, unit_codes, password_hash) values (:userId, :login, :name, :role, :unitCodes, :passwordHash)
     on conflict on constraint app_user_login_once do nothing`,
    { userId: randomUUID(), ...account, login: account.login.toLowerCase(), unitCodes: [...account.unitCodes] },
  )
  return rowCount === 1
}

/** Changes the role and the units of an account; its sessions notice within moments. */
export async function changeRole(trx: Knex.Transaction, login: string, role: Role, unitCodes: readonly string[] | undefined): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `with changed as (update app_user set role = :role, unit_codes = coalesce(:unitCodes, unit_codes) where login = :login returning user_id)
     select pg_notify('mingshu_session', user_id::text) from changed`,
    { login: login.toLowerCase(), role, unitCodes: unitCodes ? [...unitCodes] : null },
  )
  return rowCount === 1
}

/** Remembers where somebody's work begins; null: the page of the role. Other servers hear of it. */
export async function changeHome(trx: Knex.Transaction, userId: string, home: string | null): Promise<void> {
  await trx.raw(
    `with changed as (update app_user set home = :home where user_id = :userId returning user_id) select pg_notify('mingshu_session', user_id::text) from changed`, { userId, home })
}

/** Sets a password; every session and token of the account ends. */
export async function changePassword(trx: Knex.Transaction, login: string, passwordHash: string): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `with changed as (update app_user set password_hash = :passwordHash where login = :login and disabled_at is null returning user_id),
       sessions as (delete from session using changed where session.user_id = changed.user_id),
       tokens as (delete from token using changed where token.user_id = changed.user_id)
     select pg_notify('mingshu_session', user_id::text) from changed`, { login: login.toLowerCase(), passwordHash })
  return rowCount === 1
}

/** Ends an account: nobody signs in with it, its sessions and tokens are gone. */
export async function disableAccount(trx: Knex.Transaction, login: string): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `with ended as (update app_user set disabled_at = now() where login = :login and disabled_at is null returning user_id),
       sessions as (delete from session using ended where session.user_id = ended.user_id),
       tokens as (delete from token using ended where token.user_id = ended.user_id)
     select pg_notify('mingshu_session', user_id::text) from ended`,
    { login: login.toLowerCase() },
  )
  return rowCount === 1
}

/** Opens an account again that was ended, with the password it had. */
export async function enableAccount(trx: Knex.Transaction, login: string): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>('update app_user set disabled_at = null where login = :login and disabled_at is not null', { login: login.toLowerCase() })
  return rowCount === 1
}
