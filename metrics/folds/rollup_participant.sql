-- Days and months of counties: participant
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_participant (county_id, unit_id, grain, period_on, dim, member, activity_person_count)
with part (county_id, unit_id, grain, period_on, dim, member, activity_person_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as activity_person_count
  from (
    select term.p_county, c.ancestor_id, term.p_grain, term.p_on, term.dim, term.member, sum(term.n) as n
    from (
      select step.p_county, step.p_grain, step.p_on, step.p_at, step.dim, step.member, t.unit_id, sum(t.n) as n
      from (
        select seen.*, pl.path, lag(pl.path) over (partition by p_county, p_grain, p_on, dim, member, key order by pl.path) as before
        from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, participant_pid as key
          from fold_slice
          join fact_attendance on county_id = slice_county and month_of(attended_on) = slice_month and attended_on < slice_until and attended_on >= :since and attended_on < :before
          cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', attended_on, attended_on, attended_on + 1, attended_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
          cross join lateral (values ('', '')) b (dim, member)
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
  case when (dim in ('')) then sum(activity_person_count) end as activity_person_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(activity_person_count) <> 0;

-- Quarters, years and years to date of counties: participant
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_participant (county_id, unit_id, grain, period_on, dim, member, activity_person_count)
with part (county_id, unit_id, grain, period_on, dim, member, activity_person_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as activity_person_count
  from (
    select term.p_county, c.ancestor_id, term.p_grain, term.p_on, term.dim, term.member, sum(term.n) as n
    from (
      select step.p_county, step.p_grain, step.p_on, step.p_at, step.dim, step.member, t.unit_id, sum(t.n) as n
      from (
        select seen.*, pl.path, lag(pl.path) over (partition by p_county, p_grain, p_on, dim, member, key order by pl.path) as before
        from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, participant_pid as key
          from fold_period
          join fact_attendance on county_id = p_county and p_grain in ('q', 'y', 't') and p_year = year_of(attended_on) and attended_on >= p_from and attended_on < p_until and attended_on >= :since and attended_on < :before
          cross join lateral (values ('', '')) b (dim, member)
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
  case when (dim in ('')) then sum(activity_person_count) end as activity_person_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(activity_person_count) <> 0;

-- Days and months above the county: participant
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_participant (county_id, unit_id, grain, period_on, dim, member, activity_person_count)
with part (county_id, unit_id, grain, period_on, dim, member, activity_person_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, null::numeric as activity_person_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_participant r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as activity_person_count
  from (
    select seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member, count(distinct seen.key) as n
    from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, participant_pid as key
          from fold_slice
          join fact_attendance on month_of(attended_on) = slice_month and attended_on < slice_until and attended_on >= :since and attended_on < :before
          cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1), (slice_county, 'd', attended_on, attended_on, attended_on + 1, attended_on)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
          cross join lateral (values ('', '')) b (dim, member)
          group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
    ) seen
    join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= seen.p_at and (c.valid_to is null or c.valid_to > seen.p_at)
    group by seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (dim in ('')) then sum(activity_person_count) end as activity_person_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(activity_person_count) <> 0;

-- Quarters, years and years to date above the county: participant
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_participant (county_id, unit_id, grain, period_on, dim, member, activity_person_count)
with part (county_id, unit_id, grain, period_on, dim, member, activity_person_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as activity_person_count
  from (
    select seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member, count(distinct seen.key) as n
    from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, participant_pid as key
          from fold_period
          join fact_attendance on p_grain in ('q', 'y', 't') and p_year = year_of(attended_on) and attended_on >= p_from and attended_on < p_until and attended_on >= :since and attended_on < :before
          cross join lateral (values ('', '')) b (dim, member)
          group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
    ) seen
    join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= seen.p_at and (c.valid_to is null or c.valid_to > seen.p_at)
    group by seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (dim in ('')) then sum(activity_person_count) end as activity_person_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(activity_person_count) <> 0;
