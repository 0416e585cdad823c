import type { Database } from '@mingshu/db'

/** How many units of each level a province has. */
export interface Province {
  readonly cities: number
  readonly counties: number
  readonly towns: number
  readonly villages: number
}

/** A province of so many villages; the levels above are in the proportions of Guangdong: 21, 125, 1,600 and 27,000. */
export function provinceOf(villages: number): Province {
  const share = villages / 27_000
  const counties = Math.max(2, Math.round(125 * share))
  return { cities: Math.max(1, Math.round(21 * share)), counties, towns: Math.max(counties, Math.round(1600 * share)), villages }
}

/** The first of the unit numbers of each level. */
const first = { city: 1, county: 1001, town: 10_001, village: 100_001 } as const

/**
 * Writes the tree of a province in place of the usual units, into a database without facts. Counties are numbered from 1, as their `county_id` asks;
 * units of a level are dealt out to those above in turn, and stand from before all figures.
 */
export async function makeUnits(database: Database, { cities, counties, towns, villages }: Province): Promise<void> {
  await database.pool('owner').transaction(async (trx) => {
    await trx.raw('delete from unit_closure')
    await trx.raw('delete from unit')
    await trx.raw(
      `with city as (
         select ${first.city} + n as unit_id, n, '9' || lpad((n + 1)::text, 3, '0') as code from generate_series(0, :cities::int - 1) n
       ),
       county as (
         select ${first.county} + i as unit_id, i as n, i + 1 as county_id, c.unit_id as parent_id, c.code || lpad((i / :cities::int + 1)::text, 2, '0') as code
         from generate_series(0, :counties::int - 1) i join city c on c.n = i % :cities::int
       ),
       town as (
         select ${first.town} + i as unit_id, i as n, c.county_id, c.unit_id as parent_id, c.code || lpad((i / :counties::int + 1)::text, 3, '0') as code
         from generate_series(0, :towns::int - 1) i join county c on c.n = i % :counties::int
       ),
       village as (
         select ${first.village} + i as unit_id, t.county_id, t.unit_id as parent_id, t.code || lpad((i / :towns::int + 101)::text, 3, '0') as code
         from generate_series(0, :villages::int - 1) i join town t on t.n = i % :towns::int
       ),
       listed as (
         select unit_id, 0 as county_id, code || '00' as code, '市' as word, 'city' as level, 'city' as kind, null::bigint as parent_id from city
         union all select unit_id, county_id, code, '县', 'county', 'county', parent_id from county
         union all select unit_id, county_id, code, '镇', 'town', 'town', parent_id from town
         union all select unit_id, county_id, code, '村', 'village', 'village', parent_id from village
       )
       insert into unit (unit_id, county_id, code, name_zh, name_en, level, kind, parent_id, sort_no, valid_from, valid_to)
       select unit_id, county_id, code, code || word, code, level, kind, parent_id, row_number() over (order by code), '2000-01-01', null from listed order by unit_id`,
      { cities, counties, towns, villages })
    await trx.raw(
      `insert into unit_closure (county_id, ancestor_id, unit_id, depth, valid_from, valid_to)
       with recursive above as (
         select county_id, unit_id as ancestor_id, unit_id, 0 as depth from unit
         union all
         select a.county_id, u.parent_id, a.unit_id, a.depth + 1 from above a join unit u on u.unit_id = a.ancestor_id where u.parent_id is not null
       )
       select county_id, ancestor_id, unit_id, depth, '2000-01-01', null from above`)
  })
  for (const table of ['unit', 'unit_closure']) await database.pool('owner').raw(`vacuum analyze ${table}`)
}
