import type { Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { facts, type Fact, type Touch } from './fact.js'
import { markDirty } from './mark-dirty.js'
import { getModel } from './models.js'

/** What a refresh did to one fact table. */
export interface Refreshed {
  readonly table: string
  readonly removed: number
  readonly added: number
}

/** What a refresh needs to know. */
export interface Refresh {
  /** The source whose rows changed. */
  readonly source: string
  /** Months after this day's are not marked for what is open-ended. */
  readonly today: string
  readonly loadIds: readonly string[]
  readonly subjects: readonly Subject[]
}

/** Makes the fact rows again that `raw_change` touches, replaces those that differ, and marks the months of what was and what is. */
export async function refreshFacts(trx: Knex.Transaction, refresh: Refresh): Promise<Refreshed[]> {
  const { rows } = await trx.raw<{ rows: { entity: string }[] }>('select distinct entity from raw_change')
  const changed = new Set(rows.map((r) => r.entity))
  const done: Refreshed[] = []
  for (const fact of facts) {
    const touches = Object.entries(fact.touchedBy).filter(([entity]) => changed.has(entity))
    const byRosters = fact.touchedByRosters === true && refresh.source === fact.source
    if (touches.length === 0 && !byRosters) continue
    await openKeys(trx, fact)
    const keys = [...touches.map(([entity, touch]) => touched(entity, touch)), ...(byRosters ? [touchedByRosters] : [])]
    await trx.raw(`insert into fact_key select :factSource, src_id from (${keys.join(' union ')}) touched where src_id is not null`, {
      factSource: fact.source, source: refresh.source, loadIds: refresh.loadIds,
    })
    done.push(await refreshOne(trx, fact, refresh))
  }
  return done
}

/** Makes every fact row again from the raw rows, as if all had been loaded at once. */
export async function rebuildFacts(trx: Knex.Transaction, refresh: Pick<Refresh, 'today' | 'subjects'>): Promise<Refreshed[]> {
  const done: Refreshed[] = []
  for (const fact of facts) {
    await openKeys(trx, fact)
    await trx.raw(`delete from ${fact.table}`)
    // Keys of children stand in the list themselves.
    const keys = Object.entries(fact.touchedBy).flatMap(([entity, touch]) =>
      touch === 'row' ? [`select src_id from raw_latest where entity = '${entity}'`] : touch === 'parent' ? [`select parent_id from raw_latest where entity = '${entity}'`] : [])
    await trx.raw(`insert into fact_key select :factSource, src_id from (${keys.join(' union ')}) as all_keys (src_id) where src_id is not null`, { factSource: fact.source })
    done.push(await refreshOne(trx, fact, refresh))
  }
  return done
}

// Two sources may touch one fact, as the register and the rosters do: the second waits, and then sees what the first wrote.
async function openKeys(trx: Knex.Transaction, fact: Fact): Promise<void> {
  await trx.raw(`select pg_advisory_xact_lock(hashtext('mingshu fact'), hashtext(:table))`, { table: fact.table })
  await trx.raw('create temp table if not exists fact_key (source text not null, src_id text not null) on commit drop')
  await trx.raw('truncate fact_key')
}

// Entities are named by the declarations, never by a source.
function touched(entity: string, touch: Touch): string {
  if (touch === 'row') return `select src_id from raw_change where entity = '${entity}'`
  if (touch === 'parent') return `select parent_id as src_id from raw_change where entity = '${entity}' union select was_parent_id from raw_change where entity = '${entity}'`
  if ('all' in touch) return `select src_id from raw_latest where source = :source and entity = '${touch.all}'`
  return `select r.src_id from raw_change c join raw_latest r on r.source = :source and r.entity = '${touch.children}' and r.parent_id = c.src_id where c.entity = '${entity}'`
}

// A month between two others changes only who stood on one of the three.
const touchedByRosters = `
select distinct r.parent_id as src_id
from (
  select page, lag(page) over w as before, lead(page) over w as after
  from (select distinct page, covers_month, regexp_replace(page, '/[^/]*$', '') as platform from load where source = :source and page is not null) delivered
  window w as (partition by platform order by covers_month)
) near
join load l on l.source = :source and l.page = near.page and l.load_id = any(:loadIds::bigint[])
join raw_latest r on r.source = :source and r.entity = 'roster_row' and r.page in (near.before, near.page, near.after)`

async function refreshOne(trx: Knex.Transaction, fact: Fact, { today, subjects }: Pick<Refresh, 'today' | 'subjects'>): Promise<Refreshed> {
  const { table } = fact
  await trx.raw('analyze fact_key')
  await trx.raw(`drop table if exists fact_fresh, fact_was, fact_gone, fact_come, fact_moved`)
  if (fact.uses) {
    await trx.raw(`drop table if exists ${fact.uses}`)
    await trx.raw(`create temp table ${fact.uses} on commit drop as ${getModel(fact.uses)}`)
    await trx.raw(`analyze ${fact.uses}`)
  }
  const columns = await columnsOf(trx, table)
  const all = columns.join(', ')
  const told = columns.filter((c) => c !== 'load_id' && c !== 'row_no').join(', ')
  await trx.raw(`create temp table fact_fresh (like ${table}) on commit drop`)
  const fresh = await affected(trx.raw(`insert into fact_fresh (${all}) select ${all} from (${getModel(table)}) model`))
  const was = await affected(trx.raw(
    `create temp table fact_was on commit drop as select ${columns.map((c) => `f.${c}`).join(', ')} from ${table} f
     join fact_key k on k.source = f.source and k.src_id = f.${fact.key ?? 'src_id'}`))
  if (fresh === 0 && was === 0) return { table, removed: 0, added: 0 }

  await trx.raw(`create temp table fact_gone on commit drop as ${was === 0 ? 'table fact_was' : 'table fact_was except table fact_fresh'}`)
  await trx.raw(`create temp table fact_come on commit drop as ${was === 0 ? 'table fact_fresh' : 'table fact_fresh except table fact_was'}`)
  const removed = was === 0 ? 0 : await remove(trx, table)
  const added = await affected(trx.raw(`insert into ${table} (${all}) select ${all} from fact_come`))
  if (removed + added === 0) return { table, removed, added }

  // A row that only came from another line, with the same content, moves no figure.
  await trx.raw(removed === 0
    ? `create temp table fact_moved on commit drop as select ${told} from fact_come`
    : `create temp table fact_moved on commit drop as
       (select ${told} from fact_gone except select ${told} from fact_come) union all (select ${told} from fact_come except select ${told} from fact_gone)`)
  await markDirty(trx, { table, subjects, today })
  return { table, removed, added }
}

async function remove(trx: Knex.Transaction, table: string): Promise<number> {
  const key = await keyOf(trx, table)
  return affected(trx.raw(`delete from ${table} f using fact_gone g where ${key.map((c) => `f.${c} = g.${c}`).join(' and ')}`))
}

async function columnsOf(trx: Knex.Transaction, table: string): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { name: string }[] }>(
    `select attname as name from pg_attribute where attrelid = :table::text::regclass and attnum > 0 and not attisdropped order by attnum`, { table })
  return rows.map((r) => r.name)
}

async function keyOf(trx: Knex.Transaction, table: string): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { name: string }[] }>(
    `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
     where i.indrelid = :table::text::regclass and i.indisprimary`, { table })
  return rows.map((r) => r.name)
}

async function affected(query: Promise<{ rowCount: number | null }>): Promise<number> {
  return (await query).rowCount ?? 0
}
