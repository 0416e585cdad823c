-- Days and months of counties: plan_task
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_plan_task (county_id, unit_id, grain, period_on, dim, member, plan_task_count, plan_task_done, plan_task_overdue_count)
with part (county_id, unit_id, grain, period_on, dim, member, plan_task_count, plan_task_done, plan_task_overdue_count) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.plan_task_count as plan_task_count, leaf.plan_task_done as plan_task_done, null::numeric as plan_task_overdue_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(plan) = 0 then 'plan' when grouping(pillar) = 0 then 'pillar' else '' end as dim, case when grouping(plan) = 0 then plan::text when grouping(pillar) = 0 then pillar::text else '' end as member, sum(plan_task_count) as plan_task_count, sum(plan_task_done) as plan_task_done
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, due_on as day, due_on as placed_on, plan, pillar,
        case when true then 1 end as plan_task_count,
        case when (done_on) <= :business_on then 1 end as plan_task_done
      from fold_slice
      join fact_plan_task on county_id = slice_county and month_of(due_on) = slice_month and due_on < slice_until and due_on >= :since and due_on < :before
      join fold_place on place_id = unit_id and place_from <= due_on and (place_to is null or place_to > due_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, plan), (county_id, head_id, day, plan), (county_id, unit_id, place_from, month, pillar), (county_id, head_id, day, pillar))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as plan_task_count, null::numeric as plan_task_done, leaf.plan_task_overdue_count as plan_task_overdue_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(plan) = 0 then 'plan' when grouping(pillar) = 0 then 'pillar' else '' end as dim, case when grouping(plan) = 0 then plan::text when grouping(pillar) = 0 then pillar::text else '' end as member, sum(plan_task_overdue_count) as plan_task_overdue_count
    from (
      select county_id, unit_id, slice_month, slice_until, plan, pillar, case when (done_on is null or done_on > due_on) then 1 end as plan_task_overdue_count
      from fold_slice
      join fact_plan_task on county_id = slice_county and due_on + 1 < slice_until and (done_on is null or done_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, plan), (county_id, unit_id, slice_month, slice_until, pillar))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as plan_task_count, null::numeric as plan_task_done, leaf.plan_task_overdue_count as plan_task_overdue_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(plan) = 0 then 'plan' when grouping(pillar) = 0 then 'pillar' else '' end as dim, case when grouping(plan) = 0 then plan::text when grouping(pillar) = 0 then pillar::text else '' end as member, sum(plan_task_overdue_count) as plan_task_overdue_count
    from (
      select county_id, unit_id, head_id, due_on + 1 as day, plan, pillar, case when (done_on is null or done_on > due_on) then 1 end as plan_task_overdue_count
      from fold_slice
      join fact_plan_task on county_id = slice_county and month_of(due_on + 1) = slice_month and due_on + 1 < slice_until and due_on + 1 >= :since and due_on + 1 < :before
      join fold_place on place_id = unit_id and place_from <= due_on + 1 and (place_to is null or place_to > due_on + 1)
      where done_on is null or done_on > due_on + 1
      union all
      select county_id, unit_id, head_id, done_on as day, plan, pillar, case when (done_on is null or done_on > due_on) then -1 end as plan_task_overdue_count
      from fold_slice
      join fact_plan_task on county_id = slice_county and month_of(done_on) = slice_month and done_on < slice_until and done_on >= :since and done_on < :before
      join fold_place on place_id = unit_id and place_from <= done_on and (place_to is null or place_to > done_on)
      where done_on is null or done_on > due_on + 1
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, plan), (county_id, head_id, day, pillar))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'plan', 'pillar')) then coalesce(sum(plan_task_count), 0) end as plan_task_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'plan', 'pillar')) then coalesce(sum(plan_task_done), 0) end as plan_task_done,
  case when (grain in ('d', 'm')) and (dim in ('', 'plan', 'pillar')) then coalesce(sum(plan_task_overdue_count), 0) end as plan_task_overdue_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(plan_task_count) <> 0 or sum(plan_task_done) <> 0 or sum(plan_task_overdue_count) <> 0;

