-- Days and months of counties: demand
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_demand (county_id, unit_id, grain, period_on, dim, member, demand_collected_count, demand_open_count, demand_matched, demand_field_count)
with part (county_id, unit_id, grain, period_on, dim, member, demand_collected_count, demand_open_count, demand_matched, demand_field_count) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.demand_collected_count as demand_collected_count, null::numeric as demand_open_count, leaf.demand_matched as demand_matched, null::numeric as demand_field_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' when grouping(resident_group) = 0 then 'resident_group' when grouping(channel) = 0 then 'channel' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(resident_group) = 0 then resident_group::text when grouping(channel) = 0 then channel::text else '' end as member, sum(demand_collected_count) as demand_collected_count, sum(demand_matched) as demand_matched
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, collected_on as day, collected_on as placed_on, category, resident_group, channel,
        case when (is_valid) then 1 end as demand_collected_count,
        case when (is_valid) and (matched_on) <= :business_on then 1 end as demand_matched
      from fold_slice
      join fact_demand_list on county_id = slice_county and month_of(collected_on) = slice_month and collected_on < slice_until and collected_on >= :since and collected_on < :before
      join fold_place on place_id = unit_id and place_from <= collected_on and (place_to is null or place_to > collected_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, resident_group), (county_id, head_id, day, resident_group), (county_id, unit_id, place_from, month, channel), (county_id, head_id, day, channel))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as demand_collected_count, leaf.demand_open_count as demand_open_count, null::numeric as demand_matched, null::numeric as demand_field_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(category) = 0 then 'category' when grouping(resident_group) = 0 then 'resident_group' when grouping(channel) = 0 then 'channel' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(resident_group) = 0 then resident_group::text when grouping(channel) = 0 then channel::text else '' end as member, sum(demand_open_count) as demand_open_count
    from (
      select county_id, unit_id, slice_month, slice_until, category, resident_group, channel, case when (is_valid) then 1 end as demand_open_count
      from fold_slice
      join fact_demand_list on county_id = slice_county and collected_on < slice_until and (least(matched_on, closed_on) is null or least(matched_on, closed_on) >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, category), (county_id, unit_id, slice_month, slice_until, resident_group), (county_id, unit_id, slice_month, slice_until, channel))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as demand_collected_count, leaf.demand_open_count as demand_open_count, null::numeric as demand_matched, null::numeric as demand_field_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(category) = 0 then 'category' when grouping(resident_group) = 0 then 'resident_group' when grouping(channel) = 0 then 'channel' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(resident_group) = 0 then resident_group::text when grouping(channel) = 0 then channel::text else '' end as member, sum(demand_open_count) as demand_open_count
    from (
      select county_id, unit_id, head_id, collected_on as day, category, resident_group, channel, case when (is_valid) then 1 end as demand_open_count
      from fold_slice
      join fact_demand_list on county_id = slice_county and month_of(collected_on) = slice_month and collected_on < slice_until and collected_on >= :since and collected_on < :before
      join fold_place on place_id = unit_id and place_from <= collected_on and (place_to is null or place_to > collected_on)
      where least(matched_on, closed_on) is null or least(matched_on, closed_on) > collected_on
      union all
      select county_id, unit_id, head_id, least(matched_on, closed_on) as day, category, resident_group, channel, case when (is_valid) then -1 end as demand_open_count
      from fold_slice
      join fact_demand_list on county_id = slice_county and month_of(least(matched_on, closed_on)) = slice_month and least(matched_on, closed_on) < slice_until and least(matched_on, closed_on) >= :since and least(matched_on, closed_on) < :before
      join fold_place on place_id = unit_id and place_from <= least(matched_on, closed_on) and (place_to is null or place_to > least(matched_on, closed_on))
      where least(matched_on, closed_on) is null or least(matched_on, closed_on) > collected_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, category), (county_id, head_id, day, resident_group), (county_id, head_id, day, channel))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as demand_collected_count, null::numeric as demand_open_count, null::numeric as demand_matched, n as demand_field_count
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, category as key
        from fold_slice
        join fact_demand_list on county_id = slice_county and month_of(collected_on) = slice_month and collected_on < slice_until and collected_on >= :since and collected_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', collected_on, collected_on, collected_on + 1, collected_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        where is_valid and category <> 'other'
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_place on place_id = unit_id and place_from <= p_at and (place_to is null or place_to > p_at)
    ),
    term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n from step group by p_county, p_grain, p_on, p_at, dim, member, unit_id
      union all
      select p_county, p_grain, p_on, p_at, dim, member, common_id, -count(*)
      from (
        select p_county, p_grain, p_on, p_at, dim, member, (select here.path[i] from generate_series(cardinality(here.path), 1, -1) i where here.path[i] = before.path[i] limit 1) as common_id
        from step
        join fold_place here on here.place_no = step.place_no
        join fold_place before on before.place_no = step.before_no
      ) twice
      group by p_county, p_grain, p_on, p_at, dim, member, common_id
    )
    select p_county, ancestor_id, p_grain, p_on, dim, member, sum(n) as n
    from term
    join fold_within c on c.unit_id = term.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    where p_grain <> 'd' or dim = '' or c.level in ('city', 'county')
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'resident_group', 'channel')) then coalesce(sum(demand_collected_count), 0) end as demand_collected_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(demand_open_count), 0) end as demand_open_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'resident_group', 'channel')) then coalesce(sum(demand_matched), 0) end as demand_matched,
  case when (dim in ('')) then coalesce(sum(demand_field_count), 0) end as demand_field_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(demand_collected_count) <> 0 or sum(demand_open_count) <> 0 or sum(demand_matched) <> 0 or sum(demand_field_count) <> 0;

