-- Days and months of counties: points
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_points (county_id, unit_id, grain, period_on, dim, member, points_issued_total, points_redeemed_total, points_lapsed_total, points_balance, points_active_count)
with part (county_id, unit_id, grain, period_on, dim, member, points_issued_total, points_redeemed_total, points_lapsed_total, points_balance, points_active_count) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.points_issued_total as points_issued_total, leaf.points_redeemed_total as points_redeemed_total, leaf.points_lapsed_total as points_lapsed_total, null::numeric as points_balance, null::numeric as points_active_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(action) = 0 then 'action' else '' end as dim, case when grouping(action) = 0 then action::text else '' end as member, sum(points_issued_total) as points_issued_total, sum(points_redeemed_total) as points_redeemed_total, sum(points_lapsed_total) as points_lapsed_total
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, entered_on as day, entered_on as placed_on, action,
        case when (action not in ('redeemed', 'expired', 'reversed')) then (points) end as points_issued_total,
        case when (action = 'redeemed') then (-points) end as points_redeemed_total,
        case when (action in ('expired', 'reversed')) then (-points) end as points_lapsed_total
      from fold_slice
      join fact_points on county_id = slice_county and month_of(entered_on) = slice_month and entered_on < slice_until and entered_on >= :since and entered_on < :before
      join fold_place on place_id = unit_id and place_from <= entered_on and (place_to is null or place_to > entered_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, action), (county_id, head_id, day, action))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as points_issued_total, null::numeric as points_redeemed_total, null::numeric as points_lapsed_total, leaf.points_balance as points_balance, null::numeric as points_active_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(action) = 0 then 'action' else '' end as dim, case when grouping(action) = 0 then action::text else '' end as member, sum(points_balance) as points_balance
    from (
      select county_id, unit_id, slice_month, slice_until, action, case when true then (points) end as points_balance
      from fold_slice
      join fact_points on county_id = slice_county and entered_on < slice_until and (null::date is null or null::date >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, action))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as points_issued_total, null::numeric as points_redeemed_total, null::numeric as points_lapsed_total, leaf.points_balance as points_balance, null::numeric as points_active_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(action) = 0 then 'action' else '' end as dim, case when grouping(action) = 0 then action::text else '' end as member, sum(points_balance) as points_balance
    from (
      select county_id, unit_id, head_id, entered_on as day, action, case when true then (points) end as points_balance
      from fold_slice
      join fact_points on county_id = slice_county and month_of(entered_on) = slice_month and entered_on < slice_until and entered_on >= :since and entered_on < :before
      join fold_place on place_id = unit_id and place_from <= entered_on and (place_to is null or place_to > entered_on)
      where null::date is null or null::date > entered_on
      union all
      select county_id, unit_id, head_id, null::date as day, action, case when true then -(points) end as points_balance
      from fold_slice
      join fact_points on county_id = slice_county and month_of(null::date) = slice_month and null::date < slice_until and null::date >= :since and null::date < :before
      join fold_place on place_id = unit_id and place_from <= null::date and (place_to is null or place_to > null::date)
      where null::date is null or null::date > entered_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, action))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as points_issued_total, null::numeric as points_redeemed_total, null::numeric as points_lapsed_total, null::numeric as points_balance, n as points_active_count
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, account_no as key
        from fold_slice
        join fact_points on county_id = slice_county and month_of(entered_on) = slice_month and entered_on < slice_until and entered_on >= :since and entered_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', entered_on, entered_on, entered_on + 1, entered_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        where action not in ('expired', 'reversed') and (action <> 'report_in' or entered_on < '2025-07-01')
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
  case when (grain in ('d', 'm')) and (dim in ('', 'action')) then coalesce(sum(points_issued_total), 0) end as points_issued_total,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(points_redeemed_total), 0) end as points_redeemed_total,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(points_lapsed_total), 0) end as points_lapsed_total,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(points_balance), 0) end as points_balance,
  case when (dim in ('')) then coalesce(sum(points_active_count), 0) end as points_active_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(points_issued_total) <> 0 or sum(points_redeemed_total) <> 0 or sum(points_lapsed_total) <> 0 or sum(points_balance) <> 0 or sum(points_active_count) <> 0;

-- Quarters, years and years to date of counties: points
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_points (county_id, unit_id, grain, period_on, dim, member, points_issued_total, points_redeemed_total, points_lapsed_total, points_balance, points_active_count)
with part (county_id, unit_id, grain, period_on, dim, member, points_issued_total, points_redeemed_total, points_lapsed_total, points_balance, points_active_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as points_issued_total, null::numeric as points_redeemed_total, null::numeric as points_lapsed_total, null::numeric as points_balance, n as points_active_count
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, account_no as key, month_of(entered_on) as month
          from fact_points
          cross join lateral (values ('', '')) b (dim, member)
          where (entered_on >= :since and entered_on < :before and entered_on <= :business_on) and (county_id in (select p_county from fold_period)) and (action not in ('expired', 'reversed') and (action <> 'report_in' or entered_on < '2025-07-01'))
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
  case when (grain in ('d', 'm')) and (dim in ('', 'action')) then coalesce(sum(points_issued_total), 0) end as points_issued_total,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(points_redeemed_total), 0) end as points_redeemed_total,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(points_lapsed_total), 0) end as points_lapsed_total,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(points_balance), 0) end as points_balance,
  case when (dim in ('')) then coalesce(sum(points_active_count), 0) end as points_active_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(points_issued_total) <> 0 or sum(points_redeemed_total) <> 0 or sum(points_lapsed_total) <> 0 or sum(points_balance) <> 0 or sum(points_active_count) <> 0;

