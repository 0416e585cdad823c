-- Days and months of counties: party_life
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_party_life (county_id, unit_id, grain, period_on, dim, member, party_day_count, secretary_lecture_count, onsite_education_count, party_life_event_count, party_life_person_times, party_life_due, party_assembly_count, party_committee_count, party_lecture_count)
with part (county_id, unit_id, grain, period_on, dim, member, party_day_count, secretary_lecture_count, onsite_education_count, party_life_event_count, party_life_person_times, party_life_due, party_assembly_count, party_committee_count, party_lecture_count) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.party_day_count as party_day_count, leaf.secretary_lecture_count as secretary_lecture_count, leaf.onsite_education_count as onsite_education_count, leaf.party_life_event_count as party_life_event_count, leaf.party_life_person_times as party_life_person_times, leaf.party_life_due as party_life_due, leaf.party_assembly_count as party_assembly_count, leaf.party_committee_count as party_committee_count, leaf.party_lecture_count as party_lecture_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(kind) = 0 then 'kind' when grouping(mode) = 0 then 'mode' else '' end as dim, case when grouping(kind) = 0 then kind::text when grouping(mode) = 0 then mode::text else '' end as member, sum(party_day_count) as party_day_count, sum(secretary_lecture_count) as secretary_lecture_count, sum(onsite_education_count) as onsite_education_count, sum(party_life_event_count) as party_life_event_count, sum(party_life_person_times) as party_life_person_times, sum(party_life_due) as party_life_due, sum(party_assembly_count) as party_assembly_count, sum(party_committee_count) as party_committee_count, sum(party_lecture_count) as party_lecture_count
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, held_on as day, held_on as placed_on, kind, mode,
        case when (kind = 'party_day') then 1 end as party_day_count,
        case when (kind = 'lecture' and lecturer = 'secretary') then 1 end as secretary_lecture_count,
        case when (kind = 'on_site') then 1 end as onsite_education_count,
        case when true then 1 end as party_life_event_count,
        case when true then (attend_count) end as party_life_person_times,
        case when true then (due_count) end as party_life_due,
        case when (kind = 'assembly' or with_assembly) then 1 end as party_assembly_count,
        case when (kind in ('committee', 'group') or with_committee) then 1 end as party_committee_count,
        case when (kind = 'lecture') then 1 end as party_lecture_count
      from fold_slice
      join fact_life_event on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
      join fold_place on place_id = unit_id and place_from <= held_on and (place_to is null or place_to > held_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, mode), (county_id, head_id, day, mode))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'mode')) then coalesce(sum(party_day_count), 0) end as party_day_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'mode')) then coalesce(sum(secretary_lecture_count), 0) end as secretary_lecture_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'mode')) then coalesce(sum(onsite_education_count), 0) end as onsite_education_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'mode')) then coalesce(sum(party_life_event_count), 0) end as party_life_event_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'mode')) then coalesce(sum(party_life_person_times), 0) end as party_life_person_times,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'mode')) then coalesce(sum(party_life_due), 0) end as party_life_due,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'mode')) then coalesce(sum(party_assembly_count), 0) end as party_assembly_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'mode')) then coalesce(sum(party_committee_count), 0) end as party_committee_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'mode')) then coalesce(sum(party_lecture_count), 0) end as party_lecture_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(party_day_count) <> 0 or sum(secretary_lecture_count) <> 0 or sum(onsite_education_count) <> 0 or sum(party_life_event_count) <> 0 or sum(party_life_person_times) <> 0 or sum(party_life_due) <> 0 or sum(party_assembly_count) <> 0 or sum(party_committee_count) <> 0 or sum(party_lecture_count) <> 0;

