-- Days and months of counties: menu_item
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_menu_item (county_id, unit_id, grain, period_on, dim, member, menu_item_count, menu_item_claimable, menu_item_claimed)
with part (county_id, unit_id, grain, period_on, dim, member, menu_item_count, menu_item_claimable, menu_item_claimed) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.menu_item_count as menu_item_count, leaf.menu_item_claimable as menu_item_claimable, leaf.menu_item_claimed as menu_item_claimed
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' else '' end as dim, case when grouping(category) = 0 then category::text else '' end as member, sum(menu_item_count) as menu_item_count, sum(menu_item_claimable) as menu_item_claimable, sum(menu_item_claimed) as menu_item_claimed
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, menu_on as day, menu_on as placed_on, category,
        case when true then 1 end as menu_item_count,
        case when (is_claimable) then 1 end as menu_item_claimable,
        case when (is_claimable) and (accepted_on) <= :business_on then 1 end as menu_item_claimed
      from fold_slice
      join fact_menu_item on county_id = slice_county and month_of(menu_on) = slice_month and menu_on < slice_until and menu_on >= :since and menu_on < :before
      join fold_place on place_id = unit_id and place_from <= menu_on and (place_to is null or place_to > menu_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(menu_item_count), 0) end as menu_item_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(menu_item_claimable), 0) end as menu_item_claimable,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(menu_item_claimed), 0) end as menu_item_claimed
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(menu_item_count) <> 0 or sum(menu_item_claimable) <> 0 or sum(menu_item_claimed) <> 0;

-- Days and months above the county: menu_item
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_menu_item (county_id, unit_id, grain, period_on, dim, member, menu_item_count, menu_item_claimable, menu_item_claimed)
with part (county_id, unit_id, grain, period_on, dim, member, menu_item_count, menu_item_claimable, menu_item_claimed) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.menu_item_count as menu_item_count, r.menu_item_claimable as menu_item_claimable, r.menu_item_claimed as menu_item_claimed
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_menu_item r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.menu_item_count as menu_item_count, leaf.menu_item_claimable as menu_item_claimable, leaf.menu_item_claimed as menu_item_claimed
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(category) = 0 then 'category' else '' end as dim, case when grouping(category) = 0 then category::text else '' end as member, sum(menu_item_count) as menu_item_count, sum(menu_item_claimable) as menu_item_claimable, sum(menu_item_claimed) as menu_item_claimed
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, menu_on as day, menu_on as placed_on, category,
        case when true then 1 end as menu_item_count,
        case when (is_claimable) then 1 end as menu_item_claimable,
        case when (is_claimable) and (accepted_on) <= :business_on then 1 end as menu_item_claimed
      from fold_slice
      join fact_menu_item on county_id = slice_county and month_of(menu_on) = slice_month and menu_on < slice_until and menu_on >= :since and menu_on < :before
      join fold_place on place_id = unit_id and place_from <= menu_on and (place_to is null or place_to > menu_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(menu_item_count), 0) end as menu_item_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(menu_item_claimable), 0) end as menu_item_claimable,
  case when (grain in ('d', 'm')) and (dim in ('', 'category')) then coalesce(sum(menu_item_claimed), 0) end as menu_item_claimed
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(menu_item_count) <> 0 or sum(menu_item_claimable) <> 0 or sum(menu_item_claimed) <> 0;
