import type { Knex } from 'knex'

const measures = ['activity_count', 'activity_key_count', 'activity_person_times', 'activity_key_person_times', 'activity_demand_based', 'activity_rating_valid', 'activity_rating_good']
const added = measures.map((m) => `sum(${m}) as ${m}`).join(', ')
const views = ['peer_leaf_day', 'peer_leaf_month', 'peer_day', 'peer_month'] as const

/**
 * The peer of the fold: the cells of `activity` as materialized views, each built from the one before, as one would write them by hand.
 * They know no versions and no slices, so a refresh does everything again.
 */
export const viewsSql = `
create materialized view peer_leaf_day as
select county_id, unit_id, held_on as day,
  case when grouping(kind) = 0 then 'kind' when grouping(category) = 0 then 'category' when grouping(organiser_level) = 0 then 'organiser_level' else '' end as dim,
  coalesce(case when grouping(kind) = 0 then kind when grouping(category) = 0 then category when grouping(organiser_level) = 0 then organiser_level end, '') as member,
  count(*) as activity_count,
  count(*) filter (where is_key and organiser_level = 'village') as activity_key_count,
  coalesce(sum(attendance), 0) as activity_person_times,
  coalesce(sum(attendance) filter (where is_key and organiser_level = 'village'), 0) as activity_key_person_times,
  count(*) filter (where is_demand_based) as activity_demand_based,
  sum(ratings_valid) as activity_rating_valid,
  sum(ratings_good) as activity_rating_good
from fact_activity
where status = 'held'
group by grouping sets ((county_id, unit_id, held_on), (county_id, unit_id, held_on, kind), (county_id, unit_id, held_on, category), (county_id, unit_id, held_on, organiser_level));

create materialized view peer_leaf_month as
select unit_id, month_of(day) as month_on, dim, member, ${added}
from peer_leaf_day group by unit_id, month_of(day), dim, member;

create materialized view peer_day as
select a.county_id, a.unit_id, l.day as period_on, l.dim, l.member, ${added}
from peer_leaf_day l
join unit_closure c on c.unit_id = l.unit_id and c.valid_to is null
join unit a on a.unit_id = c.ancestor_id
where l.dim = '' or a.level in ('city', 'county')
group by a.county_id, a.unit_id, l.day, l.dim, l.member;

create materialized view peer_month as
select a.county_id, a.unit_id, l.month_on as period_on, l.dim, l.member, ${added}
from peer_leaf_month l
join unit_closure c on c.unit_id = l.unit_id and c.valid_to is null
join unit a on a.unit_id = c.ancestor_id
group by a.county_id, a.unit_id, l.month_on, l.dim, l.member;
`

/** The cells of the views, in the columns of `cellsSql`. */
export const viewCellsSql = [['d', 'peer_day'], ['m', 'peer_month']]
  .map(([grain, view]) => `select county_id, unit_id, '${grain}', period_on, dim, member, ${measures.join(', ')} from ${view}`).join(' union all ')

/** Refreshes them all, from the leaves up. */
export async function refreshViews(owner: Knex): Promise<void> {
  for (const view of views) await owner.raw(`refresh materialized view ${view}`)
}
