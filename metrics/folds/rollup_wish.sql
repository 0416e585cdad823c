-- Days and months of counties: wish
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_wish (county_id, unit_id, grain, period_on, dim, member, wish_collected_count, wish_claimed, wish_done)
with part (county_id, unit_id, grain, period_on, dim, member, wish_collected_count, wish_claimed, wish_done) as (
  select county_id, unit_id, cell.grain, case cell.grain when 'd' then day else month_of(day) end, dim, member, wish_collected_count as wish_collected_count, wish_claimed as wish_claimed, wish_done as wish_done
  from (
    select leaf.county_id, c.ancestor_id as unit_id, c.level, leaf.day, leaf.dim, leaf.member, leaf.wish_collected_count, leaf.wish_claimed, leaf.wish_done
    from (
      select county_id, unit_id, day, case when grouping(category) = 0 then 'category' else '' end as dim, case when grouping(category) = 0 then category::text else '' end as member, sum(wish_collected_count) as wish_collected_count, sum(wish_claimed) as wish_claimed, sum(wish_done) as wish_done
      from (
        select county_id, unit_id, published_on as day, category,
          case when true then 1 end as wish_collected_count,
          case when (claimed_on <= :business_on) then 1 end as wish_claimed,
          case when (done_on <= :business_on) then 1 end as wish_done
        from fold_slice
        join fact_wish on county_id = slice_county and month_of(published_on) = slice_month and published_on >= slice_month and published_on < slice_until
      ) f
      group by grouping sets ((county_id, unit_id, day), (county_id, unit_id, day, category))
    ) leaf
    join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
  ) up
  cross join (values ('d'), ('m')) as cell (grain)
  where cell.grain = 'm' or dim = '' or level in ('city', 'county')
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain <> 't') and (dim in ('', 'category')) then coalesce(sum(wish_collected_count), 0) end as wish_collected_count,
  case when (grain <> 't') and (dim in ('', 'category')) then coalesce(sum(wish_claimed), 0) end as wish_claimed,
  case when (grain <> 't') and (dim in ('', 'category')) then coalesce(sum(wish_done), 0) end as wish_done
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(wish_collected_count) <> 0 or sum(wish_claimed) <> 0 or sum(wish_done) <> 0;

-- Quarters, years and years to date of counties: wish
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_wish (county_id, unit_id, grain, period_on, dim, member, wish_collected_count, wish_claimed, wish_done)
with part (county_id, unit_id, grain, period_on, dim, member, wish_collected_count, wish_claimed, wish_done) as (
  select r.county_id, r.unit_id, p_grain, p_on, r.dim, r.member, r.wish_collected_count as wish_collected_count, r.wish_claimed as wish_claimed, r.wish_done as wish_done
  from fold_period
  join rollup_wish r on r.county_id = p_county and r.grain = 'm' and r.until_version is null and r.period_on >= p_from and r.period_on < p_until
  where p_grain in ('q', 'y')
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain <> 't') and (dim in ('', 'category')) then coalesce(sum(wish_collected_count), 0) end as wish_collected_count,
  case when (grain <> 't') and (dim in ('', 'category')) then coalesce(sum(wish_claimed), 0) end as wish_claimed,
  case when (grain <> 't') and (dim in ('', 'category')) then coalesce(sum(wish_done), 0) end as wish_done
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(wish_collected_count) <> 0 or sum(wish_claimed) <> 0 or sum(wish_done) <> 0;

-- Days and months above the county: wish
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_wish (county_id, unit_id, grain, period_on, dim, member, wish_collected_count, wish_claimed, wish_done)
with part (county_id, unit_id, grain, period_on, dim, member, wish_collected_count, wish_claimed, wish_done) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.wish_collected_count as wish_collected_count, r.wish_claimed as wish_claimed, r.wish_done as wish_done
  from fold_slice
  join rollup_wish r on r.county_id <> 0 and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join unit k on k.unit_id = r.unit_id and k.level = 'county'
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select county_id, unit_id, cell.grain, case cell.grain when 'd' then day else month_of(day) end, dim, member, wish_collected_count as wish_collected_count, wish_claimed as wish_claimed, wish_done as wish_done
  from (
    select leaf.county_id, c.ancestor_id as unit_id, c.level, leaf.day, leaf.dim, leaf.member, leaf.wish_collected_count, leaf.wish_claimed, leaf.wish_done
    from (
      select county_id, unit_id, day, case when grouping(category) = 0 then 'category' else '' end as dim, case when grouping(category) = 0 then category::text else '' end as member, sum(wish_collected_count) as wish_collected_count, sum(wish_claimed) as wish_claimed, sum(wish_done) as wish_done
      from (
        select county_id, unit_id, published_on as day, category,
          case when true then 1 end as wish_collected_count,
          case when (claimed_on <= :business_on) then 1 end as wish_claimed,
          case when (done_on <= :business_on) then 1 end as wish_done
        from fold_slice
        join fact_wish on county_id = slice_county and month_of(published_on) = slice_month and published_on >= slice_month and published_on < slice_until
      ) f
      group by grouping sets ((county_id, unit_id, day), (county_id, unit_id, day, category))
    ) leaf
    join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
  ) up
  cross join (values ('d'), ('m')) as cell (grain)
  where cell.grain = 'm' or dim = '' or level in ('city', 'county')
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain <> 't') and (dim in ('', 'category')) then coalesce(sum(wish_collected_count), 0) end as wish_collected_count,
  case when (grain <> 't') and (dim in ('', 'category')) then coalesce(sum(wish_claimed), 0) end as wish_claimed,
  case when (grain <> 't') and (dim in ('', 'category')) then coalesce(sum(wish_done), 0) end as wish_done
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(wish_collected_count) <> 0 or sum(wish_claimed) <> 0 or sum(wish_done) <> 0;

-- Quarters, years and years to date above the county: wish
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_wish (county_id, unit_id, grain, period_on, dim, member, wish_collected_count, wish_claimed, wish_done)
with part (county_id, unit_id, grain, period_on, dim, member, wish_collected_count, wish_claimed, wish_done) as (
  select r.county_id, r.unit_id, p_grain, p_on, r.dim, r.member, r.wish_collected_count as wish_collected_count, r.wish_claimed as wish_claimed, r.wish_done as wish_done
  from fold_period
  join rollup_wish r on r.county_id = p_county and r.grain = 'm' and r.until_version is null and r.period_on >= p_from and r.period_on < p_until
  where p_grain in ('q', 'y')
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain <> 't') and (dim in ('', 'category')) then coalesce(sum(wish_collected_count), 0) end as wish_collected_count,
  case when (grain <> 't') and (dim in ('', 'category')) then coalesce(sum(wish_claimed), 0) end as wish_claimed,
  case when (grain <> 't') and (dim in ('', 'category')) then coalesce(sum(wish_done), 0) end as wish_done
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(wish_collected_count) <> 0 or sum(wish_claimed) <> 0 or sum(wish_done) <> 0;
