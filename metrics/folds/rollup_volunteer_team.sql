-- Days and months of counties: volunteer_team
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_volunteer_team (county_id, unit_id, grain, period_on, dim, member, volunteer_team_count, volunteer_chat_members)
with part (county_id, unit_id, grain, period_on, dim, member, volunteer_team_count, volunteer_chat_members) as (
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.volunteer_team_count as volunteer_team_count, leaf.volunteer_chat_members as volunteer_chat_members
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(volunteer_team_count) as volunteer_team_count, sum(volunteer_chat_members) as volunteer_chat_members
    from (
      select county_id, unit_id, slice_month, slice_until, case when true then 1 end as volunteer_team_count, case when true then (chat_members) end as volunteer_chat_members
      from fold_slice
      join fact_volunteer_team on county_id = slice_county and formed_on < slice_until and (dissolved_on is null or dissolved_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.volunteer_team_count as volunteer_team_count, leaf.volunteer_chat_members as volunteer_chat_members
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(volunteer_team_count) as volunteer_team_count, sum(volunteer_chat_members) as volunteer_chat_members
    from (
      select county_id, unit_id, head_id, formed_on as day, case when true then 1 end as volunteer_team_count, case when true then (chat_members) end as volunteer_chat_members
      from fold_slice
      join fact_volunteer_team on county_id = slice_county and month_of(formed_on) = slice_month and formed_on < slice_until and formed_on >= :since and formed_on < :before
      join fold_place on place_id = unit_id and place_from <= formed_on and (place_to is null or place_to > formed_on)
      where dissolved_on is null or dissolved_on > formed_on
      union all
      select county_id, unit_id, head_id, dissolved_on as day, case when true then -1 end as volunteer_team_count, case when true then -(chat_members) end as volunteer_chat_members
      from fold_slice
      join fact_volunteer_team on county_id = slice_county and month_of(dissolved_on) = slice_month and dissolved_on < slice_until and dissolved_on >= :since and dissolved_on < :before
      join fold_place on place_id = unit_id and place_from <= dissolved_on and (place_to is null or place_to > dissolved_on)
      where dissolved_on is null or dissolved_on > formed_on
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(volunteer_team_count), 0) end as volunteer_team_count,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(volunteer_chat_members), 0) end as volunteer_chat_members
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(volunteer_team_count) <> 0 or sum(volunteer_chat_members) <> 0;

-- Days and months above the county: volunteer_team
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_volunteer_team (county_id, unit_id, grain, period_on, dim, member, volunteer_team_count, volunteer_chat_members)
with part (county_id, unit_id, grain, period_on, dim, member, volunteer_team_count, volunteer_chat_members) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.volunteer_team_count as volunteer_team_count, r.volunteer_chat_members as volunteer_chat_members
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_volunteer_team r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.volunteer_team_count as volunteer_team_count, leaf.volunteer_chat_members as volunteer_chat_members
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(volunteer_team_count) as volunteer_team_count, sum(volunteer_chat_members) as volunteer_chat_members
    from (
      select county_id, unit_id, slice_month, slice_until, case when true then 1 end as volunteer_team_count, case when true then (chat_members) end as volunteer_chat_members
      from fold_slice
      join fact_volunteer_team on county_id = slice_county and formed_on < slice_until and (dissolved_on is null or dissolved_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.volunteer_team_count as volunteer_team_count, leaf.volunteer_chat_members as volunteer_chat_members
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(volunteer_team_count) as volunteer_team_count, sum(volunteer_chat_members) as volunteer_chat_members
    from (
      select county_id, unit_id, head_id, formed_on as day, case when true then 1 end as volunteer_team_count, case when true then (chat_members) end as volunteer_chat_members
      from fold_slice
      join fact_volunteer_team on county_id = slice_county and month_of(formed_on) = slice_month and formed_on < slice_until and formed_on >= :since and formed_on < :before
      join fold_place on place_id = unit_id and place_from <= formed_on and (place_to is null or place_to > formed_on)
      where dissolved_on is null or dissolved_on > formed_on
      union all
      select county_id, unit_id, head_id, dissolved_on as day, case when true then -1 end as volunteer_team_count, case when true then -(chat_members) end as volunteer_chat_members
      from fold_slice
      join fact_volunteer_team on county_id = slice_county and month_of(dissolved_on) = slice_month and dissolved_on < slice_until and dissolved_on >= :since and dissolved_on < :before
      join fold_place on place_id = unit_id and place_from <= dissolved_on and (place_to is null or place_to > dissolved_on)
      where dissolved_on is null or dissolved_on > formed_on
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(volunteer_team_count), 0) end as volunteer_team_count,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(volunteer_chat_members), 0) end as volunteer_chat_members
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(volunteer_team_count) <> 0 or sum(volunteer_chat_members) <> 0;
