-- Days and months of counties: care
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_care (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_hospital_count)
with part (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_hospital_count) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.care_activity_count as care_activity_count, leaf.care_person_times as care_person_times, null::numeric as care_site_count, null::numeric as care_hospital_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(care_activity_count) as care_activity_count, sum(care_person_times) as care_person_times
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, held_on as day, held_on as placed_on, kind,
        case when true then 1 end as care_activity_count,
        case when true then (beneficiaries) end as care_person_times
      from fold_slice
      join fact_care on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
      join fold_place on place_id = unit_id and place_from <= held_on and (place_to is null or place_to > held_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, n as care_site_count, null::numeric as care_hospital_count
  from (
    select term.p_county, c.ancestor_id, term.p_grain, term.p_on, term.dim, term.member, sum(term.n) as n
    from (
      select step.p_county, step.p_grain, step.p_on, step.p_at, step.dim, step.member, t.unit_id, sum(t.n) as n
      from (
        select seen.*, pl.path, lag(pl.path) over (partition by p_county, p_grain, p_on, dim, member, key order by pl.path) as before
        from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, site_id as key
          from fold_slice
          join fact_care on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
          cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', held_on, held_on, held_on + 1, held_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
          cross join lateral (values ('', '')) b (dim, member)
          where kind = 'warmth'
          group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
        ) seen
        join fold_place pl on pl.place_id = seen.unit_id and pl.place_from <= seen.p_at and (pl.place_to is null or pl.place_to > seen.p_at)
      ) step
      cross join lateral (
        select step.unit_id, 1 as n
        union all
        select (select max(step.path[i]) from generate_subscripts(step.path, 1) i
                where step.path[1:i] = step.before[1:i] and not (coalesce(step.path[i + 1] = step.before[i + 1], false))), -1
        where step.before is not null
      ) t
      group by step.p_county, step.p_grain, step.p_on, step.p_at, step.dim, step.member, t.unit_id
    ) term
    join fold_within c on c.unit_id = term.unit_id and c.valid_from <= term.p_at and (c.valid_to is null or c.valid_to > term.p_at)
    where term.p_grain <> 'd' or term.dim = '' or c.level in ('city', 'county')
    group by term.p_county, c.ancestor_id, term.p_grain, term.p_on, term.dim, term.member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, null::numeric as care_site_count, n as care_hospital_count
  from (
    select term.p_county, c.ancestor_id, term.p_grain, term.p_on, term.dim, term.member, sum(term.n) as n
    from (
      select step.p_county, step.p_grain, step.p_on, step.p_at, step.dim, step.member, t.unit_id, sum(t.n) as n
      from (
        select seen.*, pl.path, lag(pl.path) over (partition by p_county, p_grain, p_on, dim, member, key order by pl.path) as before
        from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, hospital_id as key
          from fold_slice
          join fact_care on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
          cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', held_on, held_on, held_on + 1, held_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
          cross join lateral (values ('', '')) b (dim, member)
          where kind = 'clinic' and hospital_id is not null
          group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
        ) seen
        join fold_place pl on pl.place_id = seen.unit_id and pl.place_from <= seen.p_at and (pl.place_to is null or pl.place_to > seen.p_at)
      ) step
      cross join lateral (
        select step.unit_id, 1 as n
        union all
        select (select max(step.path[i]) from generate_subscripts(step.path, 1) i
                where step.path[1:i] = step.before[1:i] and not (coalesce(step.path[i + 1] = step.before[i + 1], false))), -1
        where step.before is not null
      ) t
      group by step.p_county, step.p_grain, step.p_on, step.p_at, step.dim, step.member, t.unit_id
    ) term
    join fold_within c on c.unit_id = term.unit_id and c.valid_from <= term.p_at and (c.valid_to is null or c.valid_to > term.p_at)
    where term.p_grain <> 'd' or term.dim = '' or c.level in ('city', 'county')
    group by term.p_county, c.ancestor_id, term.p_grain, term.p_on, term.dim, term.member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_activity_count), 0) end as care_activity_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_person_times), 0) end as care_person_times,
  case when (dim in ('')) then coalesce(sum(care_site_count), 0) end as care_site_count,
  case when (dim in ('')) then coalesce(sum(care_hospital_count), 0) end as care_hospital_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(care_activity_count) <> 0 or sum(care_person_times) <> 0 or sum(care_site_count) <> 0 or sum(care_hospital_count) <> 0;

