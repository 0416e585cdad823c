-- Days and months of counties: facility
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_facility (county_id, unit_id, grain, period_on, dim, member, facility_listed, facility_ok)
with part (county_id, unit_id, grain, period_on, dim, member, facility_listed, facility_ok) as (
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.facility_listed as facility_listed, leaf.facility_ok as facility_ok
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(facility_listed) as facility_listed, sum(facility_ok) as facility_ok
    from (
      select county_id, unit_id, slice_month, slice_until, kind, case when true then (quantity) end as facility_listed, case when true then (quantity_ok) end as facility_ok
      from fold_slice
      join fact_facility on county_id = slice_county and checked_on < slice_until and (next_checked_on is null or next_checked_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.facility_listed as facility_listed, leaf.facility_ok as facility_ok
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(facility_listed) as facility_listed, sum(facility_ok) as facility_ok
    from (
      select county_id, unit_id, head_id, checked_on as day, kind, case when true then (quantity) end as facility_listed, case when true then (quantity_ok) end as facility_ok
      from fold_slice
      join fact_facility on county_id = slice_county and month_of(checked_on) = slice_month and checked_on < slice_until and checked_on >= :since and checked_on < :before
      join fold_place on place_id = unit_id and place_from <= checked_on and (place_to is null or place_to > checked_on)
      where next_checked_on is null or next_checked_on > checked_on
      union all
      select county_id, unit_id, head_id, next_checked_on as day, kind, case when true then -(quantity) end as facility_listed, case when true then -(quantity_ok) end as facility_ok
      from fold_slice
      join fact_facility on county_id = slice_county and month_of(next_checked_on) = slice_month and next_checked_on < slice_until and next_checked_on >= :since and next_checked_on < :before
      join fold_place on place_id = unit_id and place_from <= next_checked_on and (place_to is null or place_to > next_checked_on)
      where next_checked_on is null or next_checked_on > checked_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(facility_listed), 0) end as facility_listed,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(facility_ok), 0) end as facility_ok
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(facility_listed) <> 0 or sum(facility_ok) <> 0;

-- Days and months above the county: facility
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_facility (county_id, unit_id, grain, period_on, dim, member, facility_listed, facility_ok)
with part (county_id, unit_id, grain, period_on, dim, member, facility_listed, facility_ok) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.facility_listed as facility_listed, r.facility_ok as facility_ok
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_facility r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.facility_listed as facility_listed, leaf.facility_ok as facility_ok
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(facility_listed) as facility_listed, sum(facility_ok) as facility_ok
    from (
      select county_id, unit_id, slice_month, slice_until, kind, case when true then (quantity) end as facility_listed, case when true then (quantity_ok) end as facility_ok
      from fold_slice
      join fact_facility on county_id = slice_county and checked_on < slice_until and (next_checked_on is null or next_checked_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.facility_listed as facility_listed, leaf.facility_ok as facility_ok
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(facility_listed) as facility_listed, sum(facility_ok) as facility_ok
    from (
      select county_id, unit_id, head_id, checked_on as day, kind, case when true then (quantity) end as facility_listed, case when true then (quantity_ok) end as facility_ok
      from fold_slice
      join fact_facility on county_id = slice_county and month_of(checked_on) = slice_month and checked_on < slice_until and checked_on >= :since and checked_on < :before
      join fold_place on place_id = unit_id and place_from <= checked_on and (place_to is null or place_to > checked_on)
      where next_checked_on is null or next_checked_on > checked_on
      union all
      select county_id, unit_id, head_id, next_checked_on as day, kind, case when true then -(quantity) end as facility_listed, case when true then -(quantity_ok) end as facility_ok
      from fold_slice
      join fact_facility on county_id = slice_county and month_of(next_checked_on) = slice_month and next_checked_on < slice_until and next_checked_on >= :since and next_checked_on < :before
      join fold_place on place_id = unit_id and place_from <= next_checked_on and (place_to is null or place_to > next_checked_on)
      where next_checked_on is null or next_checked_on > checked_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(facility_listed), 0) end as facility_listed,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(facility_ok), 0) end as facility_ok
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(facility_listed) <> 0 or sum(facility_ok) <> 0;
