-- Days and months of counties: firm_cover
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_firm_cover (county_id, unit_id, grain, period_on, dim, member, firm_org_covered, firm_org_own, firm_org_joint, firm_with_instructor, firm_with_contact, firm_with_mass_org, firm_org_due, firm_org_due_built, firm_work_covered)
with part (county_id, unit_id, grain, period_on, dim, member, firm_org_covered, firm_org_own, firm_org_joint, firm_with_instructor, firm_with_contact, firm_with_mass_org, firm_org_due, firm_org_due_built, firm_work_covered) as (
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.firm_org_covered as firm_org_covered, leaf.firm_org_own as firm_org_own, leaf.firm_org_joint as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, leaf.firm_org_due_built as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(firm_org_covered) as firm_org_covered, sum(firm_org_own) as firm_org_own, sum(firm_org_joint) as firm_org_joint, sum(firm_org_due_built) as firm_org_due_built
    from (
      select county_id, unit_id, slice_month, slice_until, case when (org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_covered, case when (org_cover = 'sole' and covered_from is not null) then 1 end as firm_org_own, case when (org_cover = 'joint' and covered_from is not null) then 1 end as firm_org_joint, case when (full_members >= 3 and org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_due_built
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, covered_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.firm_org_covered as firm_org_covered, leaf.firm_org_own as firm_org_own, leaf.firm_org_joint as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, leaf.firm_org_due_built as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(firm_org_covered) as firm_org_covered, sum(firm_org_own) as firm_org_own, sum(firm_org_joint) as firm_org_joint, sum(firm_org_due_built) as firm_org_due_built
    from (
      select county_id, unit_id, head_id, greatest(operating_from, covered_from) as day, case when (org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_covered, case when (org_cover = 'sole' and covered_from is not null) then 1 end as firm_org_own, case when (org_cover = 'joint' and covered_from is not null) then 1 end as firm_org_joint, case when (full_members >= 3 and org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_due_built
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, covered_from)) = slice_month and greatest(operating_from, covered_from) < slice_until and greatest(operating_from, covered_from) >= :since and greatest(operating_from, covered_from) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(operating_from, covered_from) and (place_to is null or place_to > greatest(operating_from, covered_from))
      where operating_to is null or operating_to > greatest(operating_from, covered_from)
      union all
      select county_id, unit_id, head_id, operating_to as day, case when (org_cover in ('sole', 'joint') and covered_from is not null) then -1 end as firm_org_covered, case when (org_cover = 'sole' and covered_from is not null) then -1 end as firm_org_own, case when (org_cover = 'joint' and covered_from is not null) then -1 end as firm_org_joint, case when (full_members >= 3 and org_cover in ('sole', 'joint') and covered_from is not null) then -1 end as firm_org_due_built
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > greatest(operating_from, covered_from)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, leaf.firm_with_instructor as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(firm_with_instructor) as firm_with_instructor
    from (
      select county_id, unit_id, slice_month, slice_until, case when (instructor_from is not null) then 1 end as firm_with_instructor
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, instructor_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, leaf.firm_with_instructor as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(firm_with_instructor) as firm_with_instructor
    from (
      select county_id, unit_id, head_id, greatest(operating_from, instructor_from) as day, case when (instructor_from is not null) then 1 end as firm_with_instructor
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, instructor_from)) = slice_month and greatest(operating_from, instructor_from) < slice_until and greatest(operating_from, instructor_from) >= :since and greatest(operating_from, instructor_from) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(operating_from, instructor_from) and (place_to is null or place_to > greatest(operating_from, instructor_from))
      where operating_to is null or operating_to > greatest(operating_from, instructor_from)
      union all
      select county_id, unit_id, head_id, operating_to as day, case when (instructor_from is not null) then -1 end as firm_with_instructor
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > greatest(operating_from, instructor_from)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, leaf.firm_with_contact as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(firm_with_contact) as firm_with_contact
    from (
      select county_id, unit_id, slice_month, slice_until, case when (contact_from is not null) then 1 end as firm_with_contact
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, contact_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, leaf.firm_with_contact as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(firm_with_contact) as firm_with_contact
    from (
      select county_id, unit_id, head_id, greatest(operating_from, contact_from) as day, case when (contact_from is not null) then 1 end as firm_with_contact
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, contact_from)) = slice_month and greatest(operating_from, contact_from) < slice_until and greatest(operating_from, contact_from) >= :since and greatest(operating_from, contact_from) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(operating_from, contact_from) and (place_to is null or place_to > greatest(operating_from, contact_from))
      where operating_to is null or operating_to > greatest(operating_from, contact_from)
      union all
      select county_id, unit_id, head_id, operating_to as day, case when (contact_from is not null) then -1 end as firm_with_contact
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > greatest(operating_from, contact_from)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, leaf.firm_with_mass_org as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(firm_with_mass_org) as firm_with_mass_org
    from (
      select county_id, unit_id, slice_month, slice_until, case when (mass_org_from is not null) then 1 end as firm_with_mass_org
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, mass_org_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, leaf.firm_with_mass_org as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(firm_with_mass_org) as firm_with_mass_org
    from (
      select county_id, unit_id, head_id, greatest(operating_from, mass_org_from) as day, case when (mass_org_from is not null) then 1 end as firm_with_mass_org
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, mass_org_from)) = slice_month and greatest(operating_from, mass_org_from) < slice_until and greatest(operating_from, mass_org_from) >= :since and greatest(operating_from, mass_org_from) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(operating_from, mass_org_from) and (place_to is null or place_to > greatest(operating_from, mass_org_from))
      where operating_to is null or operating_to > greatest(operating_from, mass_org_from)
      union all
      select county_id, unit_id, head_id, operating_to as day, case when (mass_org_from is not null) then -1 end as firm_with_mass_org
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > greatest(operating_from, mass_org_from)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, leaf.firm_org_due as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(firm_org_due) as firm_org_due
    from (
      select county_id, unit_id, slice_month, slice_until, case when (full_members >= 3) then 1 end as firm_org_due
      from fold_slice
      join fact_firm on county_id = slice_county and operating_from < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, leaf.firm_org_due as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(firm_org_due) as firm_org_due
    from (
      select county_id, unit_id, head_id, operating_from as day, case when (full_members >= 3) then 1 end as firm_org_due
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_from) = slice_month and operating_from < slice_until and operating_from >= :since and operating_from < :before
      join fold_place on place_id = unit_id and place_from <= operating_from and (place_to is null or place_to > operating_from)
      where operating_to is null or operating_to > operating_from
      union all
      select county_id, unit_id, head_id, operating_to as day, case when (full_members >= 3) then -1 end as firm_org_due
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > operating_from
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, leaf.firm_work_covered as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(firm_work_covered) as firm_work_covered
    from (
      select county_id, unit_id, slice_month, slice_until, case when (work_covered_from is not null) then 1 end as firm_work_covered
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, work_covered_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, leaf.firm_work_covered as firm_work_covered
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(firm_work_covered) as firm_work_covered
    from (
      select county_id, unit_id, head_id, greatest(operating_from, work_covered_from) as day, case when (work_covered_from is not null) then 1 end as firm_work_covered
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, work_covered_from)) = slice_month and greatest(operating_from, work_covered_from) < slice_until and greatest(operating_from, work_covered_from) >= :since and greatest(operating_from, work_covered_from) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(operating_from, work_covered_from) and (place_to is null or place_to > greatest(operating_from, work_covered_from))
      where operating_to is null or operating_to > greatest(operating_from, work_covered_from)
      union all
      select county_id, unit_id, head_id, operating_to as day, case when (work_covered_from is not null) then -1 end as firm_work_covered
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > greatest(operating_from, work_covered_from)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_org_covered), 0) end as firm_org_covered,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_org_own), 0) end as firm_org_own,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_org_joint), 0) end as firm_org_joint,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_with_instructor), 0) end as firm_with_instructor,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_with_contact), 0) end as firm_with_contact,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_with_mass_org), 0) end as firm_with_mass_org,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_org_due), 0) end as firm_org_due,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_org_due_built), 0) end as firm_org_due_built,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_work_covered), 0) end as firm_work_covered
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(firm_org_covered) <> 0 or sum(firm_org_own) <> 0 or sum(firm_org_joint) <> 0 or sum(firm_with_instructor) <> 0 or sum(firm_with_contact) <> 0 or sum(firm_with_mass_org) <> 0 or sum(firm_org_due) <> 0 or sum(firm_org_due_built) <> 0 or sum(firm_work_covered) <> 0;

