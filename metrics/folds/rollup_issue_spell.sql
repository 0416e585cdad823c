-- Days and months of counties: issue_spell
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_issue_spell (county_id, unit_id, grain, period_on, dim, member, issue_closed_count, issue_open_count, issue_overdue_count, issue_handle_days, issue_reopened_in_30_days, issue_reopened, issue_withdrawn)
with part (county_id, unit_id, grain, period_on, dim, member, issue_closed_count, issue_open_count, issue_overdue_count, issue_handle_days, issue_reopened_in_30_days, issue_reopened, issue_withdrawn) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.issue_closed_count as issue_closed_count, null::numeric as issue_open_count, null::numeric as issue_overdue_count, leaf.issue_handle_days as issue_handle_days, leaf.issue_reopened_in_30_days as issue_reopened_in_30_days, null::numeric as issue_reopened, leaf.issue_withdrawn as issue_withdrawn
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_closed_count) as issue_closed_count, sum(issue_handle_days) as issue_handle_days, sum(issue_reopened_in_30_days) as issue_reopened_in_30_days, sum(issue_withdrawn) as issue_withdrawn
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, closed_on as day, closed_on as placed_on, category, kind, issue_source, reporter_group,
        case when (ended_by = 'close') then 1 end as issue_closed_count,
        case when (ended_by = 'close') then (handle_workdays) end as issue_handle_days,
        case when (ended_by = 'close') and (case when reopened_on <= closed_on + 30 then reopened_on end) <= :business_on then 1 end as issue_reopened_in_30_days,
        case when (ended_by = 'withdraw') then 1 end as issue_withdrawn
      from fold_slice
      join fact_issue_spell on county_id = slice_county and month_of(closed_on) = slice_month and closed_on < slice_until and closed_on >= :since and closed_on < :before
      join fold_place on place_id = unit_id and place_from <= closed_on and (place_to is null or place_to > closed_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, issue_source), (county_id, head_id, day, issue_source), (county_id, unit_id, place_from, month, reporter_group), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as issue_closed_count, null::numeric as issue_open_count, null::numeric as issue_overdue_count, null::numeric as issue_handle_days, null::numeric as issue_reopened_in_30_days, leaf.issue_reopened as issue_reopened, null::numeric as issue_withdrawn
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_reopened) as issue_reopened
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, opened_on as day, opened_on as placed_on, category, kind, issue_source, reporter_group,
        case when (spell > 1) then 1 end as issue_reopened
      from fold_slice
      join fact_issue_spell on county_id = slice_county and month_of(opened_on) = slice_month and opened_on < slice_until and opened_on >= :since and opened_on < :before
      join fold_place on place_id = unit_id and place_from <= opened_on and (place_to is null or place_to > opened_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, issue_source), (county_id, head_id, day, issue_source), (county_id, unit_id, place_from, month, reporter_group), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as issue_closed_count, leaf.issue_open_count as issue_open_count, null::numeric as issue_overdue_count, null::numeric as issue_handle_days, null::numeric as issue_reopened_in_30_days, null::numeric as issue_reopened, null::numeric as issue_withdrawn
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_open_count) as issue_open_count
    from (
      select county_id, unit_id, slice_month, slice_until, category, kind, issue_source, reporter_group, case when true then 1 end as issue_open_count
      from fold_slice
      join fact_issue_spell on county_id = slice_county and opened_on < slice_until and (closed_on is null or closed_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, category), (county_id, unit_id, slice_month, slice_until, kind), (county_id, unit_id, slice_month, slice_until, issue_source), (county_id, unit_id, slice_month, slice_until, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as issue_closed_count, leaf.issue_open_count as issue_open_count, null::numeric as issue_overdue_count, null::numeric as issue_handle_days, null::numeric as issue_reopened_in_30_days, null::numeric as issue_reopened, null::numeric as issue_withdrawn
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_open_count) as issue_open_count
    from (
      select county_id, unit_id, head_id, opened_on as day, category, kind, issue_source, reporter_group, case when true then 1 end as issue_open_count
      from fold_slice
      join fact_issue_spell on county_id = slice_county and month_of(opened_on) = slice_month and opened_on < slice_until and opened_on >= :since and opened_on < :before
      join fold_place on place_id = unit_id and place_from <= opened_on and (place_to is null or place_to > opened_on)
      where closed_on is null or closed_on > opened_on
      union all
      select county_id, unit_id, head_id, closed_on as day, category, kind, issue_source, reporter_group, case when true then -1 end as issue_open_count
      from fold_slice
      join fact_issue_spell on county_id = slice_county and month_of(closed_on) = slice_month and closed_on < slice_until and closed_on >= :since and closed_on < :before
      join fold_place on place_id = unit_id and place_from <= closed_on and (place_to is null or place_to > closed_on)
      where closed_on is null or closed_on > opened_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, category), (county_id, head_id, day, kind), (county_id, head_id, day, issue_source), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as issue_closed_count, null::numeric as issue_open_count, leaf.issue_overdue_count as issue_overdue_count, null::numeric as issue_handle_days, null::numeric as issue_reopened_in_30_days, null::numeric as issue_reopened, null::numeric as issue_withdrawn
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_overdue_count) as issue_overdue_count
    from (
      select county_id, unit_id, slice_month, slice_until, category, kind, issue_source, reporter_group, case when true then 1 end as issue_overdue_count
      from fold_slice
      join fact_issue_spell on county_id = slice_county and greatest(opened_on, due_on + 1) < slice_until and (closed_on is null or closed_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, category), (county_id, unit_id, slice_month, slice_until, kind), (county_id, unit_id, slice_month, slice_until, issue_source), (county_id, unit_id, slice_month, slice_until, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as issue_closed_count, null::numeric as issue_open_count, leaf.issue_overdue_count as issue_overdue_count, null::numeric as issue_handle_days, null::numeric as issue_reopened_in_30_days, null::numeric as issue_reopened, null::numeric as issue_withdrawn
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_overdue_count) as issue_overdue_count
    from (
      select county_id, unit_id, head_id, greatest(opened_on, due_on + 1) as day, category, kind, issue_source, reporter_group, case when true then 1 end as issue_overdue_count
      from fold_slice
      join fact_issue_spell on county_id = slice_county and month_of(greatest(opened_on, due_on + 1)) = slice_month and greatest(opened_on, due_on + 1) < slice_until and greatest(opened_on, due_on + 1) >= :since and greatest(opened_on, due_on + 1) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(opened_on, due_on + 1) and (place_to is null or place_to > greatest(opened_on, due_on + 1))
      where closed_on is null or closed_on > greatest(opened_on, due_on + 1)
      union all
      select county_id, unit_id, head_id, closed_on as day, category, kind, issue_source, reporter_group, case when true then -1 end as issue_overdue_count
      from fold_slice
      join fact_issue_spell on county_id = slice_county and month_of(closed_on) = slice_month and closed_on < slice_until and closed_on >= :since and closed_on < :before
      join fold_place on place_id = unit_id and place_from <= closed_on and (place_to is null or place_to > closed_on)
      where closed_on is null or closed_on > greatest(opened_on, due_on + 1)
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, category), (county_id, head_id, day, kind), (county_id, head_id, day, issue_source), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_closed_count), 0) end as issue_closed_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_open_count), 0) end as issue_open_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_overdue_count), 0) end as issue_overdue_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_handle_days), 0) end as issue_handle_days,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_reopened_in_30_days), 0) end as issue_reopened_in_30_days,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_reopened), 0) end as issue_reopened,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_withdrawn), 0) end as issue_withdrawn
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(issue_closed_count) <> 0 or sum(issue_open_count) <> 0 or sum(issue_overdue_count) <> 0 or sum(issue_handle_days) <> 0 or sum(issue_reopened_in_30_days) <> 0 or sum(issue_reopened) <> 0 or sum(issue_withdrawn) <> 0;

