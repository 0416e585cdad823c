-- Days and months of counties: rule_failure
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_rule_failure (county_id, unit_id, grain, period_on, dim, member, crossfoot_fail_count)
with part (county_id, unit_id, grain, period_on, dim, member, crossfoot_fail_count) as (
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.crossfoot_fail_count as crossfoot_fail_count
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(crossfoot_fail_count) as crossfoot_fail_count
    from (
      select county_id, unit_id, slice_month, slice_until, case when true then 1 end as crossfoot_fail_count
      from fold_slice
      join fact_rule_failure on county_id = slice_county and found_on < slice_until and (null::date is null or null::date >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.crossfoot_fail_count as crossfoot_fail_count
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(crossfoot_fail_count) as crossfoot_fail_count
    from (
      select county_id, unit_id, head_id, found_on as day, case when true then 1 end as crossfoot_fail_count
      from fold_slice
      join fact_rule_failure on county_id = slice_county and month_of(found_on) = slice_month and found_on < slice_until and found_on >= :since and found_on < :before
      join fold_place on place_id = unit_id and place_from <= found_on and (place_to is null or place_to > found_on)
      where null::date is null or null::date > found_on
      union all
      select county_id, unit_id, head_id, null::date as day, case when true then -1 end as crossfoot_fail_count
      from fold_slice
      join fact_rule_failure on county_id = slice_county and month_of(null::date) = slice_month and null::date < slice_until and null::date >= :since and null::date < :before
      join fold_place on place_id = unit_id and place_from <= null::date and (place_to is null or place_to > null::date)
      where null::date is null or null::date > found_on
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(crossfoot_fail_count), 0) end as crossfoot_fail_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(crossfoot_fail_count) <> 0;

-- Days and months above the county: rule_failure
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_rule_failure (county_id, unit_id, grain, period_on, dim, member, crossfoot_fail_count)
with part (county_id, unit_id, grain, period_on, dim, member, crossfoot_fail_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.crossfoot_fail_count as crossfoot_fail_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_rule_failure r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.crossfoot_fail_count as crossfoot_fail_count
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(crossfoot_fail_count) as crossfoot_fail_count
    from (
      select county_id, unit_id, slice_month, slice_until, case when true then 1 end as crossfoot_fail_count
      from fold_slice
      join fact_rule_failure on county_id = slice_county and found_on < slice_until and (null::date is null or null::date >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.crossfoot_fail_count as crossfoot_fail_count
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(crossfoot_fail_count) as crossfoot_fail_count
    from (
      select county_id, unit_id, head_id, found_on as day, case when true then 1 end as crossfoot_fail_count
      from fold_slice
      join fact_rule_failure on county_id = slice_county and month_of(found_on) = slice_month and found_on < slice_until and found_on >= :since and found_on < :before
      join fold_place on place_id = unit_id and place_from <= found_on and (place_to is null or place_to > found_on)
      where null::date is null or null::date > found_on
      union all
      select county_id, unit_id, head_id, null::date as day, case when true then -1 end as crossfoot_fail_count
      from fold_slice
      join fact_rule_failure on county_id = slice_county and month_of(null::date) = slice_month and null::date < slice_until and null::date >= :since and null::date < :before
      join fold_place on place_id = unit_id and place_from <= null::date and (place_to is null or place_to > null::date)
      where null::date is null or null::date > found_on
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(crossfoot_fail_count), 0) end as crossfoot_fail_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(crossfoot_fail_count) <> 0;
