-- Days and months of counties: decision
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_decision (county_id, unit_id, grain, period_on, dim, member, decision_due, decision_done)
with part (county_id, unit_id, grain, period_on, dim, member, decision_due, decision_done) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.decision_due as decision_due, leaf.decision_done as decision_done
  from (
    select county_id, unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, '' as dim, '' as member, sum(decision_due) as decision_due, sum(decision_done) as decision_done
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, due_on as day, due_on as placed_on,
        case when true then 1 end as decision_due,
        case when (done_on) <= :business_on then 1 end as decision_done
      from fold_slice
      join fact_meeting_decision on county_id = slice_county and month_of(due_on) = slice_month and due_on < slice_until and due_on >= :since and due_on < :before
      join fold_place on place_id = unit_id and place_from <= due_on and (place_to is null or place_to > due_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(decision_due), 0) end as decision_due,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(decision_done), 0) end as decision_done
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(decision_due) <> 0 or sum(decision_done) <> 0;

-- Days and months above the county: decision
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_decision (county_id, unit_id, grain, period_on, dim, member, decision_due, decision_done)
with part (county_id, unit_id, grain, period_on, dim, member, decision_due, decision_done) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.decision_due as decision_due, r.decision_done as decision_done
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_decision r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.decision_due as decision_due, leaf.decision_done as decision_done
  from (
    select county_id, unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, '' as dim, '' as member, sum(decision_due) as decision_due, sum(decision_done) as decision_done
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, due_on as day, due_on as placed_on,
        case when true then 1 end as decision_due,
        case when (done_on) <= :business_on then 1 end as decision_done
      from fold_slice
      join fact_meeting_decision on county_id = slice_county and month_of(due_on) = slice_month and due_on < slice_until and due_on >= :since and due_on < :before
      join fold_place on place_id = unit_id and place_from <= due_on and (place_to is null or place_to > due_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(decision_due), 0) end as decision_due,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(decision_done), 0) end as decision_done
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(decision_due) <> 0 or sum(decision_done) <> 0;