-- Quarters, years and years to date of counties: care
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_care (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_hospital_count)
with part (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_hospital_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, n as care_site_count, null::numeric as care_hospital_count
  from (
    select term.p_county, c.ancestor_id, term.p_grain, term.p_on, term.dim, term.member, sum(term.n) as n
    from (
      select step.p_county, step.p_grain, step.p_on, step.p_at, step.dim, step.member, t.unit_id, sum(t.n) as n
      from (
        select seen.*, pl.path, lag(pl.path) over (partition by p_county, p_grain, p_on, dim, member, key order by pl.path) as before
        from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, site_id as key
          from fold_period
          join fact_care on county_id = p_county and p_grain in ('q', 'y', 't') and p_year = year_of(held_on) and held_on >= p_from and held_on < p_until and held_on >= :since and held_on < :before
          cross join lateral (values ('', '')) b (dim, member)
          where kind = 'warmth'
          group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
        ) seen
        join fold_place pl on pl.place_id = seen.unit_id and pl.place_from <= seen.p_at and (pl.place_to is null or pl.place_to > seen.p_at)
      ) step
      cross join lateral (
        select step.unit_id, 1 as n
        union all
        select (select max(step.path[i]) from generate_subscripts(step.path, 1) i
                where step.path[1:i] = step.before[1:i] and not (coalesce(step.path[i + 1] = step.before[i + 1], false))), -1
        where step.before is not null
      ) t
      group by step.p_county, step.p_grain, step.p_on, step.p_at, step.dim, step.member, t.unit_id
    ) term
    join fold_within c on c.unit_id = term.unit_id and c.valid_from <= term.p_at and (c.valid_to is null or c.valid_to > term.p_at)
    where term.p_grain <> 'd' or term.dim = '' or c.level in ('city', 'county')
    group by term.p_county, c.ancestor_id, term.p_grain, term.p_on, term.dim, term.member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, null::numeric as care_site_count, n as care_hospital_count
  from (
    select term.p_county, c.ancestor_id, term.p_grain, term.p_on, term.dim, term.member, sum(term.n) as n
    from (
      select step.p_county, step.p_grain, step.p_on, step.p_at, step.dim, step.member, t.unit_id, sum(t.n) as n
      from (
        select seen.*, pl.path, lag(pl.path) over (partition by p_county, p_grain, p_on, dim, member, key order by pl.path) as before
        from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, hospital_id as key
          from fold_period
          join fact_care on county_id = p_county and p_grain in ('q', 'y', 't') and p_year = year_of(held_on) and held_on >= p_from and held_on < p_until and held_on >= :since and held_on < :before
          cross join lateral (values ('', '')) b (dim, member)
          where kind = 'clinic' and hospital_id is not null
          group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
        ) seen
        join fold_place pl on pl.place_id = seen.unit_id and pl.place_from <= seen.p_at and (pl.place_to is null or pl.place_to > seen.p_at)
      ) step
      cross join lateral (
        select step.unit_id, 1 as n
        union all
        select (select max(step.path[i]) from generate_subscripts(step.path, 1) i
                where step.path[1:i] = step.before[1:i] and not (coalesce(step.path[i + 1] = step.before[i + 1], false))), -1
        where step.before is not null
      ) t
      group by step.p_county, step.p_grain, step.p_on, step.p_at, step.dim, step.member, t.unit_id
    ) term
    join fold_within c on c.unit_id = term.unit_id and c.valid_from <= term.p_at and (c.valid_to is null or c.valid_to > term.p_at)
    where term.p_grain <> 'd' or term.dim = '' or c.level in ('city', 'county')
    group by term.p_county, c.ancestor_id, term.p_grain, term.p_on, term.dim, term.member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_activity_count), 0) end as care_activity_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_person_times), 0) end as care_person_times,
  case when (dim in ('')) then coalesce(sum(care_site_count), 0) end as care_site_count,
  case when (dim in ('')) then coalesce(sum(care_hospital_count), 0) end as care_hospital_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(care_activity_count) <> 0 or sum(care_person_times) <> 0 or sum(care_site_count) <> 0 or sum(care_hospital_count) <> 0;

