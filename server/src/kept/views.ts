import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { unitOf } from './path.js'

/** A page with its filters under a name. */
export interface SavedView {
  readonly viewId: string
  readonly userId: string
  readonly name: string
  readonly path: string
  readonly unitCode: string | null
  readonly isShared: boolean
  /** Name of whose it is. */
  readonly owner: string
}

/** Views one person may keep. */
export const mostViews = 100

/** A person's own views, and those others share, by name. */
export async function listViews(desk: Knex, userId: string): Promise<SavedView[]> {
  const { rows } = await desk.raw<{ rows: SavedView[] }>(
    `select v.view_id as "viewId", v.user_id as "userId", v.name, v.path, v.unit_code as "unitCode", v.is_shared as "isShared", u.name as owner
     from saved_view v join app_user u using (user_id)
     where v.user_id = :userId or (v.is_shared and u.disabled_at is null) order by v.user_id <> :userId, v.name, u.name limit 1000`, { userId })
  return rows
}

/** Keeps a view; one of the same name is replaced. Its id, or undefined when there are too many. */
export async function keepView(trx: Knex.Transaction, userId: string, { name, path, isShared }: Pick<SavedView, 'name' | 'path' | 'isShared'>): Promise<string | undefined> {
  const { rows } = await trx.raw<{ rows: { viewId: string }[] }>(
    `insert into saved_view (view_id, user_id, name, path, unit_code, is_shared)
     select :viewId, :userId, :name, :path, :unitCode, :isShared
     where (select count(*) from saved_view where user_id = :userId and name <> :name) < :most
     on conflict on constraint saved_view_once do update set path = excluded.path, unit_code = excluded.unit_code, is_shared = excluded.is_shared
     returning view_id as "viewId"`, { viewId: randomUUID(), userId, name, path, unitCode: unitOf(path) ?? null, isShared, most: mostViews })
  return rows[0]?.viewId
}

/** Shares a view of one's own, or no longer. False when it is none of theirs. */
export async function shareView(trx: Knex.Transaction, viewId: string, userId: string, isShared: boolean): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>('update saved_view set is_shared = :isShared where view_id = :viewId and user_id = :userId', { viewId, userId, isShared })
  return rowCount === 1
}

/** Forgets a view of one's own. False when it is none of theirs. */
export async function forgetView(trx: Knex.Transaction, viewId: string, userId: string): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>('delete from saved_view where view_id = :viewId and user_id = :userId', { viewId, userId })
  return rowCount === 1
}
