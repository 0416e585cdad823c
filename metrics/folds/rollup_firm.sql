-- Days and months of counties: firm
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_firm (county_id, unit_id, grain, period_on, dim, member, neg_firm_count)
with part (county_id, unit_id, grain, period_on, dim, member, neg_firm_count) as (
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.neg_firm_count as neg_firm_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(neg_firm_count) as neg_firm_count
    from (
      select county_id, unit_id, slice_month, slice_until, org_cover, case when true then 1 end as neg_firm_count
      from fold_slice
      join fact_firm on county_id = slice_county and operating_from < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.neg_firm_count as neg_firm_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(neg_firm_count) as neg_firm_count
    from (
      select county_id, unit_id, head_id, operating_from as day, org_cover, case when true then 1 end as neg_firm_count
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_from) = slice_month and operating_from < slice_until and operating_from >= :since and operating_from < :before
      join fold_place on place_id = unit_id and place_from <= operating_from and (place_to is null or place_to > operating_from)
      where operating_to is null or operating_to > operating_from
      union all
      select county_id, unit_id, head_id, operating_to as day, org_cover, case when true then -1 end as neg_firm_count
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > operating_from
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'org_cover')) then coalesce(sum(neg_firm_count), 0) end as neg_firm_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(neg_firm_count) <> 0;

-- Days and months above the county: firm
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_firm (county_id, unit_id, grain, period_on, dim, member, neg_firm_count)
with part (county_id, unit_id, grain, period_on, dim, member, neg_firm_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.neg_firm_count as neg_firm_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_firm r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.neg_firm_count as neg_firm_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(neg_firm_count) as neg_firm_count
    from (
      select county_id, unit_id, slice_month, slice_until, org_cover, case when true then 1 end as neg_firm_count
      from fold_slice
      join fact_firm on county_id = slice_county and operating_from < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.neg_firm_count as neg_firm_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(neg_firm_count) as neg_firm_count
    from (
      select county_id, unit_id, head_id, operating_from as day, org_cover, case when true then 1 end as neg_firm_count
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_from) = slice_month and operating_from < slice_until and operating_from >= :since and operating_from < :before
      join fold_place on place_id = unit_id and place_from <= operating_from and (place_to is null or place_to > operating_from)
      where operating_to is null or operating_to > operating_from
      union all
      select county_id, unit_id, head_id, operating_to as day, org_cover, case when true then -1 end as neg_firm_count
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > operating_from
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'org_cover')) then coalesce(sum(neg_firm_count), 0) end as neg_firm_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(neg_firm_count) <> 0;
