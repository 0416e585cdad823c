-- Days and months of counties: firm
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_firm (county_id, unit_id, grain, period_on, dim, member, neg_firm_count, firm_org_covered, firm_org_due, firm_org_due_built, firm_work_covered)
with part (county_id, unit_id, grain, period_on, dim, member, neg_firm_count, firm_org_covered, firm_org_due, firm_org_due_built, firm_work_covered) as (
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.neg_firm_count as neg_firm_count, null::numeric as firm_org_covered, leaf.firm_org_due as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(neg_firm_count) as neg_firm_count, sum(firm_org_due) as firm_org_due
    from (
      select county_id, unit_id, slice_month, slice_until, org_cover, case when true then 1 end as neg_firm_count, case when (full_members >= 3) then 1 end as firm_org_due
      from fold_slice
      join fact_firm on county_id = slice_county and operating_from < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.neg_firm_count as neg_firm_count, null::numeric as firm_org_covered, leaf.firm_org_due as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(neg_firm_count) as neg_firm_count, sum(firm_org_due) as firm_org_due
    from (
      select county_id, unit_id, operating_from as day, org_cover, case when true then 1 end as neg_firm_count, case when (full_members >= 3) then 1 end as firm_org_due
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_from) = slice_month and operating_from < slice_until and operating_from >= :since and operating_from < :before
      where operating_to is null or operating_to > operating_from
      union all
      select county_id, unit_id, operating_to as day, org_cover, case when true then -1 end as neg_firm_count, case when (full_members >= 3) then -1 end as firm_org_due
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      where operating_to is null or operating_to > operating_from
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, unit_id, day, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
  where leaf.dim = '' or c.level in ('city', 'county')
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as neg_firm_count, leaf.firm_org_covered as firm_org_covered, null::numeric as firm_org_due, leaf.firm_org_due_built as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(firm_org_covered) as firm_org_covered, sum(firm_org_due_built) as firm_org_due_built
    from (
      select county_id, unit_id, slice_month, slice_until, org_cover, case when (org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_covered, case when (full_members >= 3 and org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_due_built
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, covered_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as neg_firm_count, leaf.firm_org_covered as firm_org_covered, null::numeric as firm_org_due, leaf.firm_org_due_built as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(firm_org_covered) as firm_org_covered, sum(firm_org_due_built) as firm_org_due_built
    from (
      select county_id, unit_id, greatest(operating_from, covered_from) as day, org_cover, case when (org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_covered, case when (full_members >= 3 and org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_due_built
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, covered_from)) = slice_month and greatest(operating_from, covered_from) < slice_until and greatest(operating_from, covered_from) >= :since and greatest(operating_from, covered_from) < :before
      where operating_to is null or operating_to > greatest(operating_from, covered_from)
      union all
      select county_id, unit_id, operating_to as day, org_cover, case when (org_cover in ('sole', 'joint') and covered_from is not null) then -1 end as firm_org_covered, case when (full_members >= 3 and org_cover in ('sole', 'joint') and covered_from is not null) then -1 end as firm_org_due_built
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      where operating_to is null or operating_to > greatest(operating_from, covered_from)
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, unit_id, day, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
  where leaf.dim = '' or c.level in ('city', 'county')
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as neg_firm_count, null::numeric as firm_org_covered, null::numeric as firm_org_due, null::numeric as firm_org_due_built, leaf.firm_work_covered as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(firm_work_covered) as firm_work_covered
    from (
      select county_id, unit_id, slice_month, slice_until, org_cover, case when (work_covered_from is not null) then 1 end as firm_work_covered
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, work_covered_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as neg_firm_count, null::numeric as firm_org_covered, null::numeric as firm_org_due, null::numeric as firm_org_due_built, leaf.firm_work_covered as firm_work_covered
  from (
    select county_id, unit_id, day, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(firm_work_covered) as firm_work_covered
    from (
      select county_id, unit_id, greatest(operating_from, work_covered_from) as day, org_cover, case when (work_covered_from is not null) then 1 end as firm_work_covered
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, work_covered_from)) = slice_month and greatest(operating_from, work_covered_from) < slice_until and greatest(operating_from, work_covered_from) >= :since and greatest(operating_from, work_covered_from) < :before
      where operating_to is null or operating_to > greatest(operating_from, work_covered_from)
      union all
      select county_id, unit_id, operating_to as day, org_cover, case when (work_covered_from is not null) then -1 end as firm_work_covered
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      where operating_to is null or operating_to > greatest(operating_from, work_covered_from)
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, unit_id, day, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
  where leaf.dim = '' or c.level in ('city', 'county')
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'org_cover')) then coalesce(sum(neg_firm_count), 0) end as neg_firm_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'org_cover')) then coalesce(sum(firm_org_covered), 0) end as firm_org_covered,
  case when (grain in ('d', 'm')) and (dim in ('', 'org_cover')) then coalesce(sum(firm_org_due), 0) end as firm_org_due,
  case when (grain in ('d', 'm')) and (dim in ('', 'org_cover')) then coalesce(sum(firm_org_due_built), 0) end as firm_org_due_built,
  case when (grain in ('d', 'm')) and (dim in ('', 'org_cover')) then coalesce(sum(firm_work_covered), 0) end as firm_work_covered
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(neg_firm_count) <> 0 or sum(firm_org_covered) <> 0 or sum(firm_org_due) <> 0 or sum(firm_org_due_built) <> 0 or sum(firm_work_covered) <> 0;

-- Days and months above the county: firm
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_firm (county_id, unit_id, grain, period_on, dim, member, neg_firm_count, firm_org_covered, firm_org_due, firm_org_due_built, firm_work_covered)
with part (county_id, unit_id, grain, period_on, dim, member, neg_firm_count, firm_org_covered, firm_org_due, firm_org_due_built, firm_work_covered) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.neg_firm_count as neg_firm_count, r.firm_org_covered as firm_org_covered, r.firm_org_due as firm_org_due, r.firm_org_due_built as firm_org_due_built, r.firm_work_covered as firm_work_covered
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_firm r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.neg_firm_count as neg_firm_count, null::numeric as firm_org_covered, leaf.firm_org_due as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(neg_firm_count) as neg_firm_count, sum(firm_org_due) as firm_org_due
    from (
      select county_id, unit_id, slice_month, slice_until, org_cover, case when true then 1 end as neg_firm_count, case when (full_members >= 3) then 1 end as firm_org_due
      from fold_slice
      join fact_firm on county_id = slice_county and operating_from < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.neg_firm_count as neg_firm_count, null::numeric as firm_org_covered, leaf.firm_org_due as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(neg_firm_count) as neg_firm_count, sum(firm_org_due) as firm_org_due
    from (
      select county_id, unit_id, operating_from as day, org_cover, case when true then 1 end as neg_firm_count, case when (full_members >= 3) then 1 end as firm_org_due
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_from) = slice_month and operating_from < slice_until and operating_from >= :since and operating_from < :before
      where operating_to is null or operating_to > operating_from
      union all
      select county_id, unit_id, operating_to as day, org_cover, case when true then -1 end as neg_firm_count, case when (full_members >= 3) then -1 end as firm_org_due
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      where operating_to is null or operating_to > operating_from
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, unit_id, day, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
  where leaf.dim = '' or c.level in ('city', 'county')
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as neg_firm_count, leaf.firm_org_covered as firm_org_covered, null::numeric as firm_org_due, leaf.firm_org_due_built as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(firm_org_covered) as firm_org_covered, sum(firm_org_due_built) as firm_org_due_built
    from (
      select county_id, unit_id, slice_month, slice_until, org_cover, case when (org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_covered, case when (full_members >= 3 and org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_due_built
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, covered_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as neg_firm_count, leaf.firm_org_covered as firm_org_covered, null::numeric as firm_org_due, leaf.firm_org_due_built as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(firm_org_covered) as firm_org_covered, sum(firm_org_due_built) as firm_org_due_built
    from (
      select county_id, unit_id, greatest(operating_from, covered_from) as day, org_cover, case when (org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_covered, case when (full_members >= 3 and org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_due_built
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, covered_from)) = slice_month and greatest(operating_from, covered_from) < slice_until and greatest(operating_from, covered_from) >= :since and greatest(operating_from, covered_from) < :before
      where operating_to is null or operating_to > greatest(operating_from, covered_from)
      union all
      select county_id, unit_id, operating_to as day, org_cover, case when (org_cover in ('sole', 'joint') and covered_from is not null) then -1 end as firm_org_covered, case when (full_members >= 3 and org_cover in ('sole', 'joint') and covered_from is not null) then -1 end as firm_org_due_built
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      where operating_to is null or operating_to > greatest(operating_from, covered_from)
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, unit_id, day, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
  where leaf.dim = '' or c.level in ('city', 'county')
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as neg_firm_count, null::numeric as firm_org_covered, null::numeric as firm_org_due, null::numeric as firm_org_due_built, leaf.firm_work_covered as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(firm_work_covered) as firm_work_covered
    from (
      select county_id, unit_id, slice_month, slice_until, org_cover, case when (work_covered_from is not null) then 1 end as firm_work_covered
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, work_covered_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as neg_firm_count, null::numeric as firm_org_covered, null::numeric as firm_org_due, null::numeric as firm_org_due_built, leaf.firm_work_covered as firm_work_covered
  from (
    select county_id, unit_id, day, case when grouping(org_cover) = 0 then 'org_cover' else '' end as dim, case when grouping(org_cover) = 0 then org_cover::text else '' end as member, sum(firm_work_covered) as firm_work_covered
    from (
      select county_id, unit_id, greatest(operating_from, work_covered_from) as day, org_cover, case when (work_covered_from is not null) then 1 end as firm_work_covered
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, work_covered_from)) = slice_month and greatest(operating_from, work_covered_from) < slice_until and greatest(operating_from, work_covered_from) >= :since and greatest(operating_from, work_covered_from) < :before
      where operating_to is null or operating_to > greatest(operating_from, work_covered_from)
      union all
      select county_id, unit_id, operating_to as day, org_cover, case when (work_covered_from is not null) then -1 end as firm_work_covered
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      where operating_to is null or operating_to > greatest(operating_from, work_covered_from)
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, unit_id, day, org_cover))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
  where leaf.dim = '' or c.level in ('city', 'county')
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'org_cover')) then coalesce(sum(neg_firm_count), 0) end as neg_firm_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'org_cover')) then coalesce(sum(firm_org_covered), 0) end as firm_org_covered,
  case when (grain in ('d', 'm')) and (dim in ('', 'org_cover')) then coalesce(sum(firm_org_due), 0) end as firm_org_due,
  case when (grain in ('d', 'm')) and (dim in ('', 'org_cover')) then coalesce(sum(firm_org_due_built), 0) end as firm_org_due_built,
  case when (grain in ('d', 'm')) and (dim in ('', 'org_cover')) then coalesce(sum(firm_work_covered), 0) end as firm_work_covered
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(neg_firm_count) <> 0 or sum(firm_org_covered) <> 0 or sum(firm_org_due) <> 0 or sum(firm_org_due_built) <> 0 or sum(firm_work_covered) <> 0;
