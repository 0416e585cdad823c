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
  const { rows } = await trx.raw<{ rows: { entity: string; count: string }[] }>('select entity, count(*) from raw_change group by entity')
  const changed = new Set(rows.map((r) => r.entity))
  const sum = rows.reduce((total, r) => total + Number(r.count), 0)
  const done: Refreshed[] = []
  for (const group of groups) {
    const keys = [...new Set(group.flatMap((fact) => [
      ...Object.entries(fact.touchedBy).flatMap(([entity, touch]) => (changed.has(entity) ? [touched(entity, touch, sum)] : [])),
      ...(fact.touchedByRosters === true && refresh.source === fact.source ? [touchedByRosters] : []),
    ]))]
    if (keys.length === 0) continue
    await lockFacts(trx, group)
    await setKeys(trx, sum, `select src_id from (${keys.join(' union ')}) touched where src_id is not null`, { source: refresh.source, loadIds: refresh.loadIds })
    done.push(...(await refreshGroup(trx, group, refresh)))
  }
  await setLoops(trx, 0)
  return done
}

interface Only {
  /** Default: all facts. */
  readonly tables?: readonly string[]
}

const groupsOf = ({ tables }: Only): typeof groups => groups.filter((group) => tables === undefined || group.some(({ table }) => tables.includes(table)))

/** Makes the rows of all facts, or of the given tables, again from the raw rows, as if all had been loaded at once. */
export async function rebuildFacts(trx: Knex.Transaction, refresh: Pick<Refresh, 'today' | 'subjects'> & Only): Promise<Refreshed[]> {
  for (const group of groupsOf(refresh)) {
    await lockFacts(trx, group)
    for (const { table } of group) await trx.raw(`delete from ${table}`)
  }
  return reviseFacts(trx, refresh)
}

/** Makes the rows again and replaces those that differ: what they follow from beside the raw rows has changed. */
export async function reviseFacts(trx: Knex.Transaction, refresh: Pick<Refresh, 'today' | 'subjects'> & Only): Promise<Refreshed[]> {
  const done: Refreshed[] = []
  for (const group of groupsOf(refresh)) {
    await lockFacts(trx, group)
    // Keys of children stand in the list themselves.
    const keys = [...new Set(group.flatMap((fact) => Object.entries(fact.touchedBy).flatMap(([entity, touch]) =>
      touch === 'row' || touch === 'parent' ? [`select ${touch === 'row' ? 'src_id' : 'parent_id'} from raw_latest where entity = '${entity}'`] : [])))]
    await setKeys(trx, Infinity, `select src_id from (${keys.join(' union ')}) as all_keys (src_id) where src_id is not null`)
    done.push(...(await refreshGroup(trx, group, refresh)))
  }
  await setLoops(trx, 0)
  return done
}

/** Facts made from the same runs are refreshed for the same keys, so that the runs are made once. */
const groups: readonly (readonly Fact[])[] = facts.reduce<Fact[][]>((all, fact) => {
  const last = all.at(-1)
  if (last && fact.uses !== undefined && last[0]?.uses === fact.uses) last.push(fact)
  else all.push([fact])
  return all
}, [])

// Two sources may touch one fact, as the register and the rosters do: the second waits, and then sees what the first wrote.
async function lockFacts(trx: Knex.Transaction, group: readonly Fact[]): Promise<void> {
  for (const { table } of group) await trx.raw(`select pg_advisory_xact_lock(hashtext('mingshu fact'), hashtext(:table))`, { table })
}

// Nobody can tell the planner how many rows the raw tables got in this transaction: it takes them for few and would loop over all of
// them for every key. So many keys are joined by hashing.
async function setKeys(trx: Knex.Transaction, changed: number, sql: string, binds: Record<string, string | readonly string[]> = {}): Promise<void> {
  await trx.raw('drop table if exists fact_key')
  await setLoops(trx, changed)
  const count = await affected(trx.raw(`create temp table fact_key on commit drop as ${sql}`, binds as Record<string, string>))
  await trx.raw('alter table fact_key add primary key (src_id); analyze fact_key')
  await setLoops(trx, count)
}

const isMany = (rows: number): boolean => rows > 1000
const setLoops = (trx: Knex.Transaction, rows: number): Promise<unknown> => trx.raw(`set local enable_nestloop = ${isMany(rows) ? 'off' : 'on'}`)

