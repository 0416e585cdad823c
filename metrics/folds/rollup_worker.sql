-- Days and months of counties: worker
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_worker (county_id, unit_id, grain, period_on, dim, member, neg_worker_count, neg_worker_verified)
with part (county_id, unit_id, grain, period_on, dim, member, neg_worker_count, neg_worker_verified) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as neg_worker_count, null::numeric as neg_worker_verified
  from (
    select term.p_county, c.ancestor_id, term.p_grain, term.p_on, term.dim, term.member, sum(term.n) as n
    from (
      select step.p_county, step.p_grain, step.p_on, step.p_at, step.dim, step.member, t.unit_id, sum(t.n) as n
      from (
        select seen.*, pl.path, lag(pl.path) over (partition by p_county, p_grain, p_on, dim, member, key order by pl.path) as before
        from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
          from fold_slice
          join fact_worker on county_id = slice_county and listed_from < slice_until and (listed_to is null or listed_to >= slice_until)
          cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
          cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as neg_worker_count, n as neg_worker_verified
  from (
    select term.p_county, c.ancestor_id, term.p_grain, term.p_on, term.dim, term.member, sum(term.n) as n
    from (
      select step.p_county, step.p_grain, step.p_on, step.p_at, step.dim, step.member, t.unit_id, sum(t.n) as n
      from (
        select seen.*, pl.path, lag(pl.path) over (partition by p_county, p_grain, p_on, dim, member, key order by pl.path) as before
        from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
          from fold_slice
          join fact_worker on county_id = slice_county and greatest(listed_from, verified_on) < slice_until and (least(listed_to, verified_on + 180) is null or least(listed_to, verified_on + 180) >= slice_until)
          cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
          cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
          where verified_on is not null
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
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(neg_worker_count), 0) end as neg_worker_count,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(neg_worker_verified), 0) end as neg_worker_verified
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(neg_worker_count) <> 0 or sum(neg_worker_verified) <> 0;

-- Days and months above the county: worker
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_worker (county_id, unit_id, grain, period_on, dim, member, neg_worker_count, neg_worker_verified)
with part (county_id, unit_id, grain, period_on, dim, member, neg_worker_count, neg_worker_verified) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, null::numeric as neg_worker_count, null::numeric as neg_worker_verified
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_worker r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as neg_worker_count, null::numeric as neg_worker_verified
  from (
    select seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member, count(distinct seen.key) as n
    from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
          from fold_slice
          join fact_worker on listed_from < slice_until and (listed_to is null or listed_to >= slice_until)
          cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
          cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
          group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
    ) seen
    join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= seen.p_at and (c.valid_to is null or c.valid_to > seen.p_at)
    group by seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as neg_worker_count, n as neg_worker_verified
  from (
    select seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member, count(distinct seen.key) as n
    from (
          select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
          from fold_slice
          join fact_worker on greatest(listed_from, verified_on) < slice_until and (least(listed_to, verified_on + 180) is null or least(listed_to, verified_on + 180) >= slice_until)
          cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
          cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
          where verified_on is not null
          group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
    ) seen
    join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= seen.p_at and (c.valid_to is null or c.valid_to > seen.p_at)
    group by seen.p_county, c.ancestor_id, seen.p_grain, seen.p_on, seen.dim, seen.member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(neg_worker_count), 0) end as neg_worker_count,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(neg_worker_verified), 0) end as neg_worker_verified
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(neg_worker_count) <> 0 or sum(neg_worker_verified) <> 0;
