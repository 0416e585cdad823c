-- Days and months of counties: council
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_council (county_id, unit_id, grain, period_on, dim, member, council_meeting_count, council_decision_count)
with part (county_id, unit_id, grain, period_on, dim, member, council_meeting_count, council_decision_count) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.council_meeting_count as council_meeting_count, leaf.council_decision_count as council_decision_count
  from (
    select county_id, unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, '' as dim, '' as member, sum(council_meeting_count) as council_meeting_count, sum(council_decision_count) as council_decision_count
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, month_on as day, month_on as placed_on,
        case when true then (council_meetings) end as council_meeting_count,
        case when true then (council_decisions) end as council_decision_count
      from fold_slice
      join fact_monthly_return on county_id = slice_county and month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
      join fold_place on place_id = unit_id and place_from <= month_on and (place_to is null or place_to > month_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then sum(council_meeting_count) end as council_meeting_count,
  case when (grain in ('d', 'm')) and (dim in ('')) then sum(council_decision_count) end as council_decision_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(council_meeting_count) <> 0 or sum(council_decision_count) <> 0;

-- Days and months above the county: council
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_council (county_id, unit_id, grain, period_on, dim, member, council_meeting_count, council_decision_count)
with part (county_id, unit_id, grain, period_on, dim, member, council_meeting_count, council_decision_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.council_meeting_count as council_meeting_count, r.council_decision_count as council_decision_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_council r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.council_meeting_count as council_meeting_count, leaf.council_decision_count as council_decision_count
  from (
    select county_id, unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, '' as dim, '' as member, sum(council_meeting_count) as council_meeting_count, sum(council_decision_count) as council_decision_count
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, month_on as day, month_on as placed_on,
        case when true then (council_meetings) end as council_meeting_count,
        case when true then (council_decisions) end as council_decision_count
      from fold_slice
      join fact_monthly_return on county_id = slice_county and month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
      join fold_place on place_id = unit_id and place_from <= month_on and (place_to is null or place_to > month_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then sum(council_meeting_count) end as council_meeting_count,
  case when (grain in ('d', 'm')) and (dim in ('')) then sum(council_decision_count) end as council_decision_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(council_meeting_count) <> 0 or sum(council_decision_count) <> 0;
