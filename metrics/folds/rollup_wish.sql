-- Days and months of counties: wish
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_wish (county_id, unit_id, grain, period_on, dim, member, wish_collected_count, wish_claimed, wish_done)
with part (county_id, unit_id, grain, period_on, dim, member, wish_collected_count, wish_claimed, wish_done) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.wish_collected_count as wish_collected_count, leaf.wish_claimed as wish_claimed, leaf.wish_done as wish_done
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' else '' end as dim, case when grouping(category) = 0 then category::text else '' end as member, sum(wish_collected_count) as wish_collected_count, sum(wish_claimed) as wish_claimed, sum(wish_done) as wish_done
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, published_on as day, published_on as placed_on, category,
        case when true then 1 end as wish_collected_count,
        case when (claimed_on) <= :business_on then 1 end as wish_claimed,
        case when (done_on) <= :business_on then 1 end as wish_done
      from fold_slice
      join fact_wish on county_id = slice_county and month_of(published_on) = slice_month and published_on < slice_until and published_on >= :since and published_on < :before
      join fold_place on place_id = unit_id and place_from <= published_on and (place_to is null or place_to > published_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(wish_collected_count), 0) end as wish_collected_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(wish_claimed), 0) end as wish_claimed,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(wish_done), 0) end as wish_done
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(wish_collected_count) <> 0 or sum(wish_claimed) <> 0 or sum(wish_done) <> 0;

-- Days and months above the county: wish
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_wish (county_id, unit_id, grain, period_on, dim, member, wish_collected_count, wish_claimed, wish_done)
with part (county_id, unit_id, grain, period_on, dim, member, wish_collected_count, wish_claimed, wish_done) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.wish_collected_count as wish_collected_count, r.wish_claimed as wish_claimed, r.wish_done as wish_done
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_wish r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.wish_collected_count as wish_collected_count, leaf.wish_claimed as wish_claimed, leaf.wish_done as wish_done
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' else '' end as dim, case when grouping(category) = 0 then category::text else '' end as member, sum(wish_collected_count) as wish_collected_count, sum(wish_claimed) as wish_claimed, sum(wish_done) as wish_done
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, published_on as day, published_on as placed_on, category,
        case when true then 1 end as wish_collected_count,
        case when (claimed_on) <= :business_on then 1 end as wish_claimed,
        case when (done_on) <= :business_on then 1 end as wish_done
      from fold_slice
      join fact_wish on county_id = slice_county and month_of(published_on) = slice_month and published_on < slice_until and published_on >= :since and published_on < :before
      join fold_place on place_id = unit_id and place_from <= published_on and (place_to is null or place_to > published_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(wish_collected_count), 0) end as wish_collected_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(wish_claimed), 0) end as wish_claimed,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(wish_done), 0) end as wish_done
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(wish_collected_count) <> 0 or sum(wish_claimed) <> 0 or sum(wish_done) <> 0;
