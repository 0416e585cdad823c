-- Days and months of counties: found_member
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_found_member (county_id, unit_id, grain, period_on, dim, member, neg_party_member_count, dual_find_industry_count, dual_find_territory_count, dual_find_overlap_count, dual_find_new_count, neg_probationary_count, neg_member_managed)
with part (county_id, unit_id, grain, period_on, dim, member, neg_party_member_count, dual_find_industry_count, dual_find_territory_count, dual_find_overlap_count, dual_find_new_count, neg_probationary_count, neg_member_managed) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as neg_party_member_count, null::numeric as dual_find_industry_count, null::numeric as dual_find_territory_count, null::numeric as dual_find_overlap_count, leaf.dual_find_new_count as dual_find_new_count, null::numeric as neg_probationary_count, null::numeric as neg_member_managed
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(worker_group) = 0 then 'worker_group' else '' end as dim, case when grouping(worker_group) = 0 then worker_group::text else '' end as member, sum(dual_find_new_count) as dual_find_new_count
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, first_found_on as day, first_found_on as placed_on, worker_group,
        case when true then 1 end as dual_find_new_count
      from fold_slice
      join fact_found_member on county_id = slice_county and month_of(first_found_on) = slice_month and first_found_on < slice_until and first_found_on >= :since and first_found_on < :before
      join fold_place on place_id = unit_id and place_from <= first_found_on and (place_to is null or place_to > first_found_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, worker_group), (county_id, head_id, day, worker_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as neg_party_member_count, null::numeric as dual_find_industry_count, null::numeric as dual_find_territory_count, null::numeric as dual_find_overlap_count, null::numeric as dual_find_new_count, null::numeric as neg_probationary_count, null::numeric as neg_member_managed
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
        from fold_slice
        join fact_found_member on county_id = slice_county and found_from < slice_until and (found_to is null or found_to >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as neg_party_member_count, n as dual_find_industry_count, null::numeric as dual_find_territory_count, null::numeric as dual_find_overlap_count, null::numeric as dual_find_new_count, null::numeric as neg_probationary_count, null::numeric as neg_member_managed
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
        from fold_slice
        join fact_found_member on county_id = slice_county and industry_from < slice_until and (industry_to is null or industry_to >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as neg_party_member_count, null::numeric as dual_find_industry_count, n as dual_find_territory_count, null::numeric as dual_find_overlap_count, null::numeric as dual_find_new_count, null::numeric as neg_probationary_count, null::numeric as neg_member_managed
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
        from fold_slice
        join fact_found_member on county_id = slice_county and territory_from < slice_until and (territory_to is null or territory_to >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as neg_party_member_count, null::numeric as dual_find_industry_count, null::numeric as dual_find_territory_count, n as dual_find_overlap_count, null::numeric as dual_find_new_count, null::numeric as neg_probationary_count, null::numeric as neg_member_managed
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
        from fold_slice
        join fact_found_member on county_id = slice_county and overlap_from < slice_until and (overlap_to is null or overlap_to >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as neg_party_member_count, null::numeric as dual_find_industry_count, null::numeric as dual_find_territory_count, null::numeric as dual_find_overlap_count, null::numeric as dual_find_new_count, n as neg_probationary_count, null::numeric as neg_member_managed
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
        from fold_slice
        join fact_found_member on county_id = slice_county and probationary_from < slice_until and (probationary_to is null or probationary_to >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
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
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as neg_party_member_count, null::numeric as dual_find_industry_count, null::numeric as dual_find_territory_count, null::numeric as dual_find_overlap_count, null::numeric as dual_find_new_count, null::numeric as neg_probationary_count, n as neg_member_managed
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
        from fold_slice
        join fact_found_member on county_id = slice_county and managed_from < slice_until and (managed_to is null or managed_to >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
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
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(neg_party_member_count), 0) end as neg_party_member_count,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(dual_find_industry_count), 0) end as dual_find_industry_count,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(dual_find_territory_count), 0) end as dual_find_territory_count,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(dual_find_overlap_count), 0) end as dual_find_overlap_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'worker_group')) then coalesce(sum(dual_find_new_count), 0) end as dual_find_new_count,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(neg_probationary_count), 0) end as neg_probationary_count,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(neg_member_managed), 0) end as neg_member_managed
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(neg_party_member_count) <> 0 or sum(dual_find_industry_count) <> 0 or sum(dual_find_territory_count) <> 0 or sum(dual_find_overlap_count) <> 0 or sum(dual_find_new_count) <> 0 or sum(neg_probationary_count) <> 0 or sum(neg_member_managed) <> 0;

