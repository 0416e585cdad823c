-- Days and months of counties: household_visit
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_household_visit (county_id, unit_id, grain, period_on, dim, member, demand_visit_household_count)
with part (county_id, unit_id, grain, period_on, dim, member, demand_visit_household_count) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.demand_visit_household_count as demand_visit_household_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(collector) = 0 then 'collector' else '' end as dim, case when grouping(collector) = 0 then collector::text else '' end as member, sum(demand_visit_household_count) as demand_visit_household_count
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, month_on as day, month_on as placed_on, collector,
        case when true then (households) end as demand_visit_household_count
      from fold_slice
      join fact_household_visit on county_id = slice_county and month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
      join fold_place on place_id = unit_id and place_from <= month_on and (place_to is null or place_to > month_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, collector), (county_id, head_id, day, collector))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'collector')) then sum(demand_visit_household_count) end as demand_visit_household_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(demand_visit_household_count) <> 0;

-- Days and months above the county: household_visit
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_household_visit (county_id, unit_id, grain, period_on, dim, member, demand_visit_household_count)
with part (county_id, unit_id, grain, period_on, dim, member, demand_visit_household_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.demand_visit_household_count as demand_visit_household_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_household_visit r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.demand_visit_household_count as demand_visit_household_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(collector) = 0 then 'collector' else '' end as dim, case when grouping(collector) = 0 then collector::text else '' end as member, sum(demand_visit_household_count) as demand_visit_household_count
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, month_on as day, month_on as placed_on, collector,
        case when true then (households) end as demand_visit_household_count
      from fold_slice
      join fact_household_visit on county_id = slice_county and month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
      join fold_place on place_id = unit_id and place_from <= month_on and (place_to is null or place_to > month_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, collector), (county_id, head_id, day, collector))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'collector')) then sum(demand_visit_household_count) end as demand_visit_household_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(demand_visit_household_count) <> 0;