-- Days and months above the county: firm_cover
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_firm_cover (county_id, unit_id, grain, period_on, dim, member, firm_org_covered, firm_org_own, firm_org_joint, firm_with_instructor, firm_with_contact, firm_with_mass_org, firm_org_due, firm_org_due_built, firm_work_covered)
with part (county_id, unit_id, grain, period_on, dim, member, firm_org_covered, firm_org_own, firm_org_joint, firm_with_instructor, firm_with_contact, firm_with_mass_org, firm_org_due, firm_org_due_built, firm_work_covered) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.firm_org_covered as firm_org_covered, r.firm_org_own as firm_org_own, r.firm_org_joint as firm_org_joint, r.firm_with_instructor as firm_with_instructor, r.firm_with_contact as firm_with_contact, r.firm_with_mass_org as firm_with_mass_org, r.firm_org_due as firm_org_due, r.firm_org_due_built as firm_org_due_built, r.firm_work_covered as firm_work_covered
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_firm_cover r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.firm_org_covered as firm_org_covered, leaf.firm_org_own as firm_org_own, leaf.firm_org_joint as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, leaf.firm_org_due_built as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(firm_org_covered) as firm_org_covered, sum(firm_org_own) as firm_org_own, sum(firm_org_joint) as firm_org_joint, sum(firm_org_due_built) as firm_org_due_built
    from (
      select county_id, unit_id, slice_month, slice_until, case when (org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_covered, case when (org_cover = 'sole' and covered_from is not null) then 1 end as firm_org_own, case when (org_cover = 'joint' and covered_from is not null) then 1 end as firm_org_joint, case when (full_members >= 3 and org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_due_built
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, covered_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.firm_org_covered as firm_org_covered, leaf.firm_org_own as firm_org_own, leaf.firm_org_joint as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, leaf.firm_org_due_built as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(firm_org_covered) as firm_org_covered, sum(firm_org_own) as firm_org_own, sum(firm_org_joint) as firm_org_joint, sum(firm_org_due_built) as firm_org_due_built
    from (
      select county_id, unit_id, head_id, greatest(operating_from, covered_from) as day, case when (org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_covered, case when (org_cover = 'sole' and covered_from is not null) then 1 end as firm_org_own, case when (org_cover = 'joint' and covered_from is not null) then 1 end as firm_org_joint, case when (full_members >= 3 and org_cover in ('sole', 'joint') and covered_from is not null) then 1 end as firm_org_due_built
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, covered_from)) = slice_month and greatest(operating_from, covered_from) < slice_until and greatest(operating_from, covered_from) >= :since and greatest(operating_from, covered_from) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(operating_from, covered_from) and (place_to is null or place_to > greatest(operating_from, covered_from))
      where operating_to is null or operating_to > greatest(operating_from, covered_from)
      union all
      select county_id, unit_id, head_id, operating_to as day, case when (org_cover in ('sole', 'joint') and covered_from is not null) then -1 end as firm_org_covered, case when (org_cover = 'sole' and covered_from is not null) then -1 end as firm_org_own, case when (org_cover = 'joint' and covered_from is not null) then -1 end as firm_org_joint, case when (full_members >= 3 and org_cover in ('sole', 'joint') and covered_from is not null) then -1 end as firm_org_due_built
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > greatest(operating_from, covered_from)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, leaf.firm_with_instructor as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(firm_with_instructor) as firm_with_instructor
    from (
      select county_id, unit_id, slice_month, slice_until, case when (instructor_from is not null) then 1 end as firm_with_instructor
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, instructor_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, leaf.firm_with_instructor as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(firm_with_instructor) as firm_with_instructor
    from (
      select county_id, unit_id, head_id, greatest(operating_from, instructor_from) as day, case when (instructor_from is not null) then 1 end as firm_with_instructor
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, instructor_from)) = slice_month and greatest(operating_from, instructor_from) < slice_until and greatest(operating_from, instructor_from) >= :since and greatest(operating_from, instructor_from) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(operating_from, instructor_from) and (place_to is null or place_to > greatest(operating_from, instructor_from))
      where operating_to is null or operating_to > greatest(operating_from, instructor_from)
      union all
      select county_id, unit_id, head_id, operating_to as day, case when (instructor_from is not null) then -1 end as firm_with_instructor
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > greatest(operating_from, instructor_from)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, leaf.firm_with_contact as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(firm_with_contact) as firm_with_contact
    from (
      select county_id, unit_id, slice_month, slice_until, case when (contact_from is not null) then 1 end as firm_with_contact
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, contact_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, leaf.firm_with_contact as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(firm_with_contact) as firm_with_contact
    from (
      select county_id, unit_id, head_id, greatest(operating_from, contact_from) as day, case when (contact_from is not null) then 1 end as firm_with_contact
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, contact_from)) = slice_month and greatest(operating_from, contact_from) < slice_until and greatest(operating_from, contact_from) >= :since and greatest(operating_from, contact_from) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(operating_from, contact_from) and (place_to is null or place_to > greatest(operating_from, contact_from))
      where operating_to is null or operating_to > greatest(operating_from, contact_from)
      union all
      select county_id, unit_id, head_id, operating_to as day, case when (contact_from is not null) then -1 end as firm_with_contact
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > greatest(operating_from, contact_from)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, leaf.firm_with_mass_org as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(firm_with_mass_org) as firm_with_mass_org
    from (
      select county_id, unit_id, slice_month, slice_until, case when (mass_org_from is not null) then 1 end as firm_with_mass_org
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, mass_org_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, leaf.firm_with_mass_org as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(firm_with_mass_org) as firm_with_mass_org
    from (
      select county_id, unit_id, head_id, greatest(operating_from, mass_org_from) as day, case when (mass_org_from is not null) then 1 end as firm_with_mass_org
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, mass_org_from)) = slice_month and greatest(operating_from, mass_org_from) < slice_until and greatest(operating_from, mass_org_from) >= :since and greatest(operating_from, mass_org_from) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(operating_from, mass_org_from) and (place_to is null or place_to > greatest(operating_from, mass_org_from))
      where operating_to is null or operating_to > greatest(operating_from, mass_org_from)
      union all
      select county_id, unit_id, head_id, operating_to as day, case when (mass_org_from is not null) then -1 end as firm_with_mass_org
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > greatest(operating_from, mass_org_from)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, leaf.firm_org_due as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(firm_org_due) as firm_org_due
    from (
      select county_id, unit_id, slice_month, slice_until, case when (full_members >= 3) then 1 end as firm_org_due
      from fold_slice
      join fact_firm on county_id = slice_county and operating_from < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, leaf.firm_org_due as firm_org_due, null::numeric as firm_org_due_built, null::numeric as firm_work_covered
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(firm_org_due) as firm_org_due
    from (
      select county_id, unit_id, head_id, operating_from as day, case when (full_members >= 3) then 1 end as firm_org_due
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_from) = slice_month and operating_from < slice_until and operating_from >= :since and operating_from < :before
      join fold_place on place_id = unit_id and place_from <= operating_from and (place_to is null or place_to > operating_from)
      where operating_to is null or operating_to > operating_from
      union all
      select county_id, unit_id, head_id, operating_to as day, case when (full_members >= 3) then -1 end as firm_org_due
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > operating_from
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, leaf.firm_work_covered as firm_work_covered
  from (
    select county_id, unit_id, slice_month, slice_until, '' as dim, '' as member, sum(firm_work_covered) as firm_work_covered
    from (
      select county_id, unit_id, slice_month, slice_until, case when (work_covered_from is not null) then 1 end as firm_work_covered
      from fold_slice
      join fact_firm on county_id = slice_county and greatest(operating_from, work_covered_from) < slice_until and (operating_to is null or operating_to >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, null::numeric as firm_org_covered, null::numeric as firm_org_own, null::numeric as firm_org_joint, null::numeric as firm_with_instructor, null::numeric as firm_with_contact, null::numeric as firm_with_mass_org, null::numeric as firm_org_due, null::numeric as firm_org_due_built, leaf.firm_work_covered as firm_work_covered
  from (
    select county_id, unit_id, day, '' as dim, '' as member, sum(firm_work_covered) as firm_work_covered
    from (
      select county_id, unit_id, head_id, greatest(operating_from, work_covered_from) as day, case when (work_covered_from is not null) then 1 end as firm_work_covered
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(greatest(operating_from, work_covered_from)) = slice_month and greatest(operating_from, work_covered_from) < slice_until and greatest(operating_from, work_covered_from) >= :since and greatest(operating_from, work_covered_from) < :before
      join fold_place on place_id = unit_id and place_from <= greatest(operating_from, work_covered_from) and (place_to is null or place_to > greatest(operating_from, work_covered_from))
      where operating_to is null or operating_to > greatest(operating_from, work_covered_from)
      union all
      select county_id, unit_id, head_id, operating_to as day, case when (work_covered_from is not null) then -1 end as firm_work_covered
      from fold_slice
      join fact_firm on county_id = slice_county and month_of(operating_to) = slice_month and operating_to < slice_until and operating_to >= :since and operating_to < :before
      join fold_place on place_id = unit_id and place_from <= operating_to and (place_to is null or place_to > operating_to)
      where operating_to is null or operating_to > greatest(operating_from, work_covered_from)
    ) f
    group by grouping sets ((county_id, unit_id, day))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_org_covered), 0) end as firm_org_covered,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_org_own), 0) end as firm_org_own,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_org_joint), 0) end as firm_org_joint,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_with_instructor), 0) end as firm_with_instructor,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_with_contact), 0) end as firm_with_contact,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_with_mass_org), 0) end as firm_with_mass_org,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_org_due), 0) end as firm_org_due,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_org_due_built), 0) end as firm_org_due_built,
  case when (grain in ('d', 'm')) and (dim in ('')) then coalesce(sum(firm_work_covered), 0) end as firm_work_covered
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(firm_org_covered) <> 0 or sum(firm_org_own) <> 0 or sum(firm_org_joint) <> 0 or sum(firm_with_instructor) <> 0 or sum(firm_with_contact) <> 0 or sum(firm_with_mass_org) <> 0 or sum(firm_org_due) <> 0 or sum(firm_org_due_built) <> 0 or sum(firm_work_covered) <> 0;
