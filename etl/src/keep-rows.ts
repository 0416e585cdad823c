import type { Knex } from 'knex'
import type { Scope } from '@mingshu/db'

/** What one load did to one entity. `read = changed + same + rejected + duplicate`; what is gone was not read. */
export interface Counts {
  readonly loadId: string
  readonly entity: string
  readonly read: number
  readonly changed: number
  readonly same: number
  readonly rejected: number
  readonly duplicate: number
  readonly deleted: number
}

/** Which entity the rows of another belong to. */
export type Parents = Readonly<Record<string, string>>

/**
 * Keeps what landed: appends to `raw_row` what is new, changed, gone, refused or repeated, and brings `raw_latest` up to it.
 * Leaves `raw_change`, one row for each key whose last good report is another one now, with what the one before said. Rows that are
 * the same are not touched. What did not land is gone `within` the units given. Default: everywhere.
 */
export async function keepRows(trx: Knex.Transaction, source: string, parents: Parents, within?: Scope): Promise<Counts[]> {
  const run = (sql: string): Promise<unknown> => trx.raw(sql, { source })
  const { rows: [known] } = await trx.raw<{ rows: unknown[] }>('select from raw_latest where source = :source limit 1', { source })
  // The planner may not know how much there is to compare with; with an index it need not.
  if (known) await trx.raw('create index on landing (entity, src_id)')
  await run(repeated)
  await trx.raw(`create temp table if not exists raw_change (
    load_id bigint not null, row_no bigint not null, entity text not null, src_id text not null, is_gone boolean not null,
    county_id int not null, parent_id text, was_known boolean not null, was_parent_id text, was_county_id int, was jsonb) on commit drop; truncate raw_change`)
  await trx.raw(changed, { source, children: Object.keys(parents), parents: Object.values(parents) })
  const reach = { counties: within ? [...within.counties] : null, units: within ? [...within.units] : null }
  if (known) for (const sql of [goneFromPages, goneFromEntities]) await trx.raw(sql, { source, ...reach })
  await trx.raw('analyze raw_change')
  const counts = await count(trx)
  for (const sql of [keepGood, keepRejected, keepRepeated]) await run(sql)
  if (known) for (const sql of [keepGone, latestKnown, forgetGone, moveToPages]) await run(sql)
  for (const sql of [latestNew, keepProblems]) await run(sql)
  return counts
}

// Of a key that stands twice in a delivery the last good line counts.
const repeated = `
update landing l set state = 'duplicate'
from (select entity, src_id, max(row_no) as last_no from landing where state = 'good' group by entity, src_id having count(*) > 1) d
where l.entity = d.entity and l.src_id = d.src_id and l.state = 'good' and l.row_no < d.last_no`

// Rows that name no unit lie in the county of what they belong to, as it stands after this load.
const changed = `
insert into raw_change (load_id, row_no, entity, src_id, is_gone, county_id, parent_id, was_known, was_parent_id, was_county_id, was)
select l.load_id, l.row_no, l.entity, l.src_id, false, coalesce(l.county_id, landed.county_id, known.county_id, 0), l.parent_id, r.src_id is not null, r.parent_id, r.county_id, r.payload
from landing l
left join raw_latest r on r.source = :source and r.entity = l.entity and r.src_id = l.src_id
left join unnest(:children::text[], :parents::text[]) as b (child, parent) on l.county_id is null and b.child = l.entity
left join landing landed on landed.state = 'good' and landed.entity = b.parent and landed.src_id = l.parent_id
left join raw_latest known on known.source = :source and known.entity = b.parent and known.src_id = l.parent_id
where l.state = 'good' and r.hash is distinct from l.hash`

const gone = (where: string): string => `
insert into raw_change (load_id, row_no, entity, src_id, is_gone, county_id, parent_id, was_known, was_parent_id, was_county_id, was)
with last as (
  select load_id, max(row_no) as last_no from (select load_id, row_no from landing union all select load_id, row_no from raw_change) known group by load_id
)
select p.load_id, coalesce(last_no, 0) + row_number() over (partition by p.load_id order by r.src_id), r.entity, r.src_id, true, r.county_id, null, true, r.parent_id, r.county_id, r.payload
from landing_page p
join raw_latest r on r.source = :source and r.entity = p.entity and ${where}
left join last on last.load_id = p.load_id
where not exists (select from landing l where l.entity = r.entity and l.src_id = r.src_id)
  and (:counties::int[] is null or r.county_id = any(:counties::int[]) or r.payload->>'unit_id' = any(:units::text[]))`
const goneFromPages = gone('r.page = p.page')
const goneFromEntities = gone('p.page is null')