-- Quarters, years and years to date of counties: demand
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_demand (county_id, unit_id, grain, period_on, dim, member, demand_collected_count, demand_open_count, demand_matched, demand_field_count)
with part (county_id, unit_id, grain, period_on, dim, member, demand_collected_count, demand_open_count, demand_matched, demand_field_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as demand_collected_count, null::numeric as demand_open_count, null::numeric as demand_matched, n as demand_field_count
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, category as key, month_of(collected_on) as month
          from fact_demand_list
          cross join lateral (values ('', '')) b (dim, member)
          where (collected_on >= :since and collected_on < :before and collected_on <= :business_on) and (county_id in (select p_county from fold_period)) and (is_valid and category <> 'other')
          group by county_id, dim, member, unit_id, key, month
        )
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, key
        from (select county_id, dim, member, unit_id, key, quarter_of(month) as quarter from in_month group by county_id, dim, member, unit_id, key, quarter) q
        join fold_period on county_id = p_county and p_grain = 'q' and p_on = quarter
        union all
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, key
        from (select county_id, dim, member, unit_id, key, year_of(month) as year, min(month) as first_month from in_month group by county_id, dim, member, unit_id, key, year) y
        join fold_period on county_id = p_county and p_grain in ('y', 't') and p_year = year and first_month < p_until)
      ) seen
      join fold_place on place_id = unit_id and place_from <= p_at and (place_to is null or place_to > p_at)
    ),
    term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n from step group by p_county, p_grain, p_on, p_at, dim, member, unit_id
      union all
      select p_county, p_grain, p_on, p_at, dim, member, common_id, -count(*)
      from (
        select p_county, p_grain, p_on, p_at, dim, member, (select here.path[i] from generate_series(cardinality(here.path), 1, -1) i where here.path[i] = before.path[i] limit 1) as common_id
        from step
        join fold_place here on here.place_no = step.place_no
        join fold_place before on before.place_no = step.before_no
      ) twice
      group by p_county, p_grain, p_on, p_at, dim, member, common_id
    )
    select p_county, ancestor_id, p_grain, p_on, dim, member, sum(n) as n
    from term
    join fold_within c on c.unit_id = term.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    where p_grain <> 'd' or dim = '' or c.level in ('city', 'county')
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'resident_group', 'channel')) then coalesce(sum(demand_collected_count), 0) end as demand_collected_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(demand_open_count), 0) end as demand_open_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'resident_group', 'channel')) then coalesce(sum(demand_matched), 0) end as demand_matched,
  case when (dim in ('')) then coalesce(sum(demand_field_count), 0) end as demand_field_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(demand_collected_count) <> 0 or sum(demand_open_count) <> 0 or sum(demand_matched) <> 0 or sum(demand_field_count) <> 0;

