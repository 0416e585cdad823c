-- Days and months of counties: party_org
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_party_org (county_id, unit_id, grain, period_on, dim, member, party_org_count, joint_branch_count)
with part (county_id, unit_id, grain, period_on, dim, member, party_org_count, joint_branch_count) as (
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.party_org_count as party_org_count, leaf.joint_branch_count as joint_branch_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(party_org_count) as party_org_count, sum(joint_branch_count) as joint_branch_count
    from (
      select county_id, unit_id, slice_month, slice_until, kind, case when true then 1 end as party_org_count, case when (kind = 'joint_branch') then 1 end as joint_branch_count
      from fold_slice
      join fact_party_org on county_id = slice_county and established_on < slice_until and (dissolved_on is null or dissolved_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.party_org_count as party_org_count, leaf.joint_branch_count as joint_branch_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(party_org_count) as party_org_count, sum(joint_branch_count) as joint_branch_count
    from (
      select county_id, unit_id, head_id, established_on as day, kind, case when true then 1 end as party_org_count, case when (kind = 'joint_branch') then 1 end as joint_branch_count
      from fold_slice
      join fact_party_org on county_id = slice_county and month_of(established_on) = slice_month and established_on < slice_until and established_on >= :since and established_on < :before
      join fold_place on place_id = unit_id and place_from <= established_on and (place_to is null or place_to > established_on)
      where dissolved_on is null or dissolved_on > established_on
      union all
      select county_id, unit_id, head_id, dissolved_on as day, kind, case when true then -1 end as party_org_count, case when (kind = 'joint_branch') then -1 end as joint_branch_count
      from fold_slice
      join fact_party_org on county_id = slice_county and month_of(dissolved_on) = slice_month and dissolved_on < slice_until and dissolved_on >= :since and dissolved_on < :before
      join fold_place on place_id = unit_id and place_from <= dissolved_on and (place_to is null or place_to > dissolved_on)
      where dissolved_on is null or dissolved_on > established_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(party_org_count), 0) end as party_org_count,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(joint_branch_count), 0) end as joint_branch_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(party_org_count) <> 0 or sum(joint_branch_count) <> 0;

-- Days and months above the county: party_org
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_party_org (county_id, unit_id, grain, period_on, dim, member, party_org_count, joint_branch_count)
with part (county_id, unit_id, grain, period_on, dim, member, party_org_count, joint_branch_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.party_org_count as party_org_count, r.joint_branch_count as joint_branch_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_party_org r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.party_org_count as party_org_count, leaf.joint_branch_count as joint_branch_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(party_org_count) as party_org_count, sum(joint_branch_count) as joint_branch_count
    from (
      select county_id, unit_id, slice_month, slice_until, kind, case when true then 1 end as party_org_count, case when (kind = 'joint_branch') then 1 end as joint_branch_count
      from fold_slice
      join fact_party_org on county_id = slice_county and established_on < slice_until and (dissolved_on is null or dissolved_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.party_org_count as party_org_count, leaf.joint_branch_count as joint_branch_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(party_org_count) as party_org_count, sum(joint_branch_count) as joint_branch_count
    from (
      select county_id, unit_id, head_id, established_on as day, kind, case when true then 1 end as party_org_count, case when (kind = 'joint_branch') then 1 end as joint_branch_count
      from fold_slice
      join fact_party_org on county_id = slice_county and month_of(established_on) = slice_month and established_on < slice_until and established_on >= :since and established_on < :before
      join fold_place on place_id = unit_id and place_from <= established_on and (place_to is null or place_to > established_on)
      where dissolved_on is null or dissolved_on > established_on
      union all
      select county_id, unit_id, head_id, dissolved_on as day, kind, case when true then -1 end as party_org_count, case when (kind = 'joint_branch') then -1 end as joint_branch_count
      from fold_slice
      join fact_party_org on county_id = slice_county and month_of(dissolved_on) = slice_month and dissolved_on < slice_until and dissolved_on >= :since and dissolved_on < :before
      join fold_place on place_id = unit_id and place_from <= dissolved_on and (place_to is null or place_to > dissolved_on)
      where dissolved_on is null or dissolved_on > established_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(party_org_count), 0) end as party_org_count,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(joint_branch_count), 0) end as joint_branch_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(party_org_count) <> 0 or sum(joint_branch_count) <> 0;
