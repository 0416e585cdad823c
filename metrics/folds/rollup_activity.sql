-- Days and months of counties: activity
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_activity (county_id, unit_id, grain, period_on, dim, member, activity_count, activity_key_count, activity_person_times, activity_key_person_times, activity_demand_based, activity_rating_valid, activity_rating_good)
with part (county_id, unit_id, grain, period_on, dim, member, activity_count, activity_key_count, activity_person_times, activity_key_person_times, activity_demand_based, activity_rating_valid, activity_rating_good) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.activity_count as activity_count, leaf.activity_key_count as activity_key_count, leaf.activity_person_times as activity_person_times, leaf.activity_key_person_times as activity_key_person_times, leaf.activity_demand_based as activity_demand_based, leaf.activity_rating_valid as activity_rating_valid, leaf.activity_rating_good as activity_rating_good
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(kind) = 0 then 'kind' when grouping(category) = 0 then 'category' when grouping(organiser_level) = 0 then 'organiser_level' when grouping(count_method) = 0 then 'count_method' else '' end as dim, case when grouping(kind) = 0 then kind::text when grouping(category) = 0 then category::text when grouping(organiser_level) = 0 then organiser_level::text when grouping(count_method) = 0 then count_method::text else '' end as member, sum(activity_count) as activity_count, sum(activity_key_count) as activity_key_count, sum(activity_person_times) as activity_person_times, sum(activity_key_person_times) as activity_key_person_times, sum(activity_demand_based) as activity_demand_based, sum(activity_rating_valid) as activity_rating_valid, sum(activity_rating_good) as activity_rating_good
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, held_on as day, held_on as placed_on, kind, category, organiser_level, count_method,
        case when (status = 'held') then 1 end as activity_count,
        case when (status = 'held' and is_key and organiser_level = 'village') then 1 end as activity_key_count,
        case when (status = 'held') then (attendance) end as activity_person_times,
        case when (status = 'held' and is_key and organiser_level = 'village') then (attendance) end as activity_key_person_times,
        case when (status = 'held' and is_demand_based) then 1 end as activity_demand_based,
        case when (status = 'held') then (ratings_valid) end as activity_rating_valid,
        case when (status = 'held') then (ratings_good) end as activity_rating_good
      from fold_slice
      join fact_activity on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
      join fold_place on place_id = unit_id and place_from <= held_on and (place_to is null or place_to > held_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, organiser_level), (county_id, head_id, day, organiser_level), (county_id, unit_id, place_from, month, count_method), (county_id, head_id, day, count_method))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_count), 0) end as activity_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_key_count), 0) end as activity_key_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_person_times), 0) end as activity_person_times,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_key_person_times), 0) end as activity_key_person_times,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_demand_based), 0) end as activity_demand_based,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_rating_valid), 0) end as activity_rating_valid,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_rating_good), 0) end as activity_rating_good
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(activity_count) <> 0 or sum(activity_key_count) <> 0 or sum(activity_person_times) <> 0 or sum(activity_key_person_times) <> 0 or sum(activity_demand_based) <> 0 or sum(activity_rating_valid) <> 0 or sum(activity_rating_good) <> 0;

-- Days and months above the county: activity
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_activity (county_id, unit_id, grain, period_on, dim, member, activity_count, activity_key_count, activity_person_times, activity_key_person_times, activity_demand_based, activity_rating_valid, activity_rating_good)
with part (county_id, unit_id, grain, period_on, dim, member, activity_count, activity_key_count, activity_person_times, activity_key_person_times, activity_demand_based, activity_rating_valid, activity_rating_good) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.activity_count as activity_count, r.activity_key_count as activity_key_count, r.activity_person_times as activity_person_times, r.activity_key_person_times as activity_key_person_times, r.activity_demand_based as activity_demand_based, r.activity_rating_valid as activity_rating_valid, r.activity_rating_good as activity_rating_good
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_activity r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.activity_count as activity_count, leaf.activity_key_count as activity_key_count, leaf.activity_person_times as activity_person_times, leaf.activity_key_person_times as activity_key_person_times, leaf.activity_demand_based as activity_demand_based, leaf.activity_rating_valid as activity_rating_valid, leaf.activity_rating_good as activity_rating_good
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(kind) = 0 then 'kind' when grouping(category) = 0 then 'category' when grouping(organiser_level) = 0 then 'organiser_level' when grouping(count_method) = 0 then 'count_method' else '' end as dim, case when grouping(kind) = 0 then kind::text when grouping(category) = 0 then category::text when grouping(organiser_level) = 0 then organiser_level::text when grouping(count_method) = 0 then count_method::text else '' end as member, sum(activity_count) as activity_count, sum(activity_key_count) as activity_key_count, sum(activity_person_times) as activity_person_times, sum(activity_key_person_times) as activity_key_person_times, sum(activity_demand_based) as activity_demand_based, sum(activity_rating_valid) as activity_rating_valid, sum(activity_rating_good) as activity_rating_good
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, held_on as day, held_on as placed_on, kind, category, organiser_level, count_method,
        case when (status = 'held') then 1 end as activity_count,
        case when (status = 'held' and is_key and organiser_level = 'village') then 1 end as activity_key_count,
        case when (status = 'held') then (attendance) end as activity_person_times,
        case when (status = 'held' and is_key and organiser_level = 'village') then (attendance) end as activity_key_person_times,
        case when (status = 'held' and is_demand_based) then 1 end as activity_demand_based,
        case when (status = 'held') then (ratings_valid) end as activity_rating_valid,
        case when (status = 'held') then (ratings_good) end as activity_rating_good
      from fold_slice
      join fact_activity on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
      join fold_place on place_id = unit_id and place_from <= held_on and (place_to is null or place_to > held_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, category), (county_id, head_id, day, category), (county_id, unit_id, place_from, month, organiser_level), (county_id, head_id, day, organiser_level), (county_id, unit_id, place_from, month, count_method), (county_id, head_id, day, count_method))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_count), 0) end as activity_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_key_count), 0) end as activity_key_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_person_times), 0) end as activity_person_times,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_key_person_times), 0) end as activity_key_person_times,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_demand_based), 0) end as activity_demand_based,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_rating_valid), 0) end as activity_rating_valid,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'category', 'organiser_level', 'count_method')) then coalesce(sum(activity_rating_good), 0) end as activity_rating_good
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(activity_count) <> 0 or sum(activity_key_count) <> 0 or sum(activity_person_times) <> 0 or sum(activity_key_person_times) <> 0 or sum(activity_demand_based) <> 0 or sum(activity_rating_valid) <> 0 or sum(activity_rating_good) <> 0;