-- Days and months above the county: demand
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_demand (county_id, unit_id, grain, period_on, dim, member, demand_collected_count, demand_open_count, demand_matched, demand_field_count)
with part (county_id, unit_id, grain, period_on, dim, member, demand_collected_count, demand_open_count, demand_matched, demand_field_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.demand_collected_count as demand_collected_count, r.demand_open_count as demand_open_count, r.demand_matched as demand_matched, null::numeric as demand_field_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_demand r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.demand_collected_count as demand_collected_count, null::numeric as demand_open_count, leaf.demand_matched as demand_matched, null::numeric as demand_field_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' when grouping(resident_group) = 0 then 'resident_group' when grouping(channel) = 0 then 'channel' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(resident_group) = 0 then resident_group::text when grouping(channel) = 0 then channel::text else '' end as member, sum(demand_collected_count) as demand_collected_count, sum(demand_matched) as demand_matched
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, collected_on as day, collected_on as placed_on, category, resident_group, channel,
        case when (is_valid) then 1 end as demand_collected_count,
        case when (is_valid) and (matched_on) <= :business_on then 1 end as demand_matched
      from fold_slice
      join fact_demand_list on county_id = slice_county and month_of(collected_on) = slice_month and collected_on < slice_until and collected_on >= :since and collected_on < :before
      join fold_place on place_id = unit_id and place_from <= collected_on and (place_to is null or place_to > collected_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, resident_group), (county_id, head_id, day, resident_group), (county_id, unit_id, place_from, month, channel), (county_id, head_id, day, channel))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as demand_collected_count, leaf.demand_open_count as demand_open_count, null::numeric as demand_matched, null::numeric as demand_field_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(category) = 0 then 'category' when grouping(resident_group) = 0 then 'resident_group' when grouping(channel) = 0 then 'channel' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(resident_group) = 0 then resident_group::text when grouping(channel) = 0 then channel::text else '' end as member, sum(demand_open_count) as demand_open_count
    from (
      select county_id, unit_id, slice_month, slice_until, category, resident_group, channel, case when (is_valid) then 1 end as demand_open_count
      from fold_slice
      join fact_demand_list on county_id = slice_county and collected_on < slice_until and (least(matched_on, closed_on) is null or least(matched_on, closed_on) >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, category), (county_id, unit_id, slice_month, slice_until, resident_group), (county_id, unit_id, slice_month, slice_until, channel))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as demand_collected_count, leaf.demand_open_count as demand_open_count, null::numeric as demand_matched, null::numeric as demand_field_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(category) = 0 then 'category' when grouping(resident_group) = 0 then 'resident_group' when grouping(channel) = 0 then 'channel' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(resident_group) = 0 then resident_group::text when grouping(channel) = 0 then channel::text else '' end as member, sum(demand_open_count) as demand_open_count
    from (
      select county_id, unit_id, head_id, collected_on as day, category, resident_group, channel, case when (is_valid) then 1 end as demand_open_count
      from fold_slice
      join fact_demand_list on county_id = slice_county and month_of(collected_on) = slice_month and collected_on < slice_until and collected_on >= :since and collected_on < :before
      join fold_place on place_id = unit_id and place_from <= collected_on and (place_to is null or place_to > collected_on)
      where least(matched_on, closed_on) is null or least(matched_on, closed_on) > collected_on
      union all
      select county_id, unit_id, head_id, least(matched_on, closed_on) as day, category, resident_group, channel, case when (is_valid) then -1 end as demand_open_count
      from fold_slice
      join fact_demand_list on county_id = slice_county and month_of(least(matched_on, closed_on)) = slice_month and least(matched_on, closed_on) < slice_until and least(matched_on, closed_on) >= :since and least(matched_on, closed_on) < :before
      join fold_place on place_id = unit_id and place_from <= least(matched_on, closed_on) and (place_to is null or place_to > least(matched_on, closed_on))
      where least(matched_on, closed_on) is null or least(matched_on, closed_on) > collected_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, category), (county_id, head_id, day, resident_group), (county_id, head_id, day, channel))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as demand_collected_count, null::numeric as demand_open_count, null::numeric as demand_matched, n as demand_field_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, category as key
        from fold_slice
        join fact_demand_list on month_of(collected_on) = slice_month and collected_on < slice_until and collected_on >= :since and collected_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', collected_on, collected_on, collected_on + 1, collected_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        where is_valid and category <> 'other'
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'resident_group', 'channel')) then coalesce(sum(demand_collected_count), 0) end as demand_collected_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(demand_open_count), 0) end as demand_open_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'resident_group', 'channel')) then coalesce(sum(demand_matched), 0) end as demand_matched,
  case when (dim in ('')) then coalesce(sum(demand_field_count), 0) end as demand_field_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(demand_collected_count) <> 0 or sum(demand_open_count) <> 0 or sum(demand_matched) <> 0 or sum(demand_field_count) <> 0;

-- Quarters, years and years to date above the county: demand
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_demand (county_id, unit_id, grain, period_on, dim, member, demand_collected_count, demand_open_count, demand_matched, demand_field_count)
with part (county_id, unit_id, grain, period_on, dim, member, demand_collected_count, demand_open_count, demand_matched, demand_field_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as demand_collected_count, null::numeric as demand_open_count, null::numeric as demand_matched, n as demand_field_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, category as key, month_of(collected_on) as month
          from fact_demand_list
          cross join lateral (values ('', '')) b (dim, member)
          where (collected_on >= :since and collected_on < :before and collected_on <= :business_on) and (is_valid and category <> 'other')
          group by county_id, dim, member, unit_id, key, month
        )
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, key
        from (select county_id, dim, member, unit_id, key, quarter_of(month) as quarter from in_month group by county_id, dim, member, unit_id, key, quarter) q
        join fold_period on p_grain = 'q' and p_on = quarter
        union all
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, key
        from (select county_id, dim, member, unit_id, key, year_of(month) as year, min(month) as first_month from in_month group by county_id, dim, member, unit_id, key, year) y
        join fold_period on p_grain in ('y', 't') and p_year = year and first_month < p_until)
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'resident_group', 'channel')) then coalesce(sum(demand_collected_count), 0) end as demand_collected_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(demand_open_count), 0) end as demand_open_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'resident_group', 'channel')) then coalesce(sum(demand_matched), 0) end as demand_matched,
  case when (dim in ('')) then coalesce(sum(demand_field_count), 0) end as demand_field_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(demand_collected_count) <> 0 or sum(demand_open_count) <> 0 or sum(demand_matched) <> 0 or sum(demand_field_count) <> 0;
