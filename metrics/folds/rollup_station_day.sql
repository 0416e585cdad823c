-- Days and months of counties: station_day
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_station_day (county_id, unit_id, grain, period_on, dim, member, station_open_days, station_idle_count)
with part (county_id, unit_id, grain, period_on, dim, member, station_open_days, station_idle_count) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.station_open_days as station_open_days, null::numeric as station_idle_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(venue_kind) = 0 then 'venue_kind' else '' end as dim, case when grouping(venue_kind) = 0 then venue_kind::text else '' end as member, sum(station_open_days) as station_open_days
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, day_on as day, day_on as placed_on, venue_kind,
        case when (is_open) then 1 end as station_open_days
      from fold_slice
      join fact_station_day on county_id = slice_county and month_of(day_on) = slice_month and day_on < slice_until and day_on >= :since and day_on < :before
      join fold_place on place_id = unit_id and place_from <= day_on and (place_to is null or place_to > day_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, venue_kind), (county_id, head_id, day, venue_kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as station_open_days, n as station_idle_count
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, station_id as key
        from fold_slice
        join fact_station_day on county_id = slice_county and month_of(day_on) = slice_month and day_on < slice_until and day_on >= :since and day_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', day_on, day_on, day_on + 1, day_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('venue_kind', venue_kind::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, p_from, unit_id, key
        having sum(visits) = 0
      ) seen
      group by p_county, p_grain, p_on, p_at, dim, member, unit_id
    )
    select p_county, ancestor_id, p_grain, p_on, dim, member, sum(n) as n
    from term
    join fold_within c on c.unit_id = term.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    where p_grain <> 'd' or dim = '' or c.level in ('city', 'county')
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'venue_kind')) then coalesce(sum(station_open_days), 0) end as station_open_days,
  case when (dim in ('', 'venue_kind')) then coalesce(sum(station_idle_count), 0) end as station_idle_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(station_open_days) <> 0 or sum(station_idle_count) <> 0;

-- Quarters, years and years to date of counties: station_day
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_station_day (county_id, unit_id, grain, period_on, dim, member, station_open_days, station_idle_count)
with part (county_id, unit_id, grain, period_on, dim, member, station_open_days, station_idle_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as station_open_days, n as station_idle_count
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, station_id as key
        from fold_period
        join fact_station_day on county_id = p_county and p_grain in ('q', 'y', 't') and p_year = year_of(day_on) and day_on >= p_from and day_on < p_until and day_on >= :since and day_on < :before
        cross join lateral (values ('', ''), ('venue_kind', venue_kind::text)) b (dim, member)
        group by p_no, dim, member, unit_id, key
        having sum(visits) = 0
      ) seen
      group by p_county, p_grain, p_on, p_at, dim, member, unit_id
    )
    select p_county, ancestor_id, p_grain, p_on, dim, member, sum(n) as n
    from term
    join fold_within c on c.unit_id = term.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    where p_grain <> 'd' or dim = '' or c.level in ('city', 'county')
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'venue_kind')) then coalesce(sum(station_open_days), 0) end as station_open_days,
  case when (dim in ('', 'venue_kind')) then coalesce(sum(station_idle_count), 0) end as station_idle_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(station_open_days) <> 0 or sum(station_idle_count) <> 0;

-- Days and months above the county: station_day
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_station_day (county_id, unit_id, grain, period_on, dim, member, station_open_days, station_idle_count)
with part (county_id, unit_id, grain, period_on, dim, member, station_open_days, station_idle_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.station_open_days as station_open_days, null::numeric as station_idle_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_station_day r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.station_open_days as station_open_days, null::numeric as station_idle_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(venue_kind) = 0 then 'venue_kind' else '' end as dim, case when grouping(venue_kind) = 0 then venue_kind::text else '' end as member, sum(station_open_days) as station_open_days
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, day_on as day, day_on as placed_on, venue_kind,
        case when (is_open) then 1 end as station_open_days
      from fold_slice
      join fact_station_day on county_id = slice_county and month_of(day_on) = slice_month and day_on < slice_until and day_on >= :since and day_on < :before
      join fold_place on place_id = unit_id and place_from <= day_on and (place_to is null or place_to > day_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, venue_kind), (county_id, head_id, day, venue_kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as station_open_days, n as station_idle_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, station_id as key
        from fold_slice
        join fact_station_day on month_of(day_on) = slice_month and day_on < slice_until and day_on >= :since and day_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', day_on, day_on, day_on + 1, day_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('venue_kind', venue_kind::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, p_from, unit_id, key
        having sum(visits) = 0
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'venue_kind')) then coalesce(sum(station_open_days), 0) end as station_open_days,
  case when (dim in ('', 'venue_kind')) then coalesce(sum(station_idle_count), 0) end as station_idle_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(station_open_days) <> 0 or sum(station_idle_count) <> 0;

-- Quarters, years and years to date above the county: station_day
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_station_day (county_id, unit_id, grain, period_on, dim, member, station_open_days, station_idle_count)
with part (county_id, unit_id, grain, period_on, dim, member, station_open_days, station_idle_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as station_open_days, n as station_idle_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, station_id as key
        from fold_period
        join fact_station_day on p_grain in ('q', 'y', 't') and p_year = year_of(day_on) and day_on >= p_from and day_on < p_until and day_on >= :since and day_on < :before
        cross join lateral (values ('', ''), ('venue_kind', venue_kind::text)) b (dim, member)
        group by p_no, dim, member, unit_id, key
        having sum(visits) = 0
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'venue_kind')) then coalesce(sum(station_open_days), 0) end as station_open_days,
  case when (dim in ('', 'venue_kind')) then coalesce(sum(station_idle_count), 0) end as station_idle_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(station_open_days) <> 0 or sum(station_idle_count) <> 0;