// Entities are named by the declarations, never by a source.
function touched(entity: string, touch: Touch, changed: number): string {
  if (touch === 'row') return `select src_id from raw_change where entity = '${entity}'`
  if (touch === 'parent') {
    return `select parent_id as src_id from raw_change where entity = '${entity}' union select was_parent_id from raw_change where entity = '${entity}'`
  }
  if ('all' in touch) return `select src_id from raw_latest where source = :source and entity = '${touch.all}'`
  if ('naming' in touch) {
    return `select ${touch.as === 'row' ? 'src_id' : 'parent_id as src_id'} from raw_latest where source = :source and entity = '${touch.in}'
      and payload->>'${touch.naming}' in (select src_id from raw_change where entity = '${entity}')`
  }
  const children = `select r.src_id from raw_latest r where r.source = :source and r.entity = '${touch.children}' and r.parent_id`
  const parents = `(select src_id from raw_change where entity = '${entity}')`
  // Few parents are looked up in the index one by one; many are hashed (see setLoops).
  return isMany(changed) ? `${children} in ${parents}` : `${children} = any (array${parents})`
}

// A month changes only who stood on it, on the one after, or on those before it back to the last one that took people off.
const touchedByRosters = `
select src_id from (
  with delivered as (
    select platform, month_on, page, lead(page) over w as after, count(*) filter (where takes_off) over w as offs,
      count(*) filter (where takes_off) over (w rows between unbounded preceding and 1 preceding) as offs_before
    from stg_roster where source = :source
    window w as (partition by platform order by month_on)
  )
  select r.parent_id as src_id
  from delivered d
  join delivered near on near.platform = d.platform and (d.page in (near.page, near.after) or d.month_on < near.month_on and d.offs = near.offs_before)
  join raw_latest r on r.entity = 'roster_row' and r.page = d.page
  where near.page in (select l.page from load l where l.load_id = any(:loadIds::bigint[]))
) rostered`

async function refreshGroup(trx: Knex.Transaction, group: readonly Fact[], refresh: Pick<Refresh, 'today' | 'subjects'>): Promise<Refreshed[]> {
  const uses = group[0]?.uses
  if (uses !== undefined) {
    await trx.raw(`drop table if exists ${uses}`)
    await trx.raw(`create temp table ${uses} on commit drop as ${getModel(uses)}`)
    await trx.raw(`analyze ${uses}`)
  }
  const done: Refreshed[] = []
  for (const fact of group) done.push(await refreshOne(trx, fact, refresh))
  return done
}

async function refreshOne(trx: Knex.Transaction, fact: Fact, { today, subjects }: Pick<Refresh, 'today' | 'subjects'>): Promise<Refreshed> {
  const { table } = fact
  await trx.raw(`drop table if exists fact_fresh, fact_was, fact_gone, fact_come, fact_moved`)
  const columns = await columnsOf(trx, table)
  const all = columns.join(', ')
  const told = columns.filter((c) => c !== 'load_id' && c !== 'row_no').join(', ')
  await trx.raw(`create temp table fact_fresh (like ${table}) on commit drop`)
  const fresh = await affected(trx.raw(`insert into fact_fresh (${all}) select ${all} from (${getModel(table)}) model`))
  const was = await affected(trx.raw(
    `create temp table fact_was on commit drop as select ${columns.map((c) => `f.${c}`).join(', ')} from ${table} f
     join fact_key k on k.src_id = f.${fact.key ?? 'src_id'}`))
  if (fresh === 0 && was === 0) return { table, removed: 0, added: 0 }

  const key = await keyOf(trx, table)
  if (was === 0) {
    await trx.raw('alter table fact_fresh rename to fact_come')
  } else {
    await trx.raw(`create temp table fact_gone on commit drop as table fact_was except table fact_fresh`)
    await trx.raw(`create temp table fact_come on commit drop as table fact_fresh except table fact_was`)
  }
  const removed = was === 0 ? 0 : await affected(trx.raw(`delete from ${table} f using fact_gone g where ${key.map((c) => `f.${c} = g.${c}`).join(' and ')}`))
  // In the order of the key: month after month, and each page of an index once.
  const added = await affected(trx.raw(`insert into ${table} (${all}) select ${all} from fact_come order by ${key.join(', ')}`))
  if (removed + added === 0) return { table, removed, added }

  // A row that only came from another line, with the same content, moves no figure.
  await trx.raw(removed === 0
    ? `create temp table fact_moved on commit drop as select ${told} from fact_come`
    : `create temp table fact_moved on commit drop as
       (select ${told} from fact_gone except select ${told} from fact_come) union all (select ${told} from fact_come except select ${told} from fact_gone)`)
  await markDirty(trx, { table, subjects, today })
  return { table, removed, added }
}

async function columnsOf(trx: Knex.Transaction, table: string): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { name: string }[] }>(
    `select attname as name from pg_attribute where attrelid = :table::text::regclass and attnum > 0 and not attisdropped order by attnum`, { table })
  return rows.map((r) => r.name)
}

async function keyOf(trx: Knex.Transaction, table: string): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { name: string }[] }>(
    `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
     where i.indrelid = :table::text::regclass and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)`, { table })
  return rows.map((r) => r.name)
}

async function affected(query: Promise<{ rowCount: number | null }>): Promise<number> {
  return (await query).rowCount ?? 0
}
