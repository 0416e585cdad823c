-- Days and months of counties: issue
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_issue (county_id, unit_id, grain, period_on, dim, member, issue_accepted_count, issue_neg_handled_count, issue_closed_of_accepted, issue_due, issue_due_on_time, issue_finished, issue_three_phases, issue_followed_up, issue_rated, issue_satisfied)
with part (county_id, unit_id, grain, period_on, dim, member, issue_accepted_count, issue_neg_handled_count, issue_closed_of_accepted, issue_due, issue_due_on_time, issue_finished, issue_three_phases, issue_followed_up, issue_rated, issue_satisfied) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.issue_accepted_count as issue_accepted_count, null::numeric as issue_neg_handled_count, leaf.issue_closed_of_accepted as issue_closed_of_accepted, null::numeric as issue_due, null::numeric as issue_due_on_time, null::numeric as issue_finished, null::numeric as issue_three_phases, null::numeric as issue_followed_up, null::numeric as issue_rated, null::numeric as issue_satisfied
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_accepted_count) as issue_accepted_count, sum(issue_closed_of_accepted) as issue_closed_of_accepted
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, accepted_on as day, accepted_on as placed_on, category, kind, issue_source, reporter_group,
        case when true then 1 end as issue_accepted_count,
        case when (closed_on) <= :business_on then 1 end as issue_closed_of_accepted
      from fold_slice
      join fact_issue on county_id = slice_county and month_of(accepted_on) = slice_month and accepted_on < slice_until and accepted_on >= :since and accepted_on < :before
      join fold_place on place_id = unit_id and place_from <= accepted_on and (place_to is null or place_to > accepted_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, issue_source), (county_id, head_id, day, issue_source), (county_id, unit_id, place_from, month, reporter_group), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as issue_accepted_count, leaf.issue_neg_handled_count as issue_neg_handled_count, null::numeric as issue_closed_of_accepted, null::numeric as issue_due, null::numeric as issue_due_on_time, leaf.issue_finished as issue_finished, leaf.issue_three_phases as issue_three_phases, leaf.issue_followed_up as issue_followed_up, leaf.issue_rated as issue_rated, leaf.issue_satisfied as issue_satisfied
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_neg_handled_count) as issue_neg_handled_count, sum(issue_finished) as issue_finished, sum(issue_three_phases) as issue_three_phases, sum(issue_followed_up) as issue_followed_up, sum(issue_rated) as issue_rated, sum(issue_satisfied) as issue_satisfied
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, closed_on as day, closed_on as placed_on, category, kind, issue_source, reporter_group,
        case when (kind = 'governance' and reporter_group = 'new_employment') then 1 end as issue_neg_handled_count,
        case when true then 1 end as issue_finished,
        case when (has_three_phases) then 1 end as issue_three_phases,
        case when (followed_up_on) <= :business_on then 1 end as issue_followed_up,
        case when (case when rating is not null then followed_up_on end) <= :business_on then 1 end as issue_rated,
        case when (case when rating >= 3 then followed_up_on end) <= :business_on then 1 end as issue_satisfied
      from fold_slice
      join fact_issue on county_id = slice_county and month_of(closed_on) = slice_month and closed_on < slice_until and closed_on >= :since and closed_on < :before
      join fold_place on place_id = unit_id and place_from <= closed_on and (place_to is null or place_to > closed_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, issue_source), (county_id, head_id, day, issue_source), (county_id, unit_id, place_from, month, reporter_group), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as issue_accepted_count, null::numeric as issue_neg_handled_count, null::numeric as issue_closed_of_accepted, leaf.issue_due as issue_due, leaf.issue_due_on_time as issue_due_on_time, null::numeric as issue_finished, null::numeric as issue_three_phases, null::numeric as issue_followed_up, null::numeric as issue_rated, null::numeric as issue_satisfied
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_due) as issue_due, sum(issue_due_on_time) as issue_due_on_time
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, due_on as day, due_on as placed_on, category, kind, issue_source, reporter_group,
        case when true then 1 end as issue_due,
        case when (case when closed_on <= due_on then closed_on end) <= :business_on then 1 end as issue_due_on_time
      from fold_slice
      join fact_issue on county_id = slice_county and month_of(due_on) = slice_month and due_on < slice_until and due_on >= :since and due_on < :before
      join fold_place on place_id = unit_id and place_from <= due_on and (place_to is null or place_to > due_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, issue_source), (county_id, head_id, day, issue_source), (county_id, unit_id, place_from, month, reporter_group), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_accepted_count), 0) end as issue_accepted_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'issue_source')) then coalesce(sum(issue_neg_handled_count), 0) end as issue_neg_handled_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_closed_of_accepted), 0) end as issue_closed_of_accepted,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_due), 0) end as issue_due,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_due_on_time), 0) end as issue_due_on_time,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_finished), 0) end as issue_finished,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_three_phases), 0) end as issue_three_phases,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_followed_up), 0) end as issue_followed_up,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_rated), 0) end as issue_rated,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_satisfied), 0) end as issue_satisfied
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(issue_accepted_count) <> 0 or sum(issue_neg_handled_count) <> 0 or sum(issue_closed_of_accepted) <> 0 or sum(issue_due) <> 0 or sum(issue_due_on_time) <> 0 or sum(issue_finished) <> 0 or sum(issue_three_phases) <> 0 or sum(issue_followed_up) <> 0 or sum(issue_rated) <> 0 or sum(issue_satisfied) <> 0;