-- Days and months above the county: care
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_care (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_hospital_count)
with part (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_hospital_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.care_activity_count as care_activity_count, r.care_person_times as care_person_times, null::numeric as care_site_count, null::numeric as care_hospital_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_care r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.care_activity_count as care_activity_count, leaf.care_person_times as care_person_times, null::numeric as care_site_count, null::numeric as care_hospital_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(care_activity_count) as care_activity_count, sum(care_person_times) as care_person_times
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, held_on as day, held_on as placed_on, kind,
        case when true then 1 end as care_activity_count,
        case when true then (beneficiaries) end as care_person_times
      from fold_slice
      join fact_care on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
      join fold_place on place_id = unit_id and place_from <= held_on and (place_to is null or place_to > held_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, n as care_site_count, null::numeric as care_hospital_count
  from (
    select seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member, count(distinct seen.key) as n
    from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, site_id as key
          from fold_slice
          join fact_care on month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
          cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', held_on, held_on, held_on + 1, held_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
          cross join lateral (values ('', '')) b (dim, member)
          where kind = 'warmth'
          group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
    ) seen
    join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= seen.p_at and (c.valid_to is null or c.valid_to > seen.p_at)
    group by seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, null::numeric as care_site_count, n as care_hospital_count
  from (
    select seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member, count(distinct seen.key) as n
    from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, hospital_id as key
          from fold_slice
          join fact_care on month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
          cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', held_on, held_on, held_on + 1, held_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
          cross join lateral (values ('', '')) b (dim, member)
          where kind = 'clinic' and hospital_id is not null
          group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
    ) seen
    join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= seen.p_at and (c.valid_to is null or c.valid_to > seen.p_at)
    group by seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_activity_count), 0) end as care_activity_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_person_times), 0) end as care_person_times,
  case when (dim in ('')) then coalesce(sum(care_site_count), 0) end as care_site_count,
  case when (dim in ('')) then coalesce(sum(care_hospital_count), 0) end as care_hospital_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(care_activity_count) <> 0 or sum(care_person_times) <> 0 or sum(care_site_count) <> 0 or sum(care_hospital_count) <> 0;

-- Quarters, years and years to date above the county: care
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_care (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_hospital_count)
with part (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_hospital_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, n as care_site_count, null::numeric as care_hospital_count
  from (
    select seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member, count(distinct seen.key) as n
    from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, site_id as key
          from fold_period
          join fact_care on p_grain in ('q', 'y', 't') and p_year = year_of(held_on) and held_on >= p_from and held_on < p_until and held_on >= :since and held_on < :before
          cross join lateral (values ('', '')) b (dim, member)
          where kind = 'warmth'
          group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
    ) seen
    join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= seen.p_at and (c.valid_to is null or c.valid_to > seen.p_at)
    group by seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, null::numeric as care_site_count, n as care_hospital_count
  from (
    select seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member, count(distinct seen.key) as n
    from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, hospital_id as key
          from fold_period
          join fact_care on p_grain in ('q', 'y', 't') and p_year = year_of(held_on) and held_on >= p_from and held_on < p_until and held_on >= :since and held_on < :before
          cross join lateral (values ('', '')) b (dim, member)
          where kind = 'clinic' and hospital_id is not null
          group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
    ) seen
    join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= seen.p_at and (c.valid_to is null or c.valid_to > seen.p_at)
    group by seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_activity_count), 0) end as care_activity_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_person_times), 0) end as care_person_times,
  case when (dim in ('')) then coalesce(sum(care_site_count), 0) end as care_site_count,
  case when (dim in ('')) then coalesce(sum(care_hospital_count), 0) end as care_hospital_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(care_activity_count) <> 0 or sum(care_person_times) <> 0 or sum(care_site_count) <> 0 or sum(care_hospital_count) <> 0;
