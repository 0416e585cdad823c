-- Days and months of counties: center
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_center (county_id, unit_id, grain, period_on, dim, member, svc_center_count, center_level_count, center_unit_covered)
with part (county_id, unit_id, grain, period_on, dim, member, svc_center_count, center_level_count, center_unit_covered) as (
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.svc_center_count as svc_center_count, null::numeric as center_level_count, null::numeric as center_unit_covered
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(level) = 0 then 'level' else '' end as dim, case when grouping(level) = 0 then level::text else '' end as member, sum(svc_center_count) as svc_center_count
    from (
      select county_id, unit_id, slice_month, slice_until, level, case when true then 1 end as svc_center_count
      from fold_slice
      join fact_center on county_id = slice_county and opened_on < slice_until and (closed_on is null or closed_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, level))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.svc_center_count as svc_center_count, null::numeric as center_level_count, null::numeric as center_unit_covered
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(level) = 0 then 'level' else '' end as dim, case when grouping(level) = 0 then level::text else '' end as member, sum(svc_center_count) as svc_center_count
    from (
      select county_id, unit_id, head_id, opened_on as day, level, case when true then 1 end as svc_center_count
      from fold_slice
      join fact_center on county_id = slice_county and month_of(opened_on) = slice_month and opened_on < slice_until and opened_on >= :since and opened_on < :before
      join fold_place on place_id = unit_id and place_from <= opened_on and (place_to is null or place_to > opened_on)
      where closed_on is null or closed_on > opened_on
      union all
      select county_id, unit_id, head_id, closed_on as day, level, case when true then -1 end as svc_center_count
      from fold_slice
      join fact_center on county_id = slice_county and month_of(closed_on) = slice_month and closed_on < slice_until and closed_on >= :since and closed_on < :before
      join fold_place on place_id = unit_id and place_from <= closed_on and (place_to is null or place_to > closed_on)
      where closed_on is null or closed_on > opened_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, level))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as svc_center_count, n as center_level_count, null::numeric as center_unit_covered
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, level as key
        from fold_slice
        join fact_center on county_id = slice_county and opened_on < slice_until and (closed_on is null or closed_on >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
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
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as svc_center_count, null::numeric as center_level_count, n as center_unit_covered
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, unit_id as key
        from fold_slice
        join fact_center on county_id = slice_county and opened_on < slice_until and (closed_on is null or closed_on >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('level', level::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      group by p_county, p_grain, p_on, p_at, dim, member, unit_id
    )
    select p_county, ancestor_id, p_grain, p_on, dim, member, sum(n) as n
    from term
    join fold_within c on c.unit_id = term.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    where p_grain <> 'd' or dim = '' or c.level in ('city', 'county')
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'level')) then coalesce(sum(svc_center_count), 0) end as svc_center_count,
  case when (grain = 'm') and (dim in ('')) then coalesce(sum(center_level_count), 0) end as center_level_count,
  case when (grain = 'm') and (dim in ('', 'level')) then coalesce(sum(center_unit_covered), 0) end as center_unit_covered
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(svc_center_count) <> 0 or sum(center_level_count) <> 0 or sum(center_unit_covered) <> 0;

-- Days and months above the county: center
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_center (county_id, unit_id, grain, period_on, dim, member, svc_center_count, center_level_count, center_unit_covered)
with part (county_id, unit_id, grain, period_on, dim, member, svc_center_count, center_level_count, center_unit_covered) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.svc_center_count as svc_center_count, null::numeric as center_level_count, null::numeric as center_unit_covered
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_center r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.svc_center_count as svc_center_count, null::numeric as center_level_count, null::numeric as center_unit_covered
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(level) = 0 then 'level' else '' end as dim, case when grouping(level) = 0 then level::text else '' end as member, sum(svc_center_count) as svc_center_count
    from (
      select county_id, unit_id, slice_month, slice_until, level, case when true then 1 end as svc_center_count
      from fold_slice
      join fact_center on county_id = slice_county and opened_on < slice_until and (closed_on is null or closed_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, level))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.svc_center_count as svc_center_count, null::numeric as center_level_count, null::numeric as center_unit_covered
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(level) = 0 then 'level' else '' end as dim, case when grouping(level) = 0 then level::text else '' end as member, sum(svc_center_count) as svc_center_count
    from (
      select county_id, unit_id, head_id, opened_on as day, level, case when true then 1 end as svc_center_count
      from fold_slice
      join fact_center on county_id = slice_county and month_of(opened_on) = slice_month and opened_on < slice_until and opened_on >= :since and opened_on < :before
      join fold_place on place_id = unit_id and place_from <= opened_on and (place_to is null or place_to > opened_on)
      where closed_on is null or closed_on > opened_on
      union all
      select county_id, unit_id, head_id, closed_on as day, level, case when true then -1 end as svc_center_count
      from fold_slice
      join fact_center on county_id = slice_county and month_of(closed_on) = slice_month and closed_on < slice_until and closed_on >= :since and closed_on < :before
      join fold_place on place_id = unit_id and place_from <= closed_on and (place_to is null or place_to > closed_on)
      where closed_on is null or closed_on > opened_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, level))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as svc_center_count, n as center_level_count, null::numeric as center_unit_covered
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, level as key
        from fold_slice
        join fact_center on opened_on < slice_until and (closed_on is null or closed_on >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as svc_center_count, null::numeric as center_level_count, n as center_unit_covered
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, unit_id as key
        from fold_slice
        join fact_center on opened_on < slice_until and (closed_on is null or closed_on >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('level', level::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'level')) then coalesce(sum(svc_center_count), 0) end as svc_center_count,
  case when (grain = 'm') and (dim in ('')) then coalesce(sum(center_level_count), 0) end as center_level_count,
  case when (grain = 'm') and (dim in ('', 'level')) then coalesce(sum(center_unit_covered), 0) end as center_unit_covered
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(svc_center_count) <> 0 or sum(center_level_count) <> 0 or sum(center_unit_covered) <> 0;