-- Days and months above the county: issue
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_issue (county_id, unit_id, grain, period_on, dim, member, issue_accepted_count, issue_neg_handled_count, issue_closed_of_accepted, issue_due, issue_due_on_time, issue_finished, issue_three_phases, issue_followed_up, issue_rated, issue_satisfied)
with part (county_id, unit_id, grain, period_on, dim, member, issue_accepted_count, issue_neg_handled_count, issue_closed_of_accepted, issue_due, issue_due_on_time, issue_finished, issue_three_phases, issue_followed_up, issue_rated, issue_satisfied) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.issue_accepted_count as issue_accepted_count, r.issue_neg_handled_count as issue_neg_handled_count, r.issue_closed_of_accepted as issue_closed_of_accepted, r.issue_due as issue_due, r.issue_due_on_time as issue_due_on_time, r.issue_finished as issue_finished, r.issue_three_phases as issue_three_phases, r.issue_followed_up as issue_followed_up, r.issue_rated as issue_rated, r.issue_satisfied as issue_satisfied
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_issue r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.issue_accepted_count as issue_accepted_count, null::numeric as issue_neg_handled_count, leaf.issue_closed_of_accepted as issue_closed_of_accepted, null::numeric as issue_due, null::numeric as issue_due_on_time, null::numeric as issue_finished, null::numeric as issue_three_phases, null::numeric as issue_followed_up, null::numeric as issue_rated, null::numeric as issue_satisfied
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_accepted_count) as issue_accepted_count, sum(issue_closed_of_accepted) as issue_closed_of_accepted
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, accepted_on as day, accepted_on as placed_on, category, kind, issue_source, reporter_group,
        case when true then 1 end as issue_accepted_count,
        case when (closed_on) <= :business_on then 1 end as issue_closed_of_accepted
      from fold_slice
      join fact_issue on county_id = slice_county and month_of(accepted_on) = slice_month and accepted_on < slice_until and accepted_on >= :since and accepted_on < :before
      join fold_place on place_id = unit_id and place_from <= accepted_on and (place_to is null or place_to > accepted_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, issue_source), (county_id, head_id, day, issue_source), (county_id, unit_id, place_from, month, reporter_group), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as issue_accepted_count, leaf.issue_neg_handled_count as issue_neg_handled_count, null::numeric as issue_closed_of_accepted, null::numeric as issue_due, null::numeric as issue_due_on_time, leaf.issue_finished as issue_finished, leaf.issue_three_phases as issue_three_phases, leaf.issue_followed_up as issue_followed_up, leaf.issue_rated as issue_rated, leaf.issue_satisfied as issue_satisfied
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_neg_handled_count) as issue_neg_handled_count, sum(issue_finished) as issue_finished, sum(issue_three_phases) as issue_three_phases, sum(issue_followed_up) as issue_followed_up, sum(issue_rated) as issue_rated, sum(issue_satisfied) as issue_satisfied
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, closed_on as day, closed_on as placed_on, category, kind, issue_source, reporter_group,
        case when (kind = 'governance' and reporter_group = 'new_employment') then 1 end as issue_neg_handled_count,
        case when true then 1 end as issue_finished,
        case when (has_three_phases) then 1 end as issue_three_phases,
        case when (followed_up_on) <= :business_on then 1 end as issue_followed_up,
        case when (case when rating is not null then followed_up_on end) <= :business_on then 1 end as issue_rated,
        case when (case when rating >= 3 then followed_up_on end) <= :business_on then 1 end as issue_satisfied
      from fold_slice
      join fact_issue on county_id = slice_county and month_of(closed_on) = slice_month and closed_on < slice_until and closed_on >= :since and closed_on < :before
      join fold_place on place_id = unit_id and place_from <= closed_on and (place_to is null or place_to > closed_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, issue_source), (county_id, head_id, day, issue_source), (county_id, unit_id, place_from, month, reporter_group), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as issue_accepted_count, null::numeric as issue_neg_handled_count, null::numeric as issue_closed_of_accepted, leaf.issue_due as issue_due, leaf.issue_due_on_time as issue_due_on_time, null::numeric as issue_finished, null::numeric as issue_three_phases, null::numeric as issue_followed_up, null::numeric as issue_rated, null::numeric as issue_satisfied
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' when grouping(kind) = 0 then 'kind' when grouping(issue_source) = 0 then 'issue_source' when grouping(reporter_group) = 0 then 'reporter_group' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(kind) = 0 then kind::text when grouping(issue_source) = 0 then issue_source::text when grouping(reporter_group) = 0 then reporter_group::text else '' end as member, sum(issue_due) as issue_due, sum(issue_due_on_time) as issue_due_on_time
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, due_on as day, due_on as placed_on, category, kind, issue_source, reporter_group,
        case when true then 1 end as issue_due,
        case when (case when closed_on <= due_on then closed_on end) <= :business_on then 1 end as issue_due_on_time
      from fold_slice
      join fact_issue on county_id = slice_county and month_of(due_on) = slice_month and due_on < slice_until and due_on >= :since and due_on < :before
      join fold_place on place_id = unit_id and place_from <= due_on and (place_to is null or place_to > due_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, issue_source), (county_id, head_id, day, issue_source), (county_id, unit_id, place_from, month, reporter_group), (county_id, head_id, day, reporter_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_accepted_count), 0) end as issue_accepted_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'issue_source')) then coalesce(sum(issue_neg_handled_count), 0) end as issue_neg_handled_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_closed_of_accepted), 0) end as issue_closed_of_accepted,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_due), 0) end as issue_due,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_due_on_time), 0) end as issue_due_on_time,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_finished), 0) end as issue_finished,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_three_phases), 0) end as issue_three_phases,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_followed_up), 0) end as issue_followed_up,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_rated), 0) end as issue_rated,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'kind', 'issue_source', 'reporter_group')) then coalesce(sum(issue_satisfied), 0) end as issue_satisfied
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(issue_accepted_count) <> 0 or sum(issue_neg_handled_count) <> 0 or sum(issue_closed_of_accepted) <> 0 or sum(issue_due) <> 0 or sum(issue_due_on_time) <> 0 or sum(issue_finished) <> 0 or sum(issue_three_phases) <> 0 or sum(issue_followed_up) <> 0 or sum(issue_rated) <> 0 or sum(issue_satisfied) <> 0;
