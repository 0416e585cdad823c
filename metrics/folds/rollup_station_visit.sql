-- Days and months of counties: station_visit
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_station_visit (county_id, unit_id, grain, period_on, dim, member, station_visit_person_times)
with part (county_id, unit_id, grain, period_on, dim, member, station_visit_person_times) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.station_visit_person_times as station_visit_person_times
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(worker_group) = 0 then 'worker_group' when grouping(service) = 0 then 'service' when grouping(venue_kind) = 0 then 'venue_kind' else '' end as dim, case when grouping(worker_group) = 0 then worker_group::text when grouping(service) = 0 then service::text when grouping(venue_kind) = 0 then venue_kind::text else '' end as member, sum(station_visit_person_times) as station_visit_person_times
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, visited_on as day, visited_on as placed_on, worker_group, service, venue_kind,
        case when true then (person_times) end as station_visit_person_times
      from fold_slice
      join fact_station_visit on county_id = slice_county and month_of(visited_on) = slice_month and visited_on < slice_until and visited_on >= :since and visited_on < :before
      join fold_place on place_id = unit_id and place_from <= visited_on and (place_to is null or place_to > visited_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, worker_group), (county_id, head_id, day, worker_group), (county_id, unit_id, place_from, month, service), (county_id, head_id, day, service), (county_id, unit_id, place_from, month, venue_kind), (county_id, head_id, day, venue_kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'worker_group', 'service', 'venue_kind')) then coalesce(sum(station_visit_person_times), 0) end as station_visit_person_times
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(station_visit_person_times) <> 0;

-- Days and months above the county: station_visit
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_station_visit (county_id, unit_id, grain, period_on, dim, member, station_visit_person_times)
with part (county_id, unit_id, grain, period_on, dim, member, station_visit_person_times) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.station_visit_person_times as station_visit_person_times
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_station_visit r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.station_visit_person_times as station_visit_person_times
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(worker_group) = 0 then 'worker_group' when grouping(service) = 0 then 'service' when grouping(venue_kind) = 0 then 'venue_kind' else '' end as dim, case when grouping(worker_group) = 0 then worker_group::text when grouping(service) = 0 then service::text when grouping(venue_kind) = 0 then venue_kind::text else '' end as member, sum(station_visit_person_times) as station_visit_person_times
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, visited_on as day, visited_on as placed_on, worker_group, service, venue_kind,
        case when true then (person_times) end as station_visit_person_times
      from fold_slice
      join fact_station_visit on county_id = slice_county and month_of(visited_on) = slice_month and visited_on < slice_until and visited_on >= :since and visited_on < :before
      join fold_place on place_id = unit_id and place_from <= visited_on and (place_to is null or place_to > visited_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, worker_group), (county_id, head_id, day, worker_group), (county_id, unit_id, place_from, month, service), (county_id, head_id, day, service), (county_id, unit_id, place_from, month, venue_kind), (county_id, head_id, day, venue_kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'worker_group', 'service', 'venue_kind')) then coalesce(sum(station_visit_person_times), 0) end as station_visit_person_times
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(station_visit_person_times) <> 0;
