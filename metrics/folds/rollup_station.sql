-- Days and months of counties: station
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_station (county_id, unit_id, grain, period_on, dim, member, station_count)
with part (county_id, unit_id, grain, period_on, dim, member, station_count) as (
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.station_count as station_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(venue_kind) = 0 then 'venue_kind' when grouping(role) = 0 then 'role' else '' end as dim, case when grouping(venue_kind) = 0 then venue_kind::text when grouping(role) = 0 then role::text else '' end as member, sum(station_count) as station_count
    from (
      select county_id, unit_id, slice_month, slice_until, venue_kind, role, case when true then 1 end as station_count
      from fold_slice
      join fact_station on county_id = slice_county and opened_on < slice_until and (closed_on is null or closed_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, venue_kind), (county_id, unit_id, slice_month, slice_until, role))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.station_count as station_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(venue_kind) = 0 then 'venue_kind' when grouping(role) = 0 then 'role' else '' end as dim, case when grouping(venue_kind) = 0 then venue_kind::text when grouping(role) = 0 then role::text else '' end as member, sum(station_count) as station_count
    from (
      select county_id, unit_id, head_id, opened_on as day, venue_kind, role, case when true then 1 end as station_count
      from fold_slice
      join fact_station on county_id = slice_county and month_of(opened_on) = slice_month and opened_on < slice_until and opened_on >= :since and opened_on < :before
      join fold_place on place_id = unit_id and place_from <= opened_on and (place_to is null or place_to > opened_on)
      where closed_on is null or closed_on > opened_on
      union all
      select county_id, unit_id, head_id, closed_on as day, venue_kind, role, case when true then -1 end as station_count
      from fold_slice
      join fact_station on county_id = slice_county and month_of(closed_on) = slice_month and closed_on < slice_until and closed_on >= :since and closed_on < :before
      join fold_place on place_id = unit_id and place_from <= closed_on and (place_to is null or place_to > closed_on)
      where closed_on is null or closed_on > opened_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, venue_kind), (county_id, head_id, day, role))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'venue_kind', 'role')) then coalesce(sum(station_count), 0) end as station_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(station_count) <> 0;

-- Days and months above the county: station
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_station (county_id, unit_id, grain, period_on, dim, member, station_count)
with part (county_id, unit_id, grain, period_on, dim, member, station_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.station_count as station_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_station r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.station_count as station_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(venue_kind) = 0 then 'venue_kind' when grouping(role) = 0 then 'role' else '' end as dim, case when grouping(venue_kind) = 0 then venue_kind::text when grouping(role) = 0 then role::text else '' end as member, sum(station_count) as station_count
    from (
      select county_id, unit_id, slice_month, slice_until, venue_kind, role, case when true then 1 end as station_count
      from fold_slice
      join fact_station on county_id = slice_county and opened_on < slice_until and (closed_on is null or closed_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, venue_kind), (county_id, unit_id, slice_month, slice_until, role))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.station_count as station_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(venue_kind) = 0 then 'venue_kind' when grouping(role) = 0 then 'role' else '' end as dim, case when grouping(venue_kind) = 0 then venue_kind::text when grouping(role) = 0 then role::text else '' end as member, sum(station_count) as station_count
    from (
      select county_id, unit_id, head_id, opened_on as day, venue_kind, role, case when true then 1 end as station_count
      from fold_slice
      join fact_station on county_id = slice_county and month_of(opened_on) = slice_month and opened_on < slice_until and opened_on >= :since and opened_on < :before
      join fold_place on place_id = unit_id and place_from <= opened_on and (place_to is null or place_to > opened_on)
      where closed_on is null or closed_on > opened_on
      union all
      select county_id, unit_id, head_id, closed_on as day, venue_kind, role, case when true then -1 end as station_count
      from fold_slice
      join fact_station on county_id = slice_county and month_of(closed_on) = slice_month and closed_on < slice_until and closed_on >= :since and closed_on < :before
      join fold_place on place_id = unit_id and place_from <= closed_on and (place_to is null or place_to > closed_on)
      where closed_on is null or closed_on > opened_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, venue_kind), (county_id, head_id, day, role))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'venue_kind', 'role')) then coalesce(sum(station_count), 0) end as station_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(station_count) <> 0;
