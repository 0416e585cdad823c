-- Days and months of counties: care
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_care (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_clinic_site_count, care_hospital_count)
with part (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_clinic_site_count, care_hospital_count) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.care_activity_count as care_activity_count, leaf.care_person_times as care_person_times, null::numeric as care_site_count, null::numeric as care_clinic_site_count, null::numeric as care_hospital_count
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, n as care_site_count, null::numeric as care_clinic_site_count, null::numeric as care_hospital_count
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, site_id as key
        from fold_slice
        join fact_care on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', held_on, held_on, held_on + 1, held_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        where kind = 'warmth'
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, null::numeric as care_site_count, n as care_clinic_site_count, null::numeric as care_hospital_count
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, site_id as key
        from fold_slice
        join fact_care on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', held_on, held_on, held_on + 1, held_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        where kind = 'clinic'
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, null::numeric as care_site_count, null::numeric as care_clinic_site_count, n as care_hospital_count
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, hospital_id as key
        from fold_slice
        join fact_care on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', held_on, held_on, held_on + 1, held_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        where kind = 'clinic' and hospital_id is not null
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
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_activity_count), 0) end as care_activity_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_person_times), 0) end as care_person_times,
  case when (dim in ('')) then coalesce(sum(care_site_count), 0) end as care_site_count,
  case when (dim in ('')) then coalesce(sum(care_clinic_site_count), 0) end as care_clinic_site_count,
  case when (dim in ('')) then coalesce(sum(care_hospital_count), 0) end as care_hospital_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(care_activity_count) <> 0 or sum(care_person_times) <> 0 or sum(care_site_count) <> 0 or sum(care_clinic_site_count) <> 0 or sum(care_hospital_count) <> 0;

-- Quarters, years and years to date of counties: care
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_care (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_clinic_site_count, care_hospital_count)
with part (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_clinic_site_count, care_hospital_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, n as care_site_count, null::numeric as care_clinic_site_count, null::numeric as care_hospital_count
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, site_id as key, month_of(held_on) as month
          from fact_care
          cross join lateral (values ('', '')) b (dim, member)
          where (held_on >= :since and held_on < :before and held_on <= :business_on) and (county_id in (select p_county from fold_period)) and (kind = 'warmth')
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, null::numeric as care_site_count, n as care_clinic_site_count, null::numeric as care_hospital_count
  from (
    with term as (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, count(*) as n
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, site_id as key, month_of(held_on) as month
          from fact_care
          cross join lateral (values ('', '')) b (dim, member)
          where (held_on >= :since and held_on < :before and held_on <= :business_on) and (county_id in (select p_county from fold_period)) and (kind = 'clinic')
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, null::numeric as care_site_count, null::numeric as care_clinic_site_count, n as care_hospital_count
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, hospital_id as key, month_of(held_on) as month
          from fact_care
          cross join lateral (values ('', '')) b (dim, member)
          where (held_on >= :since and held_on < :before and held_on <= :business_on) and (county_id in (select p_county from fold_period)) and (kind = 'clinic' and hospital_id is not null)
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
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_activity_count), 0) end as care_activity_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_person_times), 0) end as care_person_times,
  case when (dim in ('')) then coalesce(sum(care_site_count), 0) end as care_site_count,
  case when (dim in ('')) then coalesce(sum(care_clinic_site_count), 0) end as care_clinic_site_count,
  case when (dim in ('')) then coalesce(sum(care_hospital_count), 0) end as care_hospital_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(care_activity_count) <> 0 or sum(care_person_times) <> 0 or sum(care_site_count) <> 0 or sum(care_clinic_site_count) <> 0 or sum(care_hospital_count) <> 0;

-- Days and months above the county: care
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_care (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_clinic_site_count, care_hospital_count)
with part (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_clinic_site_count, care_hospital_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.care_activity_count as care_activity_count, r.care_person_times as care_person_times, null::numeric as care_site_count, null::numeric as care_clinic_site_count, null::numeric as care_hospital_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_care r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.care_activity_count as care_activity_count, leaf.care_person_times as care_person_times, null::numeric as care_site_count, null::numeric as care_clinic_site_count, null::numeric as care_hospital_count
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, n as care_site_count, null::numeric as care_clinic_site_count, null::numeric as care_hospital_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, site_id as key
        from fold_slice
        join fact_care on month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', held_on, held_on, held_on + 1, held_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        where kind = 'warmth'
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, null::numeric as care_site_count, n as care_clinic_site_count, null::numeric as care_hospital_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, site_id as key
        from fold_slice
        join fact_care on month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', held_on, held_on, held_on + 1, held_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        where kind = 'clinic'
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, null::numeric as care_site_count, null::numeric as care_clinic_site_count, n as care_hospital_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, hospital_id as key
        from fold_slice
        join fact_care on month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', held_on, held_on, held_on + 1, held_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', '')) b (dim, member)
        where kind = 'clinic' and hospital_id is not null
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_activity_count), 0) end as care_activity_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_person_times), 0) end as care_person_times,
  case when (dim in ('')) then coalesce(sum(care_site_count), 0) end as care_site_count,
  case when (dim in ('')) then coalesce(sum(care_clinic_site_count), 0) end as care_clinic_site_count,
  case when (dim in ('')) then coalesce(sum(care_hospital_count), 0) end as care_hospital_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(care_activity_count) <> 0 or sum(care_person_times) <> 0 or sum(care_site_count) <> 0 or sum(care_clinic_site_count) <> 0 or sum(care_hospital_count) <> 0;

-- Quarters, years and years to date above the county: care
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_care (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_clinic_site_count, care_hospital_count)
with part (county_id, unit_id, grain, period_on, dim, member, care_activity_count, care_person_times, care_site_count, care_clinic_site_count, care_hospital_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, n as care_site_count, null::numeric as care_clinic_site_count, null::numeric as care_hospital_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, site_id as key, month_of(held_on) as month
          from fact_care
          cross join lateral (values ('', '')) b (dim, member)
          where (held_on >= :since and held_on < :before and held_on <= :business_on) and (kind = 'warmth')
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, null::numeric as care_site_count, n as care_clinic_site_count, null::numeric as care_hospital_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, site_id as key, month_of(held_on) as month
          from fact_care
          cross join lateral (values ('', '')) b (dim, member)
          where (held_on >= :since and held_on < :before and held_on <= :business_on) and (kind = 'clinic')
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as care_activity_count, null::numeric as care_person_times, null::numeric as care_site_count, null::numeric as care_clinic_site_count, n as care_hospital_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        (with in_month as materialized (
          select county_id, dim, member, unit_id, hospital_id as key, month_of(held_on) as month
          from fact_care
          cross join lateral (values ('', '')) b (dim, member)
          where (held_on >= :since and held_on < :before and held_on <= :business_on) and (kind = 'clinic' and hospital_id is not null)
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
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_activity_count), 0) end as care_activity_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(care_person_times), 0) end as care_person_times,
  case when (dim in ('')) then coalesce(sum(care_site_count), 0) end as care_site_count,
  case when (dim in ('')) then coalesce(sum(care_clinic_site_count), 0) end as care_clinic_site_count,
  case when (dim in ('')) then coalesce(sum(care_hospital_count), 0) end as care_hospital_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(care_activity_count) <> 0 or sum(care_person_times) <> 0 or sum(care_site_count) <> 0 or sum(care_clinic_site_count) <> 0 or sum(care_hospital_count) <> 0;
