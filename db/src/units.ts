import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { parseCsv } from './csv.js'
import { type Database, withClient } from './database.js'
import { type UnitLine, unitTree } from './unit-tree.js'

/** The list of units that comes with the product. */
export const unitsFile = new URL('../units/units.csv', import.meta.url)

/** The lines of a list of units; see db/units/README.md. */
export function readUnits(text = readFileSync(unitsFile, 'utf8')): UnitLine[] {
  const columns = ['unit_id', 'code', 'name_zh', 'name_en', 'level', 'kind', 'parent', 'sort_no', 'county', 'valid_from', 'valid_to'] as const
  return parseCsv('units.csv', text, columns).map(line => ({
    unitId: line.unit_id, code: line.code, nameZh: line.name_zh, nameEn: line.name_en, level: line.level, kind: line.kind, parent: line.parent,
    sortNo: Number(line.sort_no), county: Number(line.county), validFrom: line.valid_from, validTo: line.valid_to || null,
  }))
}

/** The name under which an own list of units is remembered. While there is one, the list of the product is not loaded. */
export const ownUnits = 'own units'

/** Puts another list in the place of the product's, in a database in which nothing is counted yet. The owner's, in a transaction of its own. */
export async function replaceUnits(database: Database, lines: readonly UnitLine[]): Promise<void> {
  const { units } = unitTree(lines) // throws before anything is touched
  await withClient(database.url('owner'), async client => {
    await client.query('begin')
    try {
      await client.query('delete from unit_closure')
      await client.query('delete from unit')
      await loadUnits(client, [...lines])
      await client.query(`
        insert into reference_list (name, sha256) values ($1, $2)
        on conflict (name) do update set sha256 = excluded.sha256, loaded_at = now()`, [ownUnits, String(units.length)])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    }
  })
}

/** Brings `unit` and `unit_closure` in line with the list. Touches only rows that differ; units that are not in the list stay. */
export async function loadUnits(client: pg.Client, lines = readUnits()): Promise<void> {
  const { units, closure } = unitTree(lines)
  await client.query(`
    insert into unit as u (unit_id, county_id, code, name_zh, name_en, level, kind, parent_id, sort_no, valid_from, valid_to)
    select "unitId", county, code, "nameZh", "nameEn", level, kind, "parentId", "sortNo", "validFrom", "validTo"
    from jsonb_to_recordset($1) as listed("unitId" bigint, county int, code text, "nameZh" text, "nameEn" text, level text, kind text,
      "parentId" bigint, "sortNo" int, "validFrom" date, "validTo" date)
    on conflict (unit_id) do update set
      county_id = excluded.county_id, code = excluded.code, name_zh = excluded.name_zh, name_en = excluded.name_en, level = excluded.level,
      kind = excluded.kind, parent_id = excluded.parent_id, sort_no = excluded.sort_no, valid_from = excluded.valid_from, valid_to = excluded.valid_to
    where u is distinct from excluded`, [JSON.stringify(units)])
  await client.query(`
    create temporary table listed_closure on commit drop as
    select county as county_id, "ancestorId" as ancestor_id, "unitId" as unit_id, depth, "validFrom" as valid_from, "validTo" as valid_to
    from jsonb_to_recordset($1) as listed(county int, "ancestorId" bigint, "unitId" bigint, depth int, "validFrom" date, "validTo" date)`,
  [JSON.stringify(closure)])
  await client.query(`
    delete from unit_closure c
    where c.unit_id in (select unit_id from listed_closure)
      and not exists (select from listed_closure l where l.ancestor_id = c.ancestor_id and l.unit_id = c.unit_id and l.valid_from = c.valid_from)`)
  await client.query(`
    insert into unit_closure as c (county_id, ancestor_id, unit_id, depth, valid_from, valid_to)
    select county_id, ancestor_id, unit_id, depth, valid_from, valid_to from listed_closure
    on conflict (ancestor_id, unit_id, valid_from) do update set
      county_id = excluded.county_id, depth = excluded.depth, valid_to = excluded.valid_to
    where c is distinct from excluded`)
}
