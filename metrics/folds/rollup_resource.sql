-- Days and months of counties: resource
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_resource (county_id, unit_id, grain, period_on, dim, member, resource_active_count)
with part (county_id, unit_id, grain, period_on, dim, member, resource_active_count) as (
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.resource_active_count as resource_active_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(category) = 0 then 'category' when grouping(fee_mode) = 0 then 'fee_mode' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(fee_mode) = 0 then fee_mode::text else '' end as member, sum(resource_active_count) as resource_active_count
    from (
      select county_id, unit_id, slice_month, slice_until, category, fee_mode, case when true then 1 end as resource_active_count
      from fold_slice
      join fact_resource on county_id = slice_county and valid_from < slice_until and (valid_to is null or valid_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, category), (county_id, unit_id, slice_month, slice_until, fee_mode))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.resource_active_count as resource_active_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(category) = 0 then 'category' when grouping(fee_mode) = 0 then 'fee_mode' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(fee_mode) = 0 then fee_mode::text else '' end as member, sum(resource_active_count) as resource_active_count
    from (
      select county_id, unit_id, head_id, valid_from as day, category, fee_mode, case when true then 1 end as resource_active_count
      from fold_slice
      join fact_resource on county_id = slice_county and month_of(valid_from) = slice_month and valid_from < slice_until and valid_from >= :since and valid_from < :before
      join fold_place on place_id = unit_id and place_from <= valid_from and (place_to is null or place_to > valid_from)
      where valid_to is null or valid_to > valid_from
      union all
      select county_id, unit_id, head_id, valid_to as day, category, fee_mode, case when true then -1 end as resource_active_count
      from fold_slice
      join fact_resource on county_id = slice_county and month_of(valid_to) = slice_month and valid_to < slice_until and valid_to >= :since and valid_to < :before
      join fold_place on place_id = unit_id and place_from <= valid_to and (place_to is null or place_to > valid_to)
      where valid_to is null or valid_to > valid_from
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, category), (county_id, head_id, day, fee_mode))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'fee_mode')) then coalesce(sum(resource_active_count), 0) end as resource_active_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(resource_active_count) <> 0;

-- Days and months above the county: resource
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_resource (county_id, unit_id, grain, period_on, dim, member, resource_active_count)
with part (county_id, unit_id, grain, period_on, dim, member, resource_active_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.resource_active_count as resource_active_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_resource r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.resource_active_count as resource_active_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(category) = 0 then 'category' when grouping(fee_mode) = 0 then 'fee_mode' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(fee_mode) = 0 then fee_mode::text else '' end as member, sum(resource_active_count) as resource_active_count
    from (
      select county_id, unit_id, slice_month, slice_until, category, fee_mode, case when true then 1 end as resource_active_count
      from fold_slice
      join fact_resource on county_id = slice_county and valid_from < slice_until and (valid_to is null or valid_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, category), (county_id, unit_id, slice_month, slice_until, fee_mode))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.resource_active_count as resource_active_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(category) = 0 then 'category' when grouping(fee_mode) = 0 then 'fee_mode' else '' end as dim, case when grouping(category) = 0 then category::text when grouping(fee_mode) = 0 then fee_mode::text else '' end as member, sum(resource_active_count) as resource_active_count
    from (
      select county_id, unit_id, head_id, valid_from as day, category, fee_mode, case when true then 1 end as resource_active_count
      from fold_slice
      join fact_resource on county_id = slice_county and month_of(valid_from) = slice_month and valid_from < slice_until and valid_from >= :since and valid_from < :before
      join fold_place on place_id = unit_id and place_from <= valid_from and (place_to is null or place_to > valid_from)
      where valid_to is null or valid_to > valid_from
      union all
      select county_id, unit_id, head_id, valid_to as day, category, fee_mode, case when true then -1 end as resource_active_count
      from fold_slice
      join fact_resource on county_id = slice_county and month_of(valid_to) = slice_month and valid_to < slice_until and valid_to >= :since and valid_to < :before
      join fold_place on place_id = unit_id and place_from <= valid_to and (place_to is null or place_to > valid_to)
      where valid_to is null or valid_to > valid_from
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, category), (county_id, head_id, day, fee_mode))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'category', 'fee_mode')) then coalesce(sum(resource_active_count), 0) end as resource_active_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(resource_active_count) <> 0;
