-- Days and months of counties: showcase
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_showcase (county_id, unit_id, grain, period_on, dim, member, showcase_project_count)
with part (county_id, unit_id, grain, period_on, dim, member, showcase_project_count) as (
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.showcase_project_count as showcase_project_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(showcase_project_count) as showcase_project_count
    from (
      select county_id, unit_id, slice_month, slice_until, kind, case when (title_level = 'city') then 1 end as showcase_project_count
      from fold_slice
      join fact_showcase_project on county_id = slice_county and awarded_on < slice_until and (ended_on is null or ended_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.showcase_project_count as showcase_project_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(showcase_project_count) as showcase_project_count
    from (
      select county_id, unit_id, head_id, awarded_on as day, kind, case when (title_level = 'city') then 1 end as showcase_project_count
      from fold_slice
      join fact_showcase_project on county_id = slice_county and month_of(awarded_on) = slice_month and awarded_on < slice_until and awarded_on >= :since and awarded_on < :before
      join fold_place on place_id = unit_id and place_from <= awarded_on and (place_to is null or place_to > awarded_on)
      where ended_on is null or ended_on > awarded_on
      union all
      select county_id, unit_id, head_id, ended_on as day, kind, case when (title_level = 'city') then -1 end as showcase_project_count
      from fold_slice
      join fact_showcase_project on county_id = slice_county and month_of(ended_on) = slice_month and ended_on < slice_until and ended_on >= :since and ended_on < :before
      join fold_place on place_id = unit_id and place_from <= ended_on and (place_to is null or place_to > ended_on)
      where ended_on is null or ended_on > awarded_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(showcase_project_count), 0) end as showcase_project_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(showcase_project_count) <> 0;

-- Days and months above the county: showcase
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_showcase (county_id, unit_id, grain, period_on, dim, member, showcase_project_count)
with part (county_id, unit_id, grain, period_on, dim, member, showcase_project_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.showcase_project_count as showcase_project_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_showcase r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.showcase_project_count as showcase_project_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(showcase_project_count) as showcase_project_count
    from (
      select county_id, unit_id, slice_month, slice_until, kind, case when (title_level = 'city') then 1 end as showcase_project_count
      from fold_slice
      join fact_showcase_project on county_id = slice_county and awarded_on < slice_until and (ended_on is null or ended_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.showcase_project_count as showcase_project_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(showcase_project_count) as showcase_project_count
    from (
      select county_id, unit_id, head_id, awarded_on as day, kind, case when (title_level = 'city') then 1 end as showcase_project_count
      from fold_slice
      join fact_showcase_project on county_id = slice_county and month_of(awarded_on) = slice_month and awarded_on < slice_until and awarded_on >= :since and awarded_on < :before
      join fold_place on place_id = unit_id and place_from <= awarded_on and (place_to is null or place_to > awarded_on)
      where ended_on is null or ended_on > awarded_on
      union all
      select county_id, unit_id, head_id, ended_on as day, kind, case when (title_level = 'city') then -1 end as showcase_project_count
      from fold_slice
      join fact_showcase_project on county_id = slice_county and month_of(ended_on) = slice_month and ended_on < slice_until and ended_on >= :since and ended_on < :before
      join fold_place on place_id = unit_id and place_from <= ended_on and (place_to is null or place_to > ended_on)
      where ended_on is null or ended_on > awarded_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(showcase_project_count), 0) end as showcase_project_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(showcase_project_count) <> 0;
