-- Days and months of counties: volunteering
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_volunteering (county_id, unit_id, grain, period_on, dim, member, volunteer_person_times)
with part (county_id, unit_id, grain, period_on, dim, member, volunteer_person_times) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.volunteer_person_times as volunteer_person_times
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(topic) = 0 then 'topic' else '' end as dim, case when grouping(topic) = 0 then topic::text else '' end as member, sum(volunteer_person_times) as volunteer_person_times
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, held_on as day, held_on as placed_on, topic,
        case when true then (people) end as volunteer_person_times
      from fold_slice
      join fact_volunteer_event on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
      join fold_place on place_id = unit_id and place_from <= held_on and (place_to is null or place_to > held_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, topic), (county_id, head_id, day, topic))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'topic')) then coalesce(sum(volunteer_person_times), 0) end as volunteer_person_times
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(volunteer_person_times) <> 0;

-- Days and months above the county: volunteering
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_volunteering (county_id, unit_id, grain, period_on, dim, member, volunteer_person_times)
with part (county_id, unit_id, grain, period_on, dim, member, volunteer_person_times) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.volunteer_person_times as volunteer_person_times
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_volunteering r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.volunteer_person_times as volunteer_person_times
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(topic) = 0 then 'topic' else '' end as dim, case when grouping(topic) = 0 then topic::text else '' end as member, sum(volunteer_person_times) as volunteer_person_times
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, held_on as day, held_on as placed_on, topic,
        case when true then (people) end as volunteer_person_times
      from fold_slice
      join fact_volunteer_event on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
      join fold_place on place_id = unit_id and place_from <= held_on and (place_to is null or place_to > held_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, topic), (county_id, head_id, day, topic))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'topic')) then coalesce(sum(volunteer_person_times), 0) end as volunteer_person_times
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(volunteer_person_times) <> 0;
