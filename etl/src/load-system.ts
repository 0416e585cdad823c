import { text, type Text } from '@mingshu/metrics'
import type { Database } from '@mingshu/db'
import type { Knex } from 'knex'
import { beginLoad, freshen, land, loading, settle, type Loaded, type LoadOptions } from './load.js'
import { rowParser } from './parse-row.js'
import { pseudonymiser } from './pseudonym.js'
import { readSystem, type Page, type Reading } from './read-system.js'
import type { PostgresSystem, Reporting, TableEntity } from './source.js'

/** Raised when rows would be read differently than before: then every page is read again. */
const readerVersion = '1'

/** Where a system is, besides what every load is told. */
export interface SystemOptions extends LoadOptions {
  readonly url: string
  /** Rows of a page. Default 2000. */
  readonly pageRows?: number
}

/**
 * Loads what changed in a PostgreSQL system, in one transaction on one snapshot of it: rows, facts, reported months and dirty
 * marks together. Rejects with a {@link Refusal} when the system cannot be read; nothing has changed then.
 */
export async function loadSystem(database: Database, system: PostgresSystem, options: SystemOptions): Promise<Loaded> {
  const loaded = await loading(database.pool('etl'), system.id, options, async (work) => {
    const { trx, today, findUnit, tree } = work
    const loadId = await beginLoad(work, options)
    const pages = await knownPages(trx, system.id)
    const reader = { findUnit, today, unitsOn: today, since: system.since, pseudonym: pseudonymiser(options.pseudonymKey) }
    const parsers = new Map(system.entities.map((e) => [e, rowParser(e, reader)]))
    const passing = new Set<string>()
    let rowNo = 0
    let readings: Reading[] = []
    await land(trx, async (landing) => {
      readings = await readSystem(system, {
        url: options.url,
        pages: (entity) => pages.get(entity) ?? [],
        basis: `${readerVersion} ${options.pseudonymKey.kid} ${tree} ${system.since}`,
        ...(options.pageRows !== undefined && { pageRows: options.pageRows }),
        async take(entity, page, rows) {
          const parse = parsers.get(entity)
          for (const { key, cells } of rows) {
            const parsed = parse?.(cells, () => placeOf(entity, key))
            if (!parsed) continue
            if (parsed.problems.some((p) => p.passing)) passing.add(page)
            const parent = entity.parent === undefined ? null : (parsed.row[entity.parent] ?? null)
            rowNo += 1
            const full = landing.take({ loadId, rowNo, entity: entity.id, key, page, parent: parent === null ? null : String(parent), parsed })
            if (full) await full
          }
          options.onProgress?.(rowNo)
        },
      })
      for (const { entity, reread } of readings) {
        if (reread === null) landing.complete(loadId, entity, null)
        else for (const page of reread) landing.complete(loadId, entity, page)
      }
    })
    const parents = Object.fromEntries(system.entities.flatMap((e) => (e.parentEntity === undefined ? [] : [[e.id, e.parentEntity]])))
    const settled = await settle(work, {
      loadIds: [loadId], parents, subjects: options.subjects, covers: (t) => coverSince(t, { source: system.id, reporting: system.reporting, today, loadId }),
    })
    for (const reading of readings) await keepPages(trx, system.id, reading, passing, loadId)
    return { loadId, ...settled }
  })
  await freshen(database, loaded)
  return loaded
}

const placeOf = (entity: TableEntity, key: string): Text => text(`${entity.name.zh} ${key} 的`, `${entity.name.en} ${key}`)

async function knownPages(trx: Knex.Transaction, source: string): Promise<Map<string, Page[]>> {
  const { rows } = await trx.raw<{ rows: { entity: string; page: string; from: string | null; rows: string; fingerprint: string }[] }>(
    `select entity, page, from_key as "from", row_count as rows, fingerprint from source_page where source = :source`, { source })
  const pages = new Map<string, Page[]>()
  for (const { entity, ...page } of rows) {
    const known = pages.get(entity) ?? []
    known.push({ ...page, rows: Number(page.rows) })
    pages.set(entity, known)
  }
  return pages
}

// A page with a row that may be right on a later day does not keep its fingerprint, so it is read again.
async function keepPages(trx: Knex.Transaction, source: string, { entity, pages, reread }: Reading, passing: ReadonlySet<string>, loadId: string): Promise<void> {
  const read = new Set(reread ?? pages.map((p) => p.page))
  const kept = pages.filter((p) => read.has(p.page)).map((p) => (passing.has(p.page) ? { ...p, fingerprint: '' } : p))
  await trx.raw('delete from source_page where source = :source and entity = :entity and page <> all(:pages::text[])', {
    source, entity, pages: pages.map((p) => p.page),
  })
  await trx.raw(
    `insert into source_page (source, entity, page, from_key, row_count, fingerprint, load_id)
     select :source, :entity, page, "from", rows, fingerprint, :loadId
     from jsonb_to_recordset(:kept::jsonb) as p (page text, "from" text, rows bigint, fingerprint text)
     on conflict (source, entity, page) do update set
       from_key = excluded.from_key, row_count = excluded.row_count, fingerprint = excluded.fingerprint, load_id = excluded.load_id`,
    { source, entity, loadId, kept: JSON.stringify(kept) },
  )
}

/**
 * A system that is read reports for each county from its earliest row on, up to the current month, or from the month on that its first row is
 * planned for. Where the earliest row has changed or is gone, what stands decides anew: months before it are withdrawn with the next version.
 */
async function coverSince(trx: Knex.Transaction, of: { source: string; reporting: Reporting; today: string; loadId: string }): Promise<void> {
  const { source, reporting, today, loadId } = of
  await trx.raw(
    `with reported as (
      select county_id, min(month_on) as first_on from coverage where source = :source and withdrawn_by is null group by county_id
    ),
    loose as (
      select distinct r.county_id from raw_change c join reported r on r.county_id = c.was_county_id
      where c.entity = :entity and month_of((c.was ->> :on)::date) <= r.first_on
    ),
    since as (
      select county_id, min(first_on) as first_on
      from (
        select c.county_id, min((l.payload ->> :on)::date) as first_on
        from raw_change c join landing l on l.load_id = c.load_id and l.row_no = c.row_no
        where c.entity = :entity and not c.is_gone
        group by c.county_id
        union all
        select county_id, first_on from reported where county_id not in (select county_id from loose)
        union all
        select county_id, min((payload ->> :on)::date) from raw_latest
        where source = :source and entity = :entity and county_id in (select county_id from loose)
        group by county_id
      ) known
      where county_id <> 0
      group by county_id
    ),
    withdrawn as (
      update coverage c set withdrawn_by = :loadId
      from loose left join since using (county_id)
      where c.source = :source and c.county_id = loose.county_id and c.withdrawn_by is null
        and (first_on is null or c.month_on < month_of(first_on) or c.month_on > greatest(:today::date, first_on))
    ),
    fresh as (
      insert into coverage (county_id, source, month_on, load_id)
      select county_id, :source, m::date, :loadId
      from since cross join lateral generate_series(month_of(first_on)::timestamp, greatest(:today::date, first_on)::timestamp, interval '1 month') m
      on conflict (county_id, source, month_on) do update set withdrawn_by = null where coverage.withdrawn_by is not null
      returning county_id, month_on
    )
    insert into covered select county_id, month_on from fresh`,
    { source, on: reporting.on, entity: reporting.entity, today, loadId },
  )
}
