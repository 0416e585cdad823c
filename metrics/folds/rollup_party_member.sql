-- Days and months of counties: party_member
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_party_member (county_id, unit_id, grain, period_on, dim, member, party_member_count, probationary_count, probation_overdue_count, full_member_new)
with part (county_id, unit_id, grain, period_on, dim, member, party_member_count, probationary_count, probation_overdue_count, full_member_new) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as party_member_count, null::numeric as probationary_count, null::numeric as probation_overdue_count, leaf.full_member_new as full_member_new
  from (
    select county_id, unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, '' as dim, '' as member, sum(full_member_new) as full_member_new
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, full_on as day, full_on as placed_on,
        case when (full_on >= increased_on) then 1 end as full_member_new
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(full_on) = slice_month and full_on < slice_until and full_on >= :since and full_on < :before
      join fold_place on place_id = unit_id and place_from <= full_on and (place_to is null or place_to > full_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.party_member_count as party_member_count, null::numeric as probationary_count, null::numeric as probation_overdue_count, null::numeric as full_member_new
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(party_member_count) as party_member_count
    from (
      select county_id, unit_id, slice_month, slice_until, case when true then 1 end as party_member_count
      from fold_slice
      join fact_party_member on county_id = slice_county and increased_on < slice_until and (left_on is null or left_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.party_member_count as party_member_count, null::numeric as probationary_count, null::numeric as probation_overdue_count, null::numeric as full_member_new
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(party_member_count) as party_member_count
    from (
      select county_id, unit_id, head_id, increased_on as day, case when true then 1 end as party_member_count
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(increased_on) = slice_month and increased_on < slice_until and increased_on >= :since and increased_on < :before
      join fold_place on place_id = unit_id and place_from <= increased_on and (place_to is null or place_to > increased_on)
      where left_on is null or left_on > increased_on
      union all
      select county_id, unit_id, head_id, left_on as day, case when true then -1 end as party_member_count
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(left_on) = slice_month and left_on < slice_until and left_on >= :since and left_on < :before
      join fold_place on place_id = unit_id and place_from <= left_on and (place_to is null or place_to > left_on)
      where left_on is null or left_on > increased_on
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as party_member_count, leaf.probationary_count as probationary_count, null::numeric as probation_overdue_count, null::numeric as full_member_new
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(probationary_count) as probationary_count
    from (
      select county_id, unit_id, slice_month, slice_until, case when true then 1 end as probationary_count
      from fold_slice
      join fact_party_member on county_id = slice_county and greatest(increased_on, admitted_on) < slice_until and (least(left_on, full_on) is null or least(left_on, full_on) >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as party_member_count, leaf.probationary_count as probationary_count, null::numeric as probation_overdue_count, null::numeric as full_member_new
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(probationary_count) as probationary_count
    from (
      select county_id, unit_id, head_id, greatest(increased_on, admitted_on) as day, case when true then 1 end as probationary_count
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(greatest(increased_on, admitted_on)) = slice_month and greatest(increased_on, admitted_on) < slice_until and greatest(increased_on, admitted_on) >= :since and greatest(increased_on, admitted_on) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(increased_on, admitted_on) and (place_to is null or place_to > greatest(increased_on, admitted_on))
      where least(left_on, full_on) is null or least(left_on, full_on) > greatest(increased_on, admitted_on)
      union all
      select county_id, unit_id, head_id, least(left_on, full_on) as day, case when true then -1 end as probationary_count
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(least(left_on, full_on)) = slice_month and least(left_on, full_on) < slice_until and least(left_on, full_on) >= :since and least(left_on, full_on) < :before
      join fold_place on place_id = unit_id and place_from <= least(left_on, full_on) and (place_to is null or place_to > least(left_on, full_on))
      where least(left_on, full_on) is null or least(left_on, full_on) > greatest(increased_on, admitted_on)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as party_member_count, null::numeric as probationary_count, leaf.probation_overdue_count as probation_overdue_count, null::numeric as full_member_new
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(probation_overdue_count) as probation_overdue_count
    from (
      select county_id, unit_id, slice_month, slice_until, case when true then 1 end as probation_overdue_count
      from fold_slice
      join fact_party_member on county_id = slice_county and greatest(increased_on, probation_due_on + 1) < slice_until and (least(left_on, full_on) is null or least(left_on, full_on) >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as party_member_count, null::numeric as probationary_count, leaf.probation_overdue_count as probation_overdue_count, null::numeric as full_member_new
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(probation_overdue_count) as probation_overdue_count
    from (
      select county_id, unit_id, head_id, greatest(increased_on, probation_due_on + 1) as day, case when true then 1 end as probation_overdue_count
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(greatest(increased_on, probation_due_on + 1)) = slice_month and greatest(increased_on, probation_due_on + 1) < slice_until and greatest(increased_on, probation_due_on + 1) >= :since and greatest(increased_on, probation_due_on + 1) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(increased_on, probation_due_on + 1) and (place_to is null or place_to > greatest(increased_on, probation_due_on + 1))
      where least(left_on, full_on) is null or least(left_on, full_on) > greatest(increased_on, probation_due_on + 1)
      union all
      select county_id, unit_id, head_id, least(left_on, full_on) as day, case when true then -1 end as probation_overdue_count
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(least(left_on, full_on)) = slice_month and least(left_on, full_on) < slice_until and least(left_on, full_on) >= :since and least(left_on, full_on) < :before
      join fold_place on place_id = unit_id and place_from <= least(left_on, full_on) and (place_to is null or place_to > least(left_on, full_on))
      where least(left_on, full_on) is null or least(left_on, full_on) > greatest(increased_on, probation_due_on + 1)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(party_member_count), 0) end as party_member_count,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(probationary_count), 0) end as probationary_count,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(probation_overdue_count), 0) end as probation_overdue_count,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(full_member_new), 0) end as full_member_new
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(party_member_count) <> 0 or sum(probationary_count) <> 0 or sum(probation_overdue_count) <> 0 or sum(full_member_new) <> 0;

-- Days and months above the county: party_member
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_party_member (county_id, unit_id, grain, period_on, dim, member, party_member_count, probationary_count, probation_overdue_count, full_member_new)
with part (county_id, unit_id, grain, period_on, dim, member, party_member_count, probationary_count, probation_overdue_count, full_member_new) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.party_member_count as party_member_count, r.probationary_count as probationary_count, r.probation_overdue_count as probation_overdue_count, r.full_member_new as full_member_new
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_party_member r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as party_member_count, null::numeric as probationary_count, null::numeric as probation_overdue_count, leaf.full_member_new as full_member_new
  from (
    select county_id, unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, '' as dim, '' as member, sum(full_member_new) as full_member_new
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, full_on as day, full_on as placed_on,
        case when (full_on >= increased_on) then 1 end as full_member_new
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(full_on) = slice_month and full_on < slice_until and full_on >= :since and full_on < :before
      join fold_place on place_id = unit_id and place_from <= full_on and (place_to is null or place_to > full_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.party_member_count as party_member_count, null::numeric as probationary_count, null::numeric as probation_overdue_count, null::numeric as full_member_new
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(party_member_count) as party_member_count
    from (
      select county_id, unit_id, slice_month, slice_until, case when true then 1 end as party_member_count
      from fold_slice
      join fact_party_member on county_id = slice_county and increased_on < slice_until and (left_on is null or left_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.party_member_count as party_member_count, null::numeric as probationary_count, null::numeric as probation_overdue_count, null::numeric as full_member_new
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(party_member_count) as party_member_count
    from (
      select county_id, unit_id, head_id, increased_on as day, case when true then 1 end as party_member_count
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(increased_on) = slice_month and increased_on < slice_until and increased_on >= :since and increased_on < :before
      join fold_place on place_id = unit_id and place_from <= increased_on and (place_to is null or place_to > increased_on)
      where left_on is null or left_on > increased_on
      union all
      select county_id, unit_id, head_id, left_on as day, case when true then -1 end as party_member_count
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(left_on) = slice_month and left_on < slice_until and left_on >= :since and left_on < :before
      join fold_place on place_id = unit_id and place_from <= left_on and (place_to is null or place_to > left_on)
      where left_on is null or left_on > increased_on
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as party_member_count, leaf.probationary_count as probationary_count, null::numeric as probation_overdue_count, null::numeric as full_member_new
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(probationary_count) as probationary_count
    from (
      select county_id, unit_id, slice_month, slice_until, case when true then 1 end as probationary_count
      from fold_slice
      join fact_party_member on county_id = slice_county and greatest(increased_on, admitted_on) < slice_until and (least(left_on, full_on) is null or least(left_on, full_on) >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as party_member_count, leaf.probationary_count as probationary_count, null::numeric as probation_overdue_count, null::numeric as full_member_new
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(probationary_count) as probationary_count
    from (
      select county_id, unit_id, head_id, greatest(increased_on, admitted_on) as day, case when true then 1 end as probationary_count
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(greatest(increased_on, admitted_on)) = slice_month and greatest(increased_on, admitted_on) < slice_until and greatest(increased_on, admitted_on) >= :since and greatest(increased_on, admitted_on) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(increased_on, admitted_on) and (place_to is null or place_to > greatest(increased_on, admitted_on))
      where least(left_on, full_on) is null or least(left_on, full_on) > greatest(increased_on, admitted_on)
      union all
      select county_id, unit_id, head_id, least(left_on, full_on) as day, case when true then -1 end as probationary_count
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(least(left_on, full_on)) = slice_month and least(left_on, full_on) < slice_until and least(left_on, full_on) >= :since and least(left_on, full_on) < :before
      join fold_place on place_id = unit_id and place_from <= least(left_on, full_on) and (place_to is null or place_to > least(left_on, full_on))
      where least(left_on, full_on) is null or least(left_on, full_on) > greatest(increased_on, admitted_on)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as party_member_count, null::numeric as probationary_count, leaf.probation_overdue_count as probation_overdue_count, null::numeric as full_member_new
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(probation_overdue_count) as probation_overdue_count
    from (
      select county_id, unit_id, slice_month, slice_until, case when true then 1 end as probation_overdue_count
      from fold_slice
      join fact_party_member on county_id = slice_county and greatest(increased_on, probation_due_on + 1) < slice_until and (least(left_on, full_on) is null or least(left_on, full_on) >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as party_member_count, null::numeric as probationary_count, leaf.probation_overdue_count as probation_overdue_count, null::numeric as full_member_new
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(probation_overdue_count) as probation_overdue_count
    from (
      select county_id, unit_id, head_id, greatest(increased_on, probation_due_on + 1) as day, case when true then 1 end as probation_overdue_count
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(greatest(increased_on, probation_due_on + 1)) = slice_month and greatest(increased_on, probation_due_on + 1) < slice_until and greatest(increased_on, probation_due_on + 1) >= :since and greatest(increased_on, probation_due_on + 1) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(increased_on, probation_due_on + 1) and (place_to is null or place_to > greatest(increased_on, probation_due_on + 1))
      where least(left_on, full_on) is null or least(left_on, full_on) > greatest(increased_on, probation_due_on + 1)
      union all
      select county_id, unit_id, head_id, least(left_on, full_on) as day, case when true then -1 end as probation_overdue_count
      from fold_slice
      join fact_party_member on county_id = slice_county and month_of(least(left_on, full_on)) = slice_month and least(left_on, full_on) < slice_until and least(left_on, full_on) >= :since and least(left_on, full_on) < :before
      join fold_place on place_id = unit_id and place_from <= least(left_on, full_on) and (place_to is null or place_to > least(left_on, full_on))
      where least(left_on, full_on) is null or least(left_on, full_on) > greatest(increased_on, probation_due_on + 1)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(party_member_count), 0) end as party_member_count,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(probationary_count), 0) end as probationary_count,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(probation_overdue_count), 0) end as probation_overdue_count,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(full_member_new), 0) end as full_member_new
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(party_member_count) <> 0 or sum(probationary_count) <> 0 or sum(probation_overdue_count) <> 0 or sum(full_member_new) <> 0;
