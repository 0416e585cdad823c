-- Days and months of counties: center_use
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_center_use (county_id, unit_id, grain, period_on, dim, member, activity_idle_center_count)
with part (county_id, unit_id, grain, period_on, dim, member, activity_idle_center_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as activity_idle_center_count
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, center_id as key
        from fold_slice
        join fact_center_month on county_id = slice_county and month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('level', level::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, p_from, unit_id, key
        having min(opened_on) <= p_from and (max(closed_on) is null or max(closed_on) >= (p_at + 1)) and sum(held) = 0
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
  case when (dim in ('', 'level')) then coalesce(sum(activity_idle_center_count), 0) end as activity_idle_center_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(activity_idle_center_count) <> 0;

-- Quarters, years and years to date of counties: center_use
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_center_use (county_id, unit_id, grain, period_on, dim, member, activity_idle_center_count)
with part (county_id, unit_id, grain, period_on, dim, member, activity_idle_center_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as activity_idle_center_count
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, center_id as key
        from fold_period
        join fact_center_month on county_id = p_county and p_grain in ('q', 'y', 't') and p_year = year_of(month_on) and month_on >= p_from and month_on < p_until and month_on >= :since and month_on < :before
        cross join lateral (values ('', ''), ('level', level::text)) b (dim, member)
        group by p_no, dim, member, unit_id, key
        having min(opened_on) <= p_from and (max(closed_on) is null or max(closed_on) >= (p_at + 1)) and sum(held) = 0
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
  case when (dim in ('', 'level')) then coalesce(sum(activity_idle_center_count), 0) end as activity_idle_center_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(activity_idle_center_count) <> 0;

-- Days and months above the county: center_use
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_center_use (county_id, unit_id, grain, period_on, dim, member, activity_idle_center_count)
with part (county_id, unit_id, grain, period_on, dim, member, activity_idle_center_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, null::numeric as activity_idle_center_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_center_use r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as activity_idle_center_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, center_id as key
        from fold_slice
        join fact_center_month on month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('level', level::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, p_from, unit_id, key
        having min(opened_on) <= p_from and (max(closed_on) is null or max(closed_on) >= (p_at + 1)) and sum(held) = 0
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (dim in ('', 'level')) then coalesce(sum(activity_idle_center_count), 0) end as activity_idle_center_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(activity_idle_center_count) <> 0;

-- Quarters, years and years to date above the county: center_use
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_center_use (county_id, unit_id, grain, period_on, dim, member, activity_idle_center_count)
with part (county_id, unit_id, grain, period_on, dim, member, activity_idle_center_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as activity_idle_center_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, center_id as key
        from fold_period
        join fact_center_month on p_grain in ('q', 'y', 't') and p_year = year_of(month_on) and month_on >= p_from and month_on < p_until and month_on >= :since and month_on < :before
        cross join lateral (values ('', ''), ('level', level::text)) b (dim, member)
        group by p_no, dim, member, unit_id, key
        having min(opened_on) <= p_from and (max(closed_on) is null or max(closed_on) >= (p_at + 1)) and sum(held) = 0
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (dim in ('', 'level')) then coalesce(sum(activity_idle_center_count), 0) end as activity_idle_center_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(activity_idle_center_count) <> 0;
