-- Days and months of counties: document
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_document (county_id, unit_id, grain, period_on, dim, member, policy_document_count)
with part (county_id, unit_id, grain, period_on, dim, member, policy_document_count) as (
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.policy_document_count as policy_document_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(policy_document_count) as policy_document_count
    from (
      select county_id, unit_id, slice_month, slice_until, kind, case when true then 1 end as policy_document_count
      from fold_slice
      join fact_document on county_id = slice_county and issued_on < slice_until and (null::date is null or null::date >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.policy_document_count as policy_document_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(policy_document_count) as policy_document_count
    from (
      select county_id, unit_id, head_id, issued_on as day, kind, case when true then 1 end as policy_document_count
      from fold_slice
      join fact_document on county_id = slice_county and month_of(issued_on) = slice_month and issued_on < slice_until and issued_on >= :since and issued_on < :before
      join fold_place on place_id = unit_id and place_from <= issued_on and (place_to is null or place_to > issued_on)
      where null::date is null or null::date > issued_on
      union all
      select county_id, unit_id, head_id, null::date as day, kind, case when true then -1 end as policy_document_count
      from fold_slice
      join fact_document on county_id = slice_county and month_of(null::date) = slice_month and null::date < slice_until and null::date >= :since and null::date < :before
      join fold_place on place_id = unit_id and place_from <= null::date and (place_to is null or place_to > null::date)
      where null::date is null or null::date > issued_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(policy_document_count), 0) end as policy_document_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(policy_document_count) <> 0;

-- Days and months above the county: document
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_document (county_id, unit_id, grain, period_on, dim, member, policy_document_count)
with part (county_id, unit_id, grain, period_on, dim, member, policy_document_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.policy_document_count as policy_document_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_document r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.policy_document_count as policy_document_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(policy_document_count) as policy_document_count
    from (
      select county_id, unit_id, slice_month, slice_until, kind, case when true then 1 end as policy_document_count
      from fold_slice
      join fact_document on county_id = slice_county and issued_on < slice_until and (null::date is null or null::date >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.policy_document_count as policy_document_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(kind) = 0 then 'kind' else '' end as dim, case when grouping(kind) = 0 then kind::text else '' end as member, sum(policy_document_count) as policy_document_count
    from (
      select county_id, unit_id, head_id, issued_on as day, kind, case when true then 1 end as policy_document_count
      from fold_slice
      join fact_document on county_id = slice_county and month_of(issued_on) = slice_month and issued_on < slice_until and issued_on >= :since and issued_on < :before
      join fold_place on place_id = unit_id and place_from <= issued_on and (place_to is null or place_to > issued_on)
      where null::date is null or null::date > issued_on
      union all
      select county_id, unit_id, head_id, null::date as day, kind, case when true then -1 end as policy_document_count
      from fold_slice
      join fact_document on county_id = slice_county and month_of(null::date) = slice_month and null::date < slice_until and null::date >= :since and null::date < :before
      join fold_place on place_id = unit_id and place_from <= null::date and (place_to is null or place_to > null::date)
      where null::date is null or null::date > issued_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, kind))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'kind')) then coalesce(sum(policy_document_count), 0) end as policy_document_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(policy_document_count) <> 0;
