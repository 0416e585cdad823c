-- Days and months of counties: partner
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_partner (county_id, unit_id, grain, period_on, dim, member, partner_count)
with part (county_id, unit_id, grain, period_on, dim, member, partner_count) as (
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as partner_count
  from (
    with step as materialized (
      select p_county, p_grain, p_on, p_at, dim, member, unit_id, place_no, lag(place_no) over (partition by p_county, p_grain, p_on, dim, member, key order by place_no) as before_no
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, partner_no as key
        from fold_slice
        join fact_partner_link on county_id = slice_county and linked_on < slice_until and (unlinked_on is null or unlinked_on >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('partner_type', partner_type::text)) b (dim, member)
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
  case when (grain = 'm') and (dim in ('', 'partner_type')) then coalesce(sum(partner_count), 0) end as partner_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(partner_count) <> 0;

-- Days and months above the county: partner
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_partner (county_id, unit_id, grain, period_on, dim, member, partner_count)
with part (county_id, unit_id, grain, period_on, dim, member, partner_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, null::numeric as partner_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_partner r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select p_county, ancestor_id, p_grain, p_on, dim, member, n as partner_count
  from (
    select p_county, ancestor_id, p_grain, p_on, dim, member, count(*) as n
    from (
      select distinct p_county, ancestor_id, p_grain, p_on, dim, member, key
      from (
        select p_county, p_grain, p_on, p_at, dim, member, unit_id, partner_no as key
        from fold_slice
        join fact_partner_link on linked_on < slice_until and (unlinked_on is null or unlinked_on >= slice_until)
        cross join lateral (values (slice_county, 'm', slice_month, slice_month, slice_until, slice_until - 1)) cell (p_county, p_grain, p_on, p_from, p_until, p_at)
        cross join lateral (values ('', ''), ('partner_type', partner_type::text)) b (dim, member)
        group by p_county, p_grain, p_on, p_at, dim, member, unit_id, key
      ) seen
      join fold_above c on c.unit_id = seen.unit_id and c.valid_from <= p_at and (c.valid_to is null or c.valid_to > p_at)
    ) each_key
    group by p_county, ancestor_id, p_grain, p_on, dim, member
  ) counted
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain = 'm') and (dim in ('', 'partner_type')) then coalesce(sum(partner_count), 0) end as partner_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(partner_count) <> 0;
