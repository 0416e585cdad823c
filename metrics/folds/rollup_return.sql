-- Days and months of counties: return
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_return (county_id, unit_id, grain, period_on, dim, member, return_due, return_on_time, return_missing)
with part (county_id, unit_id, grain, period_on, dim, member, return_due, return_on_time, return_missing) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.return_due as return_due, leaf.return_on_time as return_on_time, leaf.return_missing as return_missing
  from (
    select county_id, unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, '' as dim, '' as member, sum(return_due) as return_due, sum(return_on_time) as return_on_time, sum(return_missing) as return_missing
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, month_on as day, month_on as placed_on,
        case when (deadline_on) <= :business_on then 1 end as return_due,
        case when (case when submitted_on <= deadline_on then deadline_on end) <= :business_on then 1 end as return_on_time,
        case when (submitted_on is null) and (deadline_on) <= :business_on then 1 end as return_missing
      from fold_slice
      join fact_return_due on county_id = slice_county and month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
      join fold_place on place_id = unit_id and place_from <= month_on and (place_to is null or place_to > month_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(return_due), 0) end as return_due,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(return_on_time), 0) end as return_on_time,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(return_missing), 0) end as return_missing
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(return_due) <> 0 or sum(return_on_time) <> 0 or sum(return_missing) <> 0;

-- Days and months above the county: return
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_return (county_id, unit_id, grain, period_on, dim, member, return_due, return_on_time, return_missing)
with part (county_id, unit_id, grain, period_on, dim, member, return_due, return_on_time, return_missing) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.return_due as return_due, r.return_on_time as return_on_time, r.return_missing as return_missing
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_return r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.return_due as return_due, leaf.return_on_time as return_on_time, leaf.return_missing as return_missing
  from (
    select county_id, unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, '' as dim, '' as member, sum(return_due) as return_due, sum(return_on_time) as return_on_time, sum(return_missing) as return_missing
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, month_on as day, month_on as placed_on,
        case when (deadline_on) <= :business_on then 1 end as return_due,
        case when (case when submitted_on <= deadline_on then deadline_on end) <= :business_on then 1 end as return_on_time,
        case when (submitted_on is null) and (deadline_on) <= :business_on then 1 end as return_missing
      from fold_slice
      join fact_return_due on county_id = slice_county and month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
      join fold_place on place_id = unit_id and place_from <= month_on and (place_to is null or place_to > month_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(return_due), 0) end as return_due,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(return_on_time), 0) end as return_on_time,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(return_missing), 0) end as return_missing
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(return_due) <> 0 or sum(return_on_time) <> 0 or sum(return_missing) <> 0;