-- Days and months above the county: found_member
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_found_member (county_id, unit_id, grain, period_on, dim, member, neg_party_member_count, dual_find_industry_count, dual_find_territory_count, dual_find_overlap_count, dual_find_new_count, neg_probationary_count, neg_member_managed)
with part (county_id, unit_id, grain, period_on, dim, member, neg_party_member_count, dual_find_industry_count, dual_find_territory_count, dual_find_overlap_count, dual_find_new_count, neg_probationary_count, neg_member_managed) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, null::numeric as neg_party_member_count, null::numeric as dual_find_industry_count, null::numeric as dual_find_territory_count, null::numeric as dual_find_overlap_count, r.dual_find_new_count as dual_find_new_count, null::numeric as neg_probationary_count, null::numeric as neg_member_managed
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_found_member r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as neg_party_member_count, null::numeric as dual_find_industry_count, null::numeric as dual_find_territory_count, null::numeric as dual_find_overlap_count, leaf.dual_find_new_count as dual_find_new_count, null::numeric as neg_probationary_count, null::numeric as neg_member_managed
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(worker_group) = 0 then 'worker_group' else '' end as dim, case when grouping(worker_group) = 0 then worker_group::text else '' end as member, sum(dual_find_new_count) as dual_find_new_count
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, first_found_on as day, first_found_on as placed_on, worker_group,
        case when true then 1 end as dual_find_new_count
      from fold_slice
      join fact_found_member on county_id = slice_county and month_of(first_found_on) = slice_month and first_found_on < slice_until and first_found_on >= :since and first_found_on < :before
      join fold_place on place_id = unit_id and place_from <= first_found_on and (place_to is null or place_to > first_found_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, worker_group), (county_id, head_id, day, worker_group))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as neg_party_member_count, null::numeric as dual_find_industry_count, null::numeric as dual_find_territory_count, null::numeric as dual_find_overlap_count, null::numeric as dual_find_new_count, null::numeric as neg_probationary_count, null::numeric as neg_member_managed
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
        from fold_slice
        join fact_found_member on found_from < slice_until and (found_to is null or found_to >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as neg_party_member_count, n as dual_find_industry_count, null::numeric as dual_find_territory_count, null::numeric as dual_find_overlap_count, null::numeric as dual_find_new_count, null::numeric as neg_probationary_count, null::numeric as neg_member_managed
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
        from fold_slice
        join fact_found_member on industry_from < slice_until and (industry_to is null or industry_to >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as neg_party_member_count, null::numeric as dual_find_industry_count, n as dual_find_territory_count, null::numeric as dual_find_overlap_count, null::numeric as dual_find_new_count, null::numeric as neg_probationary_count, null::numeric as neg_member_managed
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
        from fold_slice
        join fact_found_member on territory_from < slice_until and (territory_to is null or territory_to >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as neg_party_member_count, null::numeric as dual_find_industry_count, null::numeric as dual_find_territory_count, n as dual_find_overlap_count, null::numeric as dual_find_new_count, null::numeric as neg_probationary_count, null::numeric as neg_member_managed
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
        from fold_slice
        join fact_found_member on overlap_from < slice_until and (overlap_to is null or overlap_to >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as neg_party_member_count, null::numeric as dual_find_industry_count, null::numeric as dual_find_territory_count, null::numeric as dual_find_overlap_count, null::numeric as dual_find_new_count, n as neg_probationary_count, null::numeric as neg_member_managed
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
        from fold_slice
        join fact_found_member on probationary_from < slice_until and (probationary_to is null or probationary_to >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, null::numeric as neg_party_member_count, null::numeric as dual_find_industry_count, null::numeric as dual_find_territory_count, null::numeric as dual_find_overlap_count, null::numeric as dual_find_new_count, null::numeric as neg_probationary_count, n as neg_member_managed
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, worker_pid as key
        from fold_slice
        join fact_found_member on managed_from < slice_until and (managed_to is null or managed_to >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('worker_group', worker_group::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(neg_party_member_count), 0) end as neg_party_member_count,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(dual_find_industry_count), 0) end as dual_find_industry_count,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(dual_find_territory_count), 0) end as dual_find_territory_count,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(dual_find_overlap_count), 0) end as dual_find_overlap_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'worker_group')) then coalesce(sum(dual_find_new_count), 0) end as dual_find_new_count,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(neg_probationary_count), 0) end as neg_probationary_count,
  case when (grain = 'm') and (dim in ('', 'worker_group')) then coalesce(sum(neg_member_managed), 0) end as neg_member_managed
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(neg_party_member_count) <> 0 or sum(dual_find_industry_count) <> 0 or sum(dual_find_territory_count) <> 0 or sum(dual_find_overlap_count) <> 0 or sum(dual_find_new_count) <> 0 or sum(neg_probationary_count) <> 0 or sum(neg_member_managed) <> 0;