-- Days and months above the county: plan_task
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_plan_task (county_id, unit_id, grain, period_on, dim, member, plan_task_count, plan_task_done, plan_task_overdue_count)
with part (county_id, unit_id, grain, period_on, dim, member, plan_task_count, plan_task_done, plan_task_overdue_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.plan_task_count as plan_task_count, r.plan_task_done as plan_task_done, r.plan_task_overdue_count as plan_task_overdue_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_plan_task r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.plan_task_count as plan_task_count, leaf.plan_task_done as plan_task_done, null::numeric as plan_task_overdue_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(plan) = 0 then 'plan' when grouping(pillar) = 0 then 'pillar' else '' end as dim, case when grouping(plan) = 0 then plan::text when grouping(pillar) = 0 then pillar::text else '' end as member, sum(plan_task_count) as plan_task_count, sum(plan_task_done) as plan_task_done
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, due_on as day, due_on as placed_on, plan, pillar,
        case when true then 1 end as plan_task_count,
        case when (done_on) <= :business_on then 1 end as plan_task_done
      from fold_slice
      join fact_plan_task on county_id = slice_county and month_of(due_on) = slice_month and due_on < slice_until and due_on >= :since and due_on < :before
      join fold_place on place_id = unit_id and place_from <= due_on and (place_to is null or place_to > due_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, plan), (county_id, head_id, day, plan), (county_id, unit_id, place_from, month, pillar), (county_id, head_id, day, pillar))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as plan_task_count, null::numeric as plan_task_done, leaf.plan_task_overdue_count as plan_task_overdue_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(plan) = 0 then 'plan' when grouping(pillar) = 0 then 'pillar' else '' end as dim, case when grouping(plan) = 0 then plan::text when grouping(pillar) = 0 then pillar::text else '' end as member, sum(plan_task_overdue_count) as plan_task_overdue_count
    from (
      select county_id, unit_id, slice_month, slice_until, plan, pillar, case when (done_on is null or done_on > due_on) then 1 end as plan_task_overdue_count
      from fold_slice
      join fact_plan_task on county_id = slice_county and due_on + 1 < slice_until and (done_on is null or done_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, plan), (county_id, unit_id, slice_month, slice_until, pillar))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as plan_task_count, null::numeric as plan_task_done, leaf.plan_task_overdue_count as plan_task_overdue_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(plan) = 0 then 'plan' when grouping(pillar) = 0 then 'pillar' else '' end as dim, case when grouping(plan) = 0 then plan::text when grouping(pillar) = 0 then pillar::text else '' end as member, sum(plan_task_overdue_count) as plan_task_overdue_count
    from (
      select county_id, unit_id, head_id, due_on + 1 as day, plan, pillar, case when (done_on is null or done_on > due_on) then 1 end as plan_task_overdue_count
      from fold_slice
      join fact_plan_task on county_id = slice_county and month_of(due_on + 1) = slice_month and due_on + 1 < slice_until and due_on + 1 >= :since and due_on + 1 < :before
      join fold_place on place_id = unit_id and place_from <= due_on + 1 and (place_to is null or place_to > due_on + 1)
      where done_on is null or done_on > due_on + 1
      union all
      select county_id, unit_id, head_id, done_on as day, plan, pillar, case when (done_on is null or done_on > due_on) then -1 end as plan_task_overdue_count
      from fold_slice
      join fact_plan_task on county_id = slice_county and month_of(done_on) = slice_month and done_on < slice_until and done_on >= :since and done_on < :before
      join fold_place on place_id = unit_id and place_from <= done_on and (place_to is null or place_to > done_on)
      where done_on is null or done_on > due_on + 1
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, plan), (county_id, head_id, day, pillar))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'plan', 'pillar')) then coalesce(sum(plan_task_count), 0) end as plan_task_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'plan', 'pillar')) then coalesce(sum(plan_task_done), 0) end as plan_task_done,
  case when (grain in ('d', 'm')) and (dim in ('', 'plan', 'pillar')) then coalesce(sum(plan_task_overdue_count), 0) end as plan_task_overdue_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(plan_task_count) <> 0 or sum(plan_task_done) <> 0 or sum(plan_task_overdue_count) <> 0;