-- Days and months above the county: party_life
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_party_life (county_id, unit_id, grain, period_on, dim, member, party_day_count, secretary_lecture_count, onsite_education_count, party_life_event_count, party_life_person_times, party_life_due, party_assembly_count, party_committee_count, party_lecture_count)
with part (county_id, unit_id, grain, period_on, dim, member, party_day_count, secretary_lecture_count, onsite_education_count, party_life_event_count, party_life_person_times, party_life_due, party_assembly_count, party_committee_count, party_lecture_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.party_day_count as party_day_count, r.secretary_lecture_count as secretary_lecture_count, r.onsite_education_count as onsite_education_count, r.party_life_event_count as party_life_event_count, r.party_life_person_times as party_life_person_times, r.party_life_due as party_life_due, r.party_assembly_count as party_assembly_count, r.party_committee_count as party_committee_count, r.party_lecture_count as party_lecture_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_party_life r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.party_day_count as party_day_count, leaf.secretary_lecture_count as secretary_lecture_count, leaf.onsite_education_count as onsite_education_count, leaf.party_life_event_count as party_life_event_count, leaf.party_life_person_times as party_life_person_times, leaf.party_life_due as party_life_due, leaf.party_assembly_count as party_assembly_count, leaf.party_committee_count as party_committee_count, leaf.party_lecture_count as party_lecture_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(kind) = 0 then 'kind' when grouping(mode) = 0 then 'mode' else '' end as dim, case when grouping(kind) = 0 then kind::text when grouping(mode) = 0 then mode::text else '' end as member, sum(party_day_count) as party_day_count, sum(secretary_lecture_count) as secretary_lecture_count, sum(onsite_education_count) as onsite_education_count, sum(party_life_event_count) as party_life_event_count, sum(party_life_person_times) as party_life_person_times, sum(party_life_due) as party_life_due, sum(party_assembly_count) as party_assembly_count, sum(party_committee_count) as party_committee_count, sum(party_lecture_count) as party_lecture_count
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, held_on as day, held_on as placed_on, kind, mode,
        case when (kind = 'party_day') then 1 end as party_day_count,
        case when (kind = 'lecture' and lecturer = 'secretary') then 1 end as secretary_lecture_count,
        case when (kind = 'on_site') then 1 end as onsite_education_count,
        case when true then 1 end as party_life_event_count,
        case when true then (attend_count) end as party_life_person_times,
        case when true then (due_count) end as party_life_due,
        case when (kind = 'assembly' or with_assembly) then 1 end as party_assembly_count,
        case when (kind in ('committee', 'group') or with_committee) then 1 end as party_committee_count,
        case when (kind = 'lecture') then 1 end as party_lecture_count
      from fold_slice
      join fact_life_event on county_id = slice_county and month_of(held_on) = slice_month and held_on < slice_until and held_on >= :since and held_on < :before
      join fold_place on place_id = unit_id and place_from <= held_on and (place_to is null or place_to > held_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, kind), (county_id, head_id, day, kind), (county_id, unit_id, place_from, month, mode), (county_id, head_id, day, mode))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'mode')) then coalesce(sum(party_day_count), 0) end as party_day_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'mode')) then coalesce(sum(secretary_lecture_count), 0) end as secretary_lecture_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'mode')) then coalesce(sum(onsite_education_count), 0) end as onsite_education_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'mode')) then coalesce(sum(party_life_event_count), 0) end as party_life_event_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'mode')) then coalesce(sum(party_life_person_times), 0) end as party_life_person_times,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'mode')) then coalesce(sum(party_life_due), 0) end as party_life_due,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'mode')) then coalesce(sum(party_assembly_count), 0) end as party_assembly_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'mode')) then coalesce(sum(party_committee_count), 0) end as party_committee_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind', 'mode')) then coalesce(sum(party_lecture_count), 0) end as party_lecture_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(party_day_count) <> 0 or sum(secretary_lecture_count) <> 0 or sum(onsite_education_count) <> 0 or sum(party_life_event_count) <> 0 or sum(party_life_person_times) <> 0 or sum(party_life_due) <> 0 or sum(party_assembly_count) <> 0 or sum(party_committee_count) <> 0 or sum(party_lecture_count) <> 0;
