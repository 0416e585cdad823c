import type { Unit } from '@mingshu/metrics'
import type { Knex } from 'knex'
import type { UnitTree } from '../access/units.js'
import type { Outline, UnitOutline } from './read-outlines.js'

/** A map that was added. */
export interface AreaMap {
  readonly id: string
  /** 审图号. */
  readonly approval: string
  readonly fileName: string
  readonly addedBy: string
  readonly addedAt: string
  /** Outlines of it that are still in use. */
  readonly outlines: number
}

/** Adds a map; its outlines replace those of the same units. Returns its number. */
export async function addMap(trx: Knex.Transaction, { approval, fileName, addedBy, outlines }: Pick<AreaMap, 'approval' | 'fileName' | 'addedBy'> & { readonly outlines: readonly UnitOutline[] }): Promise<string> {
  const { rows: [map] } = await trx.raw<{ rows: { id: string }[] }>(
    'insert into area_map (approval, file_name, added_by) values (:approval, :fileName, :addedBy) returning map_id as id', { approval, fileName, addedBy })
  const id = map?.id ?? ''
  await trx.raw(
    `insert into area_outline (unit_code, map_id, outline) select code, :id, outline from jsonb_to_recordset(:outlines::jsonb) as o (code text, outline jsonb)
     on conflict (unit_code) do update set map_id = excluded.map_id, outline = excluded.outline`, { id, outlines: JSON.stringify(outlines) })
  return id
}

/** The maps that were added, the newest first. */
export async function listMaps(pool: Knex): Promise<AreaMap[]> {
  const { rows } = await pool.raw<{ rows: AreaMap[] }>(
    `select map_id as id, approval, file_name as "fileName", added_by as "addedBy", added_at as "addedAt", (select count(*)::int from area_outline o where o.map_id = m.map_id) as outlines
     from area_map m order by map_id desc`)
  return rows
}

/** Takes a map and its outlines away. False when there is none of that number. */
export async function removeMap(trx: Knex.Transaction, id: string): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: unknown[] }>('delete from area_map where map_id = :id returning map_id', { id })
  return rows.length > 0
}

/** Units whose map can be drawn: all that stand below them have an outline of one and the same map. */
export async function mappedUnits(pool: Knex, tree: UnitTree, on: string): Promise<string[]> {
  const { rows } = await pool.raw<{ rows: { code: string; map: string }[] }>('select unit_code as code, map_id as map from area_outline')
  const mapOf = new Map(rows.map((r) => [r.code, r.map]))
  const parents = new Set(rows.flatMap(({ code }) => tree.find(code)?.parent ?? []))
  return [...parents].filter((code) => {
    const unit = tree.find(code)
    const maps = new Set(unit && tree.childrenOf(unit, on).map((child) => mapOf.get(child.code)))
    return maps.size === 1 && !maps.has(undefined)
  })
}

/** The outlines of some units, and the approval number to print with them; undefined unless one map has them all. */
export async function findOutlines(pool: Knex, units: readonly Unit[]): Promise<{ approval: string; outlines: { unit: string; outline: Outline }[] } | undefined> {
  const { rows } = await pool.raw<{ rows: { unit: string; outline: Outline; approval: string; map: string }[] }>(
    `select unit_code as unit, outline, approval, map_id as map from area_outline join area_map using (map_id) where unit_code = any(:codes)`, { codes: units.map((u) => u.code) })
  const [first] = rows
  if (!first || rows.length < units.length || rows.some((r) => r.map !== first.map)) return undefined
  return { approval: first.approval, outlines: rows.map(({ unit, outline }) => ({ unit, outline })) }
}
