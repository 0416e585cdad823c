-- Days and months of counties: resource_use
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_resource_use (county_id, unit_id, grain, period_on, dim, member, resource_in_period, resource_used)
with part (county_id, unit_id, grain, period_on, dim, member, resource_in_period, resource_used) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as resource_in_period, null::numeric as resource_used
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, resource_no as key
        from fold_slice
        join fact_resource_month on county_id = slice_county and month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
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
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as resource_in_period, n as resource_used
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, resource_no as key
        from fold_slice
        join fact_resource_month on county_id = slice_county and month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        where items > 0
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
  case when (dim in ('')) then coalesce(sum(resource_in_period), 0) end as resource_in_period,
  case when (dim in ('')) then coalesce(sum(resource_used), 0) end as resource_used
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(resource_in_period) <> 0 or sum(resource_used) <> 0;

-- Quarters, years and years to date of counties: resource_use
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_resource_use (county_id, unit_id, grain, period_on, dim, member, resource_in_period, resource_used)
with part (county_id, unit_id, grain, period_on, dim, member, resource_in_period, resource_used) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as resource_in_period, null::numeric as resource_used
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, resource_no as key, month_of(month_on) as month
          from fact_resource_month
          cross join lateral (values ('', '')) b (dim, member)
          where (month_on >= :since and month_on < :before and month_on <= :business_on) and (county_id in (select p_county from fold_period))
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
      group by p_county, p_grain, p_on, p_at, dim, member, unit_id
    )
    select p_county, ancestor_id, p_grain, p_on, dim, member, sum(n) as n
    from term
    join fold_within c on c.unit_id = term.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    where p_grain <> 'd' or dim = '' or c.level in ('city', 'county')
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as resource_in_period, n as resource_used
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, resource_no as key, month_of(month_on) as month
          from fact_resource_month
          cross join lateral (values ('', '')) b (dim, member)
          where (month_on >= :since and month_on < :before and month_on <= :business_on) and (county_id in (select p_county from fold_period)) and (items > 0)
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
  case when (dim in ('')) then coalesce(sum(resource_in_period), 0) end as resource_in_period,
  case when (dim in ('')) then coalesce(sum(resource_used), 0) end as resource_used
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(resource_in_period) <> 0 or sum(resource_used) <> 0;

-- Days and months above the county: resource_use
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_resource_use (county_id, unit_id, grain, period_on, dim, member, resource_in_period, resource_used)
with part (county_id, unit_id, grain, period_on, dim, member, resource_in_period, resource_used) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, null::numeric as resource_in_period, null::numeric as resource_used
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_resource_use r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as resource_in_period, null::numeric as resource_used
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, resource_no as key
        from fold_slice
        join fact_resource_month on month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as resource_in_period, n as resource_used
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, resource_no as key
        from fold_slice
        join fact_resource_month on month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        where items > 0
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (dim in ('')) then coalesce(sum(resource_in_period), 0) end as resource_in_period,
  case when (dim in ('')) then coalesce(sum(resource_used), 0) end as resource_used
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(resource_in_period) <> 0 or sum(resource_used) <> 0;

-- Quarters, years and years to date above the county: resource_use
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_resource_use (county_id, unit_id, grain, period_on, dim, member, resource_in_period, resource_used)
with part (county_id, unit_id, grain, period_on, dim, member, resource_in_period, resource_used) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as resource_in_period, null::numeric as resource_used
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, resource_no as key, month_of(month_on) as month
          from fact_resource_month
          cross join lateral (values ('', '')) b (dim, member)
          where (month_on >= :since and month_on < :before and month_on <= :business_on)
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
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as resource_in_period, n as resource_used
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, resource_no as key, month_of(month_on) as month
          from fact_resource_month
          cross join lateral (values ('', '')) b (dim, member)
          where (month_on >= :since and month_on < :before and month_on <= :business_on) and (items > 0)
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
  case when (dim in ('')) then coalesce(sum(resource_in_period), 0) end as resource_in_period,
  case when (dim in ('')) then coalesce(sum(resource_used), 0) end as resource_used
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(resource_in_period) <> 0 or sum(resource_used) <> 0;