-- Days and months above the county: points
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_points (county_id, unit_id, grain, period_on, dim, member, points_issued_total, points_redeemed_total, points_lapsed_total, points_balance, points_active_count)
with part (county_id, unit_id, grain, period_on, dim, member, points_issued_total, points_redeemed_total, points_lapsed_total, points_balance, points_active_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.points_issued_total as points_issued_total, r.points_redeemed_total as points_redeemed_total, r.points_lapsed_total as points_lapsed_total, r.points_balance as points_balance, null::numeric as points_active_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_points r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.points_issued_total as points_issued_total, leaf.points_redeemed_total as points_redeemed_total, leaf.points_lapsed_total as points_lapsed_total, null::numeric as points_balance, null::numeric as points_active_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(action) = 0 then 'action' else '' end as dim, case when grouping(action) = 0 then action::text else '' end as member, sum(points_issued_total) as points_issued_total, sum(points_redeemed_total) as points_redeemed_total, sum(points_lapsed_total) as points_lapsed_total
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, entered_on as day, entered_on as placed_on, action,
        case when (action not in ('redeemed', 'expired', 'reversed')) then (points) end as points_issued_total,
        case when (action = 'redeemed') then (-points) end as points_redeemed_total,
        case when (action in ('expired', 'reversed')) then (-points) end as points_lapsed_total
      from fold_slice
      join fact_points on county_id = slice_county and month_of(entered_on) = slice_month and entered_on < slice_until and entered_on >= :since and entered_on < :before
      join fold_place on place_id = unit_id and place_from <= entered_on and (place_to is null or place_to > entered_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, action), (county_id, head_id, day, action))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as points_issued_total, null::numeric as points_redeemed_total, null::numeric as points_lapsed_total, leaf.points_balance as points_balance, null::numeric as points_active_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(action) = 0 then 'action' else '' end as dim, case when grouping(action) = 0 then action::text else '' end as member, sum(points_balance) as points_balance
    from (
      select county_id, unit_id, slice_month, slice_until, action, case when true then (points) end as points_balance
      from fold_slice
      join fact_points on county_id = slice_county and entered_on < slice_until and (null::date is null or null::date >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, action))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as points_issued_total, null::numeric as points_redeemed_total, null::numeric as points_lapsed_total, leaf.points_balance as points_balance, null::numeric as points_active_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(action) = 0 then 'action' else '' end as dim, case when grouping(action) = 0 then action::text else '' end as member, sum(points_balance) as points_balance
    from (
      select county_id, unit_id, head_id, entered_on as day, action, case when true then (points) end as points_balance
      from fold_slice
      join fact_points on county_id = slice_county and month_of(entered_on) = slice_month and entered_on < slice_until and entered_on >= :since and entered_on < :before
      join fold_place on place_id = unit_id and place_from <= entered_on and (place_to is null or place_to > entered_on)
      where null::date is null or null::date > entered_on
      union all
      select county_id, unit_id, head_id, null::date as day, action, case when true then -(points) end as points_balance
      from fold_slice
      join fact_points on county_id = slice_county and month_of(null::date) = slice_month and null::date < slice_until and null::date >= :since and null::date < :before
      join fold_place on place_id = unit_id and place_from <= null::date and (place_to is null or place_to > null::date)
      where null::date is null or null::date > entered_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, action))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as points_issued_total, null::numeric as points_redeemed_total, null::numeric as points_lapsed_total, null::numeric as points_balance, n as points_active_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, account_no as key
        from fold_slice
        join fact_points on month_of(entered_on) = slice_month and entered_on < slice_until and entered_on >= :since and entered_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', entered_on, entered_on, entered_on + 1, entered_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        where action not in ('expired', 'reversed') and (action <> 'report_in' or entered_on < '2025-07-01')
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'action')) then coalesce(sum(points_issued_total), 0) end as points_issued_total,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(points_redeemed_total), 0) end as points_redeemed_total,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(points_lapsed_total), 0) end as points_lapsed_total,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(points_balance), 0) end as points_balance,
  case when (dim in ('')) then coalesce(sum(points_active_count), 0) end as points_active_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(points_issued_total) <> 0 or sum(points_redeemed_total) <> 0 or sum(points_lapsed_total) <> 0 or sum(points_balance) <> 0 or sum(points_active_count) <> 0;

-- Quarters, years and years to date above the county: points
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_points (county_id, unit_id, grain, period_on, dim, member, points_issued_total, points_redeemed_total, points_lapsed_total, points_balance, points_active_count)
with part (county_id, unit_id, grain, period_on, dim, member, points_issued_total, points_redeemed_total, points_lapsed_total, points_balance, points_active_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as points_issued_total, null::numeric as points_redeemed_total, null::numeric as points_lapsed_total, null::numeric as points_balance, n as points_active_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, account_no as key, month_of(entered_on) as month
          from fact_points
          cross join lateral (values ('', '')) b (dim, member)
          where (entered_on >= :since and entered_on < :before and entered_on <= :business_on) and (action not in ('expired', 'reversed') and (action <> 'report_in' or entered_on < '2025-07-01'))
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
  case when (grain in ('d', 'm')) and (dim in ('', 'action')) then coalesce(sum(points_issued_total), 0) end as points_issued_total,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(points_redeemed_total), 0) end as points_redeemed_total,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(points_lapsed_total), 0) end as points_lapsed_total,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(points_balance), 0) end as points_balance,
  case when (dim in ('')) then coalesce(sum(points_active_count), 0) end as points_active_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(points_issued_total) <> 0 or sum(points_redeemed_total) <> 0 or sum(points_lapsed_total) <> 0 or sum(points_balance) <> 0 or sum(points_active_count) <> 0;
