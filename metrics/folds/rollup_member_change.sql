-- Days and months of counties: member_change
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_member_change (county_id, unit_id, grain, period_on, dim, member, party_member_net_change, party_member_increase, party_member_decrease)
with part (county_id, unit_id, grain, period_on, dim, member, party_member_net_change, party_member_increase, party_member_decrease) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.party_member_net_change as party_member_net_change, leaf.party_member_increase as party_member_increase, leaf.party_member_decrease as party_member_decrease
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(change) = 0 then 'change' else '' end as dim, case when grouping(change) = 0 then change::text else '' end as member, sum(party_member_net_change) as party_member_net_change, sum(party_member_increase) as party_member_increase, sum(party_member_decrease) as party_member_decrease
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, changed_on as day, changed_on as placed_on, change,
        case when true then (sign) end as party_member_net_change,
        case when (sign > 0) then 1 end as party_member_increase,
        case when (sign < 0) then 1 end as party_member_decrease
      from fold_slice
      join fact_member_change on county_id = slice_county and month_of(changed_on) = slice_month and changed_on < slice_until and changed_on >= :since and changed_on < :before
      join fold_place on place_id = unit_id and place_from <= changed_on and (place_to is null or place_to > changed_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, change), (county_id, head_id, day, change))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'change')) then coalesce(sum(party_member_net_change), 0) end as party_member_net_change,
  case when (grain in ('d', 'm')) and (dim in ('', 'change')) then coalesce(sum(party_member_increase), 0) end as party_member_increase,
  case when (grain in ('d', 'm')) and (dim in ('', 'change')) then coalesce(sum(party_member_decrease), 0) end as party_member_decrease
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(party_member_net_change) <> 0 or sum(party_member_increase) <> 0 or sum(party_member_decrease) <> 0;

-- Days and months above the county: member_change
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_member_change (county_id, unit_id, grain, period_on, dim, member, party_member_net_change, party_member_increase, party_member_decrease)
with part (county_id, unit_id, grain, period_on, dim, member, party_member_net_change, party_member_increase, party_member_decrease) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.party_member_net_change as party_member_net_change, r.party_member_increase as party_member_increase, r.party_member_decrease as party_member_decrease
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_member_change r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.party_member_net_change as party_member_net_change, leaf.party_member_increase as party_member_increase, leaf.party_member_decrease as party_member_decrease
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(change) = 0 then 'change' else '' end as dim, case when grouping(change) = 0 then change::text else '' end as member, sum(party_member_net_change) as party_member_net_change, sum(party_member_increase) as party_member_increase, sum(party_member_decrease) as party_member_decrease
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, changed_on as day, changed_on as placed_on, change,
        case when true then (sign) end as party_member_net_change,
        case when (sign > 0) then 1 end as party_member_increase,
        case when (sign < 0) then 1 end as party_member_decrease
      from fold_slice
      join fact_member_change on county_id = slice_county and month_of(changed_on) = slice_month and changed_on < slice_until and changed_on >= :since and changed_on < :before
      join fold_place on place_id = unit_id and place_from <= changed_on and (place_to is null or place_to > changed_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, change), (county_id, head_id, day, change))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'change')) then coalesce(sum(party_member_net_change), 0) end as party_member_net_change,
  case when (grain in ('d', 'm')) and (dim in ('', 'change')) then coalesce(sum(party_member_increase), 0) end as party_member_increase,
  case when (grain in ('d', 'm')) and (dim in ('', 'change')) then coalesce(sum(party_member_decrease), 0) end as party_member_decrease
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(party_member_net_change) <> 0 or sum(party_member_increase) <> 0 or sum(party_member_decrease) <> 0;