-- Days and months above the county: issue_spell
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_issue_spell (county_id, unit_id, grain, period_on, dim, member, issue_closed_count, issue_open_count, issue_overdue_count, issue_handle_days, issue_reopened_in_30_days, issue_reopened, issue_withdrawn)
with part (county_id, unit_id, grain, period_on, dim, member, issue_closed_count, issue_open_count, issue_overdue_count, issue_handle_days, issue_reopened_in_30_days, issue_reopened, issue_withdrawn) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.issue_closed_count as issue_closed_count, r.issue_open_count as issue_open_count, r.issue_overdue_count as issue_overdue_count, r.issue_handle_days as issue_handle_days, r.issue_reopened_in_30_days as issue_reopened_in_30_days, r.issue_reopened as issue_reopened, r.issue_withdrawn as issue_withdrawn
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_issue_spell r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.issue_closed_count as issue_closed_count, null::numeric as issue_open_count, null::numeric as issue_overdue_count, leaf.issue_handle_days as issue_handle_days, leaf.issue_reopened_in_30_days as issue_reopened_in_30_days, null::numeric as issue_reopened, leaf.issue_withdrawn as issue_withdrawn
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_closed_count) as issue_closed_count, sum(issue_handle_days) as issue_handle_days, sum(issue_reopened_in_30_days) as issue_reopened_in_30_days, sum(issue_withdrawn) as issue_withdrawn
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, closed_on as day, closed_on as placed_on, category, kind, issue_source, reporter_group,
        case when (ended_by = 'close') then 1 end as issue_closed_count,
        case when (ended_by = 'close') then (handle_workdays) end as issue_handle_days,
        case when (ended_by = 'close') and (case when reopened_on <= closed_on + 30 then reopened_on end) <= :business_on then 1 end as issue_reopened_in_30_days,
        case when (ended_by = 'withdraw') then 1 end as issue_withdrawn
      from fold_slice
      join fact_issue_spell on county_id = slice_county and month_of(closed_on) = slice_month and closed_on < slice_until and closed_on >= :since and closed_on < :before
      join fold_place on place_id = unit_id and place_from <= closed_on and (place_to is null or place_to > closed_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, issue_source), (county_id, head_id, day, issue_source), (county_id, unit_id, place_from, month, reporter_group), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as issue_closed_count, null::numeric as issue_open_count, null::numeric as issue_overdue_count, null::numeric as issue_handle_days, null::numeric as issue_reopened_in_30_days, leaf.issue_reopened as issue_reopened, null::numeric as issue_withdrawn
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_reopened) as issue_reopened
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, opened_on as day, opened_on as placed_on, category, kind, issue_source, reporter_group,
        case when (spell > 1) then 1 end as issue_reopened
      from fold_slice
      join fact_issue_spell on county_id = slice_county and month_of(opened_on) = slice_month and opened_on < slice_until and opened_on >= :since and opened_on < :before
      join fold_place on place_id = unit_id and place_from <= opened_on and (place_to is null or place_to > opened_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, issue_source), (county_id, head_id, day, issue_source), (county_id, unit_id, place_from, month, reporter_group), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as issue_closed_count, leaf.issue_open_count as issue_open_count, null::numeric as issue_overdue_count, null::numeric as issue_handle_days, null::numeric as issue_reopened_in_30_days, null::numeric as issue_reopened, null::numeric as issue_withdrawn
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_open_count) as issue_open_count
    from (
      select county_id, unit_id, slice_month, slice_until, category, kind, issue_source, reporter_group, case when true then 1 end as issue_open_count
      from fold_slice
      join fact_issue_spell on county_id = slice_county and opened_on < slice_until and (closed_on is null or closed_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, category), (county_id, unit_id, slice_month, slice_until, kind), (county_id, unit_id, slice_month, slice_until, issue_source), (county_id, unit_id, slice_month, slice_until, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as issue_closed_count, leaf.issue_open_count as issue_open_count, null::numeric as issue_overdue_count, null::numeric as issue_handle_days, null::numeric as issue_reopened_in_30_days, null::numeric as issue_reopened, null::numeric as issue_withdrawn
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_open_count) as issue_open_count
    from (
      select county_id, unit_id, head_id, opened_on as day, category, kind, issue_source, reporter_group, case when true then 1 end as issue_open_count
      from fold_slice
      join fact_issue_spell on county_id = slice_county and month_of(opened_on) = slice_month and opened_on < slice_until and opened_on >= :since and opened_on < :before
      join fold_place on place_id = unit_id and place_from <= opened_on and (place_to is null or place_to > opened_on)
      where closed_on is null or closed_on > opened_on
      union all
      select county_id, unit_id, head_id, closed_on as day, category, kind, issue_source, reporter_group, case when true then -1 end as issue_open_count
      from fold_slice
      join fact_issue_spell on county_id = slice_county and month_of(closed_on) = slice_month and closed_on < slice_until and closed_on >= :since and closed_on < :before
      join fold_place on place_id = unit_id and place_from <= closed_on and (place_to is null or place_to > closed_on)
      where closed_on is null or closed_on > opened_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, category), (county_id, head_id, day, kind), (county_id, head_id, day, issue_source), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as issue_closed_count, null::numeric as issue_open_count, leaf.issue_overdue_count as issue_overdue_count, null::numeric as issue_handle_days, null::numeric as issue_reopened_in_30_days, null::numeric as issue_reopened, null::numeric as issue_withdrawn
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_overdue_count) as issue_overdue_count
    from (
      select county_id, unit_id, slice_month, slice_until, category, kind, issue_source, reporter_group, case when true then 1 end as issue_overdue_count
      from fold_slice
      join fact_issue_spell on county_id = slice_county and greatest(opened_on, due_on + 1) < slice_until and (closed_on is null or closed_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, category), (county_id, unit_id, slice_month, slice_until, kind), (county_id, unit_id, slice_month, slice_until, issue_source), (county_id, unit_id, slice_month, slice_until, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as issue_closed_count, null::numeric as issue_open_count, leaf.issue_overdue_count as issue_overdue_count, null::numeric as issue_handle_days, null::numeric as issue_reopened_in_30_days, null::numeric as issue_reopened, null::numeric as issue_withdrawn
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_overdue_count) as issue_overdue_count
    from (
      select county_id, unit_id, head_id, greatest(opened_on, due_on + 1) as day, category, kind, issue_source, reporter_group, case when true then 1 end as issue_overdue_count
      from fold_slice
      join fact_issue_spell on county_id = slice_county and month_of(greatest(opened_on, due_on + 1)) = slice_month and greatest(opened_on, due_on + 1) < slice_until and greatest(opened_on, due_on + 1) >= :since and greatest(opened_on, due_on + 1) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(opened_on, due_on + 1) and (place_to is null or place_to > greatest(opened_on, due_on + 1))
      where closed_on is null or closed_on > greatest(opened_on, due_on + 1)
      union all
      select county_id, unit_id, head_id, closed_on as day, category, kind, issue_source, reporter_group, case when true then -1 end as issue_overdue_count
      from fold_slice
      join fact_issue_spell on county_id = slice_county and month_of(closed_on) = slice_month and closed_on < slice_until and closed_on >= :since and closed_on < :before
      join fold_place on place_id = unit_id and place_from <= closed_on and (place_to is null or place_to > closed_on)
      where closed_on is null or closed_on > greatest(opened_on, due_on + 1)
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, category), (county_id, head_id, day, kind), (county_id, head_id, day, issue_source), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_closed_count), 0) end as issue_closed_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_open_count), 0) end as issue_open_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_overdue_count), 0) end as issue_overdue_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_handle_days), 0) end as issue_handle_days,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_reopened_in_30_days), 0) end as issue_reopened_in_30_days,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_reopened), 0) end as issue_reopened,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_withdrawn), 0) end as issue_withdrawn
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(issue_closed_count) <> 0 or sum(issue_open_count) <> 0 or sum(issue_overdue_count) <> 0 or sum(issue_handle_days) <> 0 or sum(issue_reopened_in_30_days) <> 0 or sum(issue_reopened) <> 0 or sum(issue_withdrawn) <> 0;
