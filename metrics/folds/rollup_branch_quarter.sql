-- Days and months of counties: branch_quarter
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_branch_quarter (county_id, unit_id, grain, period_on, dim, member, branch_quarter_due, branch_quarter_met)
with part (county_id, unit_id, grain, period_on, dim, member, branch_quarter_due, branch_quarter_met) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.branch_quarter_due as branch_quarter_due, leaf.branch_quarter_met as branch_quarter_met
  from (
    select county_id, unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, '' as dim, '' as member, sum(branch_quarter_due) as branch_quarter_due, sum(branch_quarter_met) as branch_quarter_met
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, quarter_end_on as day, quarter_end_on as placed_on,
        case when true then 1 end as branch_quarter_due,
        case when (is_met) then 1 end as branch_quarter_met
      from fold_slice
      join fact_branch_quarter on county_id = slice_county and month_of(quarter_end_on) = slice_month and quarter_end_on < slice_until and quarter_end_on >= :since and quarter_end_on < :before
      join fold_place on place_id = unit_id and place_from <= quarter_end_on and (place_to is null or place_to > quarter_end_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(branch_quarter_due), 0) end as branch_quarter_due,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(branch_quarter_met), 0) end as branch_quarter_met
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(branch_quarter_due) <> 0 or sum(branch_quarter_met) <> 0;

-- Days and months above the county: branch_quarter
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_branch_quarter (county_id, unit_id, grain, period_on, dim, member, branch_quarter_due, branch_quarter_met)
with part (county_id, unit_id, grain, period_on, dim, member, branch_quarter_due, branch_quarter_met) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.branch_quarter_due as branch_quarter_due, r.branch_quarter_met as branch_quarter_met
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_branch_quarter r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.branch_quarter_due as branch_quarter_due, leaf.branch_quarter_met as branch_quarter_met
  from (
    select county_id, unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, '' as dim, '' as member, sum(branch_quarter_due) as branch_quarter_due, sum(branch_quarter_met) as branch_quarter_met
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, quarter_end_on as day, quarter_end_on as placed_on,
        case when true then 1 end as branch_quarter_due,
        case when (is_met) then 1 end as branch_quarter_met
      from fold_slice
      join fact_branch_quarter on county_id = slice_county and month_of(quarter_end_on) = slice_month and quarter_end_on < slice_until and quarter_end_on >= :since and quarter_end_on < :before
      join fold_place on place_id = unit_id and place_from <= quarter_end_on and (place_to is null or place_to > quarter_end_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(branch_quarter_due), 0) end as branch_quarter_due,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(branch_quarter_met), 0) end as branch_quarter_met
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(branch_quarter_due) <> 0 or sum(branch_quarter_met) <> 0;
