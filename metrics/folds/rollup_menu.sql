-- Days and months of counties: menu
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_menu (county_id, unit_id, grain, period_on, dim, member, svc_menu_published_count, menu_due, menu_due_published, menu_due_in_advance, menu_dual)
with part (county_id, unit_id, grain, period_on, dim, member, svc_menu_published_count, menu_due, menu_due_published, menu_due_in_advance, menu_dual) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.svc_menu_published_count as svc_menu_published_count, leaf.menu_due as menu_due, leaf.menu_due_published as menu_due_published, leaf.menu_due_in_advance as menu_due_in_advance, leaf.menu_dual as menu_dual
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(level) = 0 then 'level' else '' end as dim, case when grouping(level) = 0 then level::text else '' end as member, sum(svc_menu_published_count) as svc_menu_published_count, sum(menu_due) as menu_due, sum(menu_due_published) as menu_due_published, sum(menu_due_in_advance) as menu_due_in_advance, sum(menu_dual) as menu_dual
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, month_on as day, month_on as placed_on, level,
        case when (published_on) <= :business_on then 1 end as svc_menu_published_count,
        case when (is_due) then 1 end as menu_due,
        case when (is_due) and (published_on) <= :business_on then 1 end as menu_due_published,
        case when (is_due and published_on < month_on) then 1 end as menu_due_in_advance,
        case when (both_published_on) <= :business_on then 1 end as menu_dual
      from fold_slice
      join fact_menu_month on county_id = slice_county and month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
      join fold_place on place_id = unit_id and place_from <= month_on and (place_to is null or place_to > month_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, level), (county_id, head_id, day, level))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'level')) then coalesce(sum(svc_menu_published_count), 0) end as svc_menu_published_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'level')) then coalesce(sum(menu_due), 0) end as menu_due,
  case when (grain in ('d', 'm')) and (dim in ('', 'level')) then coalesce(sum(menu_due_published), 0) end as menu_due_published,
  case when (grain in ('d', 'm')) and (dim in ('', 'level')) then coalesce(sum(menu_due_in_advance), 0) end as menu_due_in_advance,
  case when (grain in ('d', 'm')) and (dim in ('', 'level')) then coalesce(sum(menu_dual), 0) end as menu_dual
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(svc_menu_published_count) <> 0 or sum(menu_due) <> 0 or sum(menu_due_published) <> 0 or sum(menu_due_in_advance) <> 0 or sum(menu_dual) <> 0;

-- Days and months above the county: menu
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_menu (county_id, unit_id, grain, period_on, dim, member, svc_menu_published_count, menu_due, menu_due_published, menu_due_in_advance, menu_dual)
with part (county_id, unit_id, grain, period_on, dim, member, svc_menu_published_count, menu_due, menu_due_published, menu_due_in_advance, menu_dual) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.svc_menu_published_count as svc_menu_published_count, r.menu_due as menu_due, r.menu_due_published as menu_due_published, r.menu_due_in_advance as menu_due_in_advance, r.menu_dual as menu_dual
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_menu r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.svc_menu_published_count as svc_menu_published_count, leaf.menu_due as menu_due, leaf.menu_due_published as menu_due_published, leaf.menu_due_in_advance as menu_due_in_advance, leaf.menu_dual as menu_dual
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(level) = 0 then 'level' else '' end as dim, case when grouping(level) = 0 then level::text else '' end as member, sum(svc_menu_published_count) as svc_menu_published_count, sum(menu_due) as menu_due, sum(menu_due_published) as menu_due_published, sum(menu_due_in_advance) as menu_due_in_advance, sum(menu_dual) as menu_dual
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, month_on as day, month_on as placed_on, level,
        case when (published_on) <= :business_on then 1 end as svc_menu_published_count,
        case when (is_due) then 1 end as menu_due,
        case when (is_due) and (published_on) <= :business_on then 1 end as menu_due_published,
        case when (is_due and published_on < month_on) then 1 end as menu_due_in_advance,
        case when (both_published_on) <= :business_on then 1 end as menu_dual
      from fold_slice
      join fact_menu_month on county_id = slice_county and month_of(month_on) = slice_month and month_on < slice_until and month_on >= :since and month_on < :before
      join fold_place on place_id = unit_id and place_from <= month_on and (place_to is null or place_to > month_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, level), (county_id, head_id, day, level))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'level')) then coalesce(sum(svc_menu_published_count), 0) end as svc_menu_published_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'level')) then coalesce(sum(menu_due), 0) end as menu_due,
  case when (grain in ('d', 'm')) and (dim in ('', 'level')) then coalesce(sum(menu_due_published), 0) end as menu_due_published,
  case when (grain in ('d', 'm')) and (dim in ('', 'level')) then coalesce(sum(menu_due_in_advance), 0) end as menu_due_in_advance,
  case when (grain in ('d', 'm')) and (dim in ('', 'level')) then coalesce(sum(menu_dual), 0) end as menu_dual
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(svc_menu_published_count) <> 0 or sum(menu_due) <> 0 or sum(menu_due_published) <> 0 or sum(menu_due_in_advance) <> 0 or sum(menu_dual) <> 0;
