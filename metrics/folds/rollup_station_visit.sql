-- Days and months of counties: station_visit
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_station_visit (county_id, unit_id, grain, period_on, dim, member, station_visit_person_times)
with part (county_id, unit_id, grain, period_on, dim, member, station_visit_person_times) as (
  select county_id, unit_id, cell.grain, case cell.grain when 'd' then day else month_of(day) end, dim, member, station_visit_person_times as station_visit_person_times
  from (
    select leaf.county_id, c.ancestor_id as unit_id, c.level, leaf.day, leaf.dim, leaf.member, leaf.station_visit_person_times
    from (
      select county_id, unit_id, day, case when grouping(worker_group) = 0 then 'worker_group' when grouping(service) = 0 then 'service' when grouping(venue_kind) = 0 then 'venue_kind' else '' end as dim, case when grouping(worker_group) = 0 then worker_group::text when grouping(service) = 0 then service::text when grouping(venue_kind) = 0 then venue_kind::text else '' end as member, sum(station_visit_person_times) as station_visit_person_times
      from (
        select county_id, unit_id, visited_on as day, worker_group, service, venue_kind,
          case when true then (person_times) end as station_visit_person_times
        from fold_slice
        join fact_station_visit on county_id = slice_county and month_of(visited_on) = slice_month and visited_on >= slice_month and visited_on < slice_until
      ) f
      group by grouping sets ((county_id, unit_id, day), (county_id, unit_id, day, worker_group), (county_id, unit_id, day, service), (county_id, unit_id, day, venue_kind))
    ) leaf
    join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
  ) up
  cross join (values ('d'), ('m')) as cell (grain)
  where cell.grain = 'm' or dim = '' or level in ('city', 'county')
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain <> 't') and (dim in ('', 'worker_group', 'service', 'venue_kind')) then coalesce(sum(station_visit_person_times), 0) end as station_visit_person_times
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(station_visit_person_times) <> 0;

-- Quarters, years and years to date of counties: station_visit
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_station_visit (county_id, unit_id, grain, period_on, dim, member, station_visit_person_times)
with part (county_id, unit_id, grain, period_on, dim, member, station_visit_person_times) as (
  select r.county_id, r.unit_id, p_grain, p_on, r.dim, r.member, r.station_visit_person_times as station_visit_person_times
  from fold_period
  join rollup_station_visit r on r.county_id = p_county and r.grain = 'm' and r.until_version is null and r.period_on >= p_from and r.period_on < p_until
  where p_grain in ('q', 'y')
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain <> 't') and (dim in ('', 'worker_group', 'service', 'venue_kind')) then coalesce(sum(station_visit_person_times), 0) end as station_visit_person_times
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(station_visit_person_times) <> 0;

-- Days and months above the county: station_visit
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_station_visit (county_id, unit_id, grain, period_on, dim, member, station_visit_person_times)
with part (county_id, unit_id, grain, period_on, dim, member, station_visit_person_times) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.station_visit_person_times as station_visit_person_times
  from fold_slice
  join rollup_station_visit r on r.county_id <> 0 and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join unit k on k.unit_id = r.unit_id and k.level = 'county'
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select county_id, unit_id, cell.grain, case cell.grain when 'd' then day else month_of(day) end, dim, member, station_visit_person_times as station_visit_person_times
  from (
    select leaf.county_id, c.ancestor_id as unit_id, c.level, leaf.day, leaf.dim, leaf.member, leaf.station_visit_person_times
    from (
      select county_id, unit_id, day, case when grouping(worker_group) = 0 then 'worker_group' when grouping(service) = 0 then 'service' when grouping(venue_kind) = 0 then 'venue_kind' else '' end as dim, case when grouping(worker_group) = 0 then worker_group::text when grouping(service) = 0 then service::text when grouping(venue_kind) = 0 then venue_kind::text else '' end as member, sum(station_visit_person_times) as station_visit_person_times
      from (
        select county_id, unit_id, visited_on as day, worker_group, service, venue_kind,
          case when true then (person_times) end as station_visit_person_times
        from fold_slice
        join fact_station_visit on county_id = slice_county and month_of(visited_on) = slice_month and visited_on >= slice_month and visited_on < slice_until
      ) f
      group by grouping sets ((county_id, unit_id, day), (county_id, unit_id, day, worker_group), (county_id, unit_id, day, service), (county_id, unit_id, day, venue_kind))
    ) leaf
    join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
  ) up
  cross join (values ('d'), ('m')) as cell (grain)
  where cell.grain = 'm' or dim = '' or level in ('city', 'county')
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain <> 't') and (dim in ('', 'worker_group', 'service', 'venue_kind')) then coalesce(sum(station_visit_person_times), 0) end as station_visit_person_times
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(station_visit_person_times) <> 0;

-- Quarters, years and years to date above the county: station_visit
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_station_visit (county_id, unit_id, grain, period_on, dim, member, station_visit_person_times)
with part (county_id, unit_id, grain, period_on, dim, member, station_visit_person_times) as (
  select r.county_id, r.unit_id, p_grain, p_on, r.dim, r.member, r.station_visit_person_times as station_visit_person_times
  from fold_period
  join rollup_station_visit r on r.county_id = p_county and r.grain = 'm' and r.until_version is null and r.period_on >= p_from and r.period_on < p_until
  where p_grain in ('q', 'y')
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain <> 't') and (dim in ('', 'worker_group', 'service', 'venue_kind')) then coalesce(sum(station_visit_person_times), 0) end as station_visit_person_times
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(station_visit_person_times) <> 0;