async function count(trx: Knex.Transaction): Promise<Counts[]> {
  const { rows } = await trx.raw<{ rows: Record<string, string>[] }>(
    `with landed as (
      select load_id, entity, count(*) as read, count(*) filter (where state = 'good') as good,
        count(*) filter (where state = 'rejected') as rejected, count(*) filter (where state = 'duplicate') as duplicate
      from landing group by load_id, entity
    ),
    moved as (
      select load_id, entity, count(*) filter (where not is_gone) as changed, count(*) filter (where is_gone) as gone from raw_change group by load_id, entity
    )
    select load_id, entity, coalesce(read, 0) as read, coalesce(changed, 0) as changed, coalesce(good, 0) - coalesce(changed, 0) as same,
      coalesce(rejected, 0) as rejected, coalesce(duplicate, 0) as duplicate, coalesce(gone, 0) as deleted
    from landed full join moved using (load_id, entity) order by load_id, entity`,
  )
  await trx.raw(
    `update load l set rows_read = c.read, rows_changed = c.changed, rows_same = c.same,
       rows_rejected = c.rejected, rows_duplicate = c.duplicate, rows_deleted = c.deleted
     from jsonb_to_recordset(:counts::jsonb) as c (load_id bigint, read bigint, changed bigint, same bigint, rejected bigint, duplicate bigint, deleted bigint)
     where l.load_id = c.load_id`,
    { counts: JSON.stringify(totals(rows)) },
  )
  return rows.map((r) => ({
    loadId: r.load_id ?? '', entity: r.entity ?? '', read: Number(r.read), changed: Number(r.changed), same: Number(r.same),
    rejected: Number(r.rejected), duplicate: Number(r.duplicate), deleted: Number(r.deleted),
  }))
}

function totals(rows: readonly Record<string, string>[]): Record<string, string | number>[] {
  const loads = new Map<string, Record<string, string | number>>()
  for (const row of rows) {
    const total = loads.get(row.load_id ?? '') ?? { load_id: row.load_id ?? '', read: 0, changed: 0, same: 0, rejected: 0, duplicate: 0, deleted: 0 }
    for (const what of ['read', 'changed', 'same', 'rejected', 'duplicate', 'deleted']) total[what] = Number(total[what]) + Number(row[what])
    loads.set(row.load_id ?? '', total)
  }
  return [...loads.values()]
}

const keepGood = `
insert into raw_row (county_id, load_id, row_no, source, entity, src_id, state, payload, hash)
select c.county_id, l.load_id, l.row_no, :source, l.entity, l.src_id, 'good', l.payload, l.hash
from raw_change c join landing l on l.load_id = c.load_id and l.row_no = c.row_no
where not c.is_gone
order by c.county_id, l.load_id, l.row_no`

// A row that is read again and refused again for the same reason is counted, but kept once. Its last state is among those that are not
// good, or the good one that counts.
const keepRejected = `
insert into raw_row (county_id, load_id, row_no, source, entity, src_id, state, payload, hash)
select coalesce(l.county_id, 0), l.load_id, l.row_no, :source, l.entity, coalesce(l.src_id, ''), 'rejected', l.payload, l.hash
from landing l
left join raw_latest good on good.entity = l.entity and good.source = :source and good.src_id = l.src_id
left join lateral (
  select r.state, r.hash, r.load_id, r.row_no from raw_row r
  where r.entity = l.entity and r.source = :source and r.src_id = l.src_id and r.state <> 'good' order by r.load_id desc, r.row_no desc limit 1
) last on true
where l.state = 'rejected' and (last.state is distinct from 'rejected' or last.hash is distinct from l.hash or (good.load_id, good.row_no) > (last.load_id, last.row_no))`

const keepRepeated = `
insert into raw_row (county_id, load_id, row_no, source, entity, src_id, state, payload, hash)
select coalesce(county_id, 0), load_id, row_no, :source, entity, src_id, 'duplicate', payload, hash from landing where state = 'duplicate'`

const keepGone = `
insert into raw_row (county_id, load_id, row_no, source, entity, src_id, state)
select county_id, load_id, row_no, :source, entity, src_id, 'deleted' from raw_change where is_gone`

const latestKnown = `
update raw_latest r set
  county_id = c.county_id, load_id = l.load_id, row_no = l.row_no, page = l.page, parent_id = l.parent_id, hash = l.hash, payload = l.payload
from raw_change c join landing l on l.load_id = c.load_id and l.row_no = c.row_no
where not c.is_gone and c.was_known and r.source = :source and r.entity = c.entity and r.src_id = c.src_id`

// In the order of the key, so that each page of the index is filled once.
const latestNew = `
insert into raw_latest (county_id, source, entity, src_id, load_id, row_no, page, parent_id, hash, payload)
select c.county_id, :source, l.entity, l.src_id, l.load_id, l.row_no, l.page, l.parent_id, l.hash, l.payload
from raw_change c join landing l on l.load_id = c.load_id and l.row_no = c.row_no
where not c.is_gone and not c.was_known
order by l.entity, l.src_id`

const forgetGone = `
delete from raw_latest r using raw_change c where c.is_gone and r.source = :source and r.entity = c.entity and r.src_id = c.src_id`

// A page was split: its rows know which part they lie on.
const moveToPages = `
update raw_latest r set page = l.page from landing l
where r.source = :source and r.entity = l.entity and r.src_id = l.src_id and l.state in ('good', 'rejected') and r.page <> l.page`

const keepProblems = `
insert into load_problem (county_id, load_id, row_no, column_name, value, sentence_zh, sentence_en)
select r.county_id, p.load_id, p.row_no, p.column_name, p.value, p.sentence_zh, p.sentence_en
from landing_problem p
join landing l on l.load_id = p.load_id and l.row_no = p.row_no
join raw_row r on r.county_id = coalesce(l.county_id, 0) and r.load_id = p.load_id and r.row_no = p.row_no`
