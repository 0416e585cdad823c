import { subjects as declared, type Subject, type System } from '@mingshu/metrics'
import type { Database, Scope } from '@mingshu/db'
import type { Knex } from 'knex'
import { refreshFacts, type Refreshed } from './facts.js'
import { keepRows, type Counts, type Parents } from './keep-rows.js'
import { openLanding, type Landing } from './landing.js'
import { markCovered } from './mark-dirty.js'
import type { PseudonymKey } from './pseudonym.js'
import { refreshDecided } from './refresh-decided.js'
import { unitBook, type FindUnit, type UnitVersion } from './unit-book.js'

/** What every load needs to be told. */
export interface LoadOptions {
  /** Instant at which the source is in this state, ISO 8601. */
  readonly asOf: string
  /** The clock, for what cannot have happened yet. Default `asOf`. */
  readonly now?: string
  readonly pseudonymKey: PseudonymKey
  /** Marks what is loaded as demonstration data. */
  readonly isDemo: boolean
  readonly requestedBy?: string
  /** What is counted, so that its months can be marked. Default: all subjects. */
  readonly subjects?: readonly Subject[]
  /** Told how many rows have been read. */
  readonly onProgress?: (done: number) => void
}

/** What a load did. */
export interface Loaded {
  readonly loadId: string
  /** One line for each entity that changed or was read. */
  readonly entities: readonly Counts[]
  readonly facts: readonly Refreshed[]
}

/** A transaction in which one source is loaded, and nobody else loads it. */
export interface Loading {
  readonly trx: Knex.Transaction
  readonly source: System
  readonly today: string
  readonly findUnit: FindUnit
  /** Changes when the unit tree does. */
  readonly tree: string
}

/** Begins a load: one transaction, one loader of a source at a time. Whatever fails in it leaves nothing behind. */
export async function loading<T>(pool: Knex, source: System, { asOf, now = asOf }: LoadOptions, work: (loading: Loading) => Promise<T>): Promise<T> {
  return pool.transaction(async (trx) => {
    await trx.raw(`set local work_mem = '64MB'`) // the landed rows are sorted and hashed as a whole
    await trx.raw(`select pg_advisory_xact_lock(hashtext('mingshu load'), hashtext(:source))`, { source })
    const { rows: [clock] } = await trx.raw<{ rows: { today: string }[] }>(`select (:now::timestamptz at time zone 'Asia/Shanghai')::date as today`, { now })
    if (!clock) throw new Error('The database does not tell the day.')
    const { rows: units } = await trx.raw<{ rows: (UnitVersion & { line: string })[] }>(
      `select unit_id as "unitId", county_id as "countyId", code, name_zh as name, parent_id as "parentId", valid_from as "from", valid_to as "to"
       from unit order by unit_id`)
    const { rows: [tree] } = await trx.raw<{ rows: { md5: string }[] }>(
      `select md5(string_agg(concat_ws(' ', unit_id, county_id, code, name_zh, parent_id, valid_from, valid_to), ',' order by unit_id)) as md5 from unit`)
    return work({ trx, source, today: clock.today, findUnit: unitBook(units), tree: tree?.md5 ?? '' })
  })
}

/** Tells the planner about tables that a load has filled: only an owner may, and only what is committed is seen. */
export async function freshen(database: Database, { entities, facts }: Pick<Loaded, 'entities' | 'facts'>): Promise<void> {
  const grown = [{ table: 'raw_latest', rows: entities.reduce((sum, e) => sum + e.changed, 0) }, ...facts.map(({ table, added }) => ({ table, rows: added }))]
  for (const { table, rows } of grown.filter((g) => g.rows > 1000)) {
    const { rows: [known] } = await database.pool('owner').raw<{ rows: { rows: string }[] }>(
      `select sum(greatest(reltuples, 0))::bigint as rows from pg_class
       where oid = :table::text::regclass or oid in (select inhrelid from pg_inherits where inhparent = :table::text::regclass)`, { table })
    if (rows > Number(known?.rows ?? 0) / 5) await database.pool('owner').raw(`analyze ${table}`)
  }
}

/** Numbers a new load. */
export async function beginLoad(
  { trx, source }: Loading, { asOf, isDemo, requestedBy }: LoadOptions,
  file: { name: string; sha256: string; month: string; page: string } | undefined = undefined,
): Promise<string> {
  const { rows: [load] } = await trx.raw<{ rows: { load_id: string }[] }>(
    `insert into load (source, file_name, file_sha256, covers_month, page, as_of, is_demo, requested_by)
     values (:source, :name, :sha256, :month, :page, :asOf, :isDemo, :requestedBy) returning load_id`,
    {
      source, name: file?.name ?? null, sha256: file?.sha256 ?? null, month: file?.month ?? null, page: file?.page ?? null,
      asOf, isDemo, requestedBy: requestedBy ?? null,
    },
  )
  if (!load) throw new Error('A load was not numbered.')
  return load.load_id
}

/** Fills the landing tables. A failure ends the copy first, so that the transaction can be rolled back. */
export async function land(trx: Knex.Transaction, fill: (landing: Landing) => Promise<void>): Promise<void> {
  const landing = await openLanding(trx)
  try {
    await fill(landing)
  } catch (error) {
    await landing.abandon()
    throw error
  }
  await landing.end()
}

interface Settle {
  readonly loadIds: readonly string[]
  readonly parents: Parents
  /** Where what did not land is gone. Default: everywhere. */
  readonly within?: Scope | undefined
  /** Notes in `coverage` which months are reported now, and in `covered` which of them are new. */
  readonly covers: (trx: Knex.Transaction) => Promise<void>
  readonly subjects: readonly Subject[] | undefined
}

/** Takes what landed through to the facts: keeps the rows, notes which months are reported now, refreshes the facts, marks what moved. */
export async function settle(
  { trx, source, today }: Loading, { loadIds, parents, within, covers, subjects = declared }: Settle,
): Promise<Pick<Loaded, 'entities' | 'facts'>> {
  const entities = await keepRows(trx, source, parents, within)
  await trx.raw('create temp table if not exists covered (county_id int, month_on date) on commit drop; truncate covered')
  await covers(trx)
  await markCovered(trx, source, subjects)
  for (const entity of new Set(entities.map((e) => e.entity))) await refreshDecided(trx, entity)
  const facts = await refreshFacts(trx, { source, today, loadIds, subjects })
  await trx.raw('update load set finished_at = clock_timestamp() where load_id = any(:loadIds::bigint[])', { loadIds })
  return { entities, facts }
}
