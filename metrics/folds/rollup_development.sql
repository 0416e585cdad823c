-- Days and months of counties: development
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_development (county_id, unit_id, grain, period_on, dim, member, applicant_count, activist_count, candidate_count, developed_count)
with part (county_id, unit_id, grain, period_on, dim, member, applicant_count, activist_count, candidate_count, developed_count) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as applicant_count, null::numeric as activist_count, null::numeric as candidate_count, leaf.developed_count as developed_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(gender) = 0 then 'gender' when grouping(age_band) = 0 then 'age_band' when grouping(education) = 0 then 'education' when grouping(is_new_worker) = 0 then 'is_new_worker' else '' end as dim, case when grouping(gender) = 0 then gender::text when grouping(age_band) = 0 then age_band::text when grouping(education) = 0 then education::text when grouping(is_new_worker) = 0 then is_new_worker::text else '' end as member, sum(developed_count) as developed_count
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, from_on as day, from_on as placed_on, gender, age_band, education, is_new_worker,
        case when (stage = 'probationary') then 1 end as developed_count
      from fold_slice
      join fact_stage on county_id = slice_county and month_of(from_on) = slice_month and from_on < slice_until and from_on >= :since and from_on < :before
      join fold_place on place_id = unit_id and place_from <= from_on and (place_to is null or place_to > from_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, gender), (county_id, head_id, day, gender), (county_id, unit_id, place_from, month, age_band), (county_id, head_id, day, age_band), (county_id, unit_id, place_from, month, education), (county_id, head_id, day, education), (county_id, unit_id, place_from, month, is_new_worker), (county_id, head_id, day, is_new_worker))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.applicant_count as applicant_count, leaf.activist_count as activist_count, leaf.candidate_count as candidate_count, null::numeric as developed_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(gender) = 0 then 'gender' when grouping(age_band) = 0 then 'age_band' when grouping(education) = 0 then 'education' when grouping(is_new_worker) = 0 then 'is_new_worker' else '' end as dim, case when grouping(gender) = 0 then gender::text when grouping(age_band) = 0 then age_band::text when grouping(education) = 0 then education::text when grouping(is_new_worker) = 0 then is_new_worker::text else '' end as member, sum(applicant_count) as applicant_count, sum(activist_count) as activist_count, sum(candidate_count) as candidate_count
    from (
      select county_id, unit_id, slice_month, slice_until, gender, age_band, education, is_new_worker, case when (stage = 'applicant') then 1 end as applicant_count, case when (stage = 'activist') then 1 end as activist_count, case when (stage = 'candidate') then 1 end as candidate_count
      from fold_slice
      join fact_stage on county_id = slice_county and from_on < slice_until and (to_on is null or to_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, gender), (county_id, unit_id, slice_month, slice_until, age_band), (county_id, unit_id, slice_month, slice_until, education), (county_id, unit_id, slice_month, slice_until, is_new_worker))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.applicant_count as applicant_count, leaf.activist_count as activist_count, leaf.candidate_count as candidate_count, null::numeric as developed_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(gender) = 0 then 'gender' when grouping(age_band) = 0 then 'age_band' when grouping(education) = 0 then 'education' when grouping(is_new_worker) = 0 then 'is_new_worker' else '' end as dim, case when grouping(gender) = 0 then gender::text when grouping(age_band) = 0 then age_band::text when grouping(education) = 0 then education::text when grouping(is_new_worker) = 0 then is_new_worker::text else '' end as member, sum(applicant_count) as applicant_count, sum(activist_count) as activist_count, sum(candidate_count) as candidate_count
    from (
      select county_id, unit_id, head_id, from_on as day, gender, age_band, education, is_new_worker, case when (stage = 'applicant') then 1 end as applicant_count, case when (stage = 'activist') then 1 end as activist_count, case when (stage = 'candidate') then 1 end as candidate_count
      from fold_slice
      join fact_stage on county_id = slice_county and month_of(from_on) = slice_month and from_on < slice_until and from_on >= :since and from_on < :before
      join fold_place on place_id = unit_id and place_from <= from_on and (place_to is null or place_to > from_on)
      where to_on is null or to_on > from_on
      union all
      select county_id, unit_id, head_id, to_on as day, gender, age_band, education, is_new_worker, case when (stage = 'applicant') then -1 end as applicant_count, case when (stage = 'activist') then -1 end as activist_count, case when (stage = 'candidate') then -1 end as candidate_count
      from fold_slice
      join fact_stage on county_id = slice_county and month_of(to_on) = slice_month and to_on < slice_until and to_on >= :since and to_on < :before
      join fold_place on place_id = unit_id and place_from <= to_on and (place_to is null or place_to > to_on)
      where to_on is null or to_on > from_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, gender), (county_id, head_id, day, age_band), (county_id, head_id, day, education), (county_id, head_id, day, is_new_worker))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'gender', 'age_band', 'education', 'is_new_worker')) then coalesce(sum(applicant_count), 0) end as applicant_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'gender', 'age_band', 'education', 'is_new_worker')) then coalesce(sum(activist_count), 0) end as activist_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'gender', 'age_band', 'education', 'is_new_worker')) then coalesce(sum(candidate_count), 0) end as candidate_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'gender', 'age_band', 'education', 'is_new_worker')) then coalesce(sum(developed_count), 0) end as developed_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(applicant_count) <> 0 or sum(activist_count) <> 0 or sum(candidate_count) <> 0 or sum(developed_count) <> 0;

-- Days and months above the county: development
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_development (county_id, unit_id, grain, period_on, dim, member, applicant_count, activist_count, candidate_count, developed_count)
with part (county_id, unit_id, grain, period_on, dim, member, applicant_count, activist_count, candidate_count, developed_count) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.applicant_count as applicant_count, r.activist_count as activist_count, r.candidate_count as candidate_count, r.developed_count as developed_count
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_development r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as applicant_count, null::numeric as activist_count, null::numeric as candidate_count, leaf.developed_count as developed_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(gender) = 0 then 'gender' when grouping(age_band) = 0 then 'age_band' when grouping(education) = 0 then 'education' when grouping(is_new_worker) = 0 then 'is_new_worker' else '' end as dim, case when grouping(gender) = 0 then gender::text when grouping(age_band) = 0 then age_band::text when grouping(education) = 0 then education::text when grouping(is_new_worker) = 0 then is_new_worker::text else '' end as member, sum(developed_count) as developed_count
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, from_on as day, from_on as placed_on, gender, age_band, education, is_new_worker,
        case when (stage = 'probationary') then 1 end as developed_count
      from fold_slice
      join fact_stage on county_id = slice_county and month_of(from_on) = slice_month and from_on < slice_until and from_on >= :since and from_on < :before
      join fold_place on place_id = unit_id and place_from <= from_on and (place_to is null or place_to > from_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, gender), (county_id, head_id, day, gender), (county_id, unit_id, place_from, month, age_band), (county_id, head_id, day, age_band), (county_id, unit_id, place_from, month, education), (county_id, head_id, day, education), (county_id, unit_id, place_from, month, is_new_worker), (county_id, head_id, day, is_new_worker))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, 'm', leaf.slice_month, leaf.dim, leaf.member, leaf.applicant_count as applicant_count, leaf.activist_count as activist_count, leaf.candidate_count as candidate_count, null::numeric as developed_count
  from (
    select county_id, unit_id, slice_month, slice_until, case when grouping(gender) = 0 then 'gender' when grouping(age_band) = 0 then 'age_band' when grouping(education) = 0 then 'education' when grouping(is_new_worker) = 0 then 'is_new_worker' else '' end as dim, case when grouping(gender) = 0 then gender::text when grouping(age_band) = 0 then age_band::text when grouping(education) = 0 then education::text when grouping(is_new_worker) = 0 then is_new_worker::text else '' end as member, sum(applicant_count) as applicant_count, sum(activist_count) as activist_count, sum(candidate_count) as candidate_count
    from (
      select county_id, unit_id, slice_month, slice_until, gender, age_band, education, is_new_worker, case when (stage = 'applicant') then 1 end as applicant_count, case when (stage = 'activist') then 1 end as activist_count, case when (stage = 'candidate') then 1 end as candidate_count
      from fold_slice
      join fact_stage on county_id = slice_county and from_on < slice_until and (to_on is null or to_on >= slice_until)
    ) f
    group by grouping sets ((county_id, unit_id, slice_month, slice_until), (county_id, unit_id, slice_month, slice_until, gender), (county_id, unit_id, slice_month, slice_until, age_band), (county_id, unit_id, slice_month, slice_until, education), (county_id, unit_id, slice_month, slice_until, is_new_worker))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from < leaf.slice_until and (c.valid_to is null or c.valid_to >= leaf.slice_until)
union all
  select leaf.county_id, c.ancestor_id, 'd', leaf.day, leaf.dim, leaf.member, leaf.applicant_count as applicant_count, leaf.activist_count as activist_count, leaf.candidate_count as candidate_count, null::numeric as developed_count
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, day, case when grouping(gender) = 0 then 'gender' when grouping(age_band) = 0 then 'age_band' when grouping(education) = 0 then 'education' when grouping(is_new_worker) = 0 then 'is_new_worker' else '' end as dim, case when grouping(gender) = 0 then gender::text when grouping(age_band) = 0 then age_band::text when grouping(education) = 0 then education::text when grouping(is_new_worker) = 0 then is_new_worker::text else '' end as member, sum(applicant_count) as applicant_count, sum(activist_count) as activist_count, sum(candidate_count) as candidate_count
    from (
      select county_id, unit_id, head_id, from_on as day, gender, age_band, education, is_new_worker, case when (stage = 'applicant') then 1 end as applicant_count, case when (stage = 'activist') then 1 end as activist_count, case when (stage = 'candidate') then 1 end as candidate_count
      from fold_slice
      join fact_stage on county_id = slice_county and month_of(from_on) = slice_month and from_on < slice_until and from_on >= :since and from_on < :before
      join fold_place on place_id = unit_id and place_from <= from_on and (place_to is null or place_to > from_on)
      where to_on is null or to_on > from_on
      union all
      select county_id, unit_id, head_id, to_on as day, gender, age_band, education, is_new_worker, case when (stage = 'applicant') then -1 end as applicant_count, case when (stage = 'activist') then -1 end as activist_count, case when (stage = 'candidate') then -1 end as candidate_count
      from fold_slice
      join fact_stage on county_id = slice_county and month_of(to_on) = slice_month and to_on < slice_until and to_on >= :since and to_on < :before
      join fold_place on place_id = unit_id and place_from <= to_on and (place_to is null or place_to > to_on)
      where to_on is null or to_on > from_on
    ) f
    group by grouping sets ((county_id, unit_id, day), (county_id, head_id, day, gender), (county_id, head_id, day, age_band), (county_id, head_id, day, education), (county_id, head_id, day, is_new_worker))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.day and (c.valid_to is null or c.valid_to > leaf.day)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'gender', 'age_band', 'education', 'is_new_worker')) then coalesce(sum(applicant_count), 0) end as applicant_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'gender', 'age_band', 'education', 'is_new_worker')) then coalesce(sum(activist_count), 0) end as activist_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'gender', 'age_band', 'education', 'is_new_worker')) then coalesce(sum(candidate_count), 0) end as candidate_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'gender', 'age_band', 'education', 'is_new_worker')) then coalesce(sum(developed_count), 0) end as developed_count
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(applicant_count) <> 0 or sum(activist_count) <> 0 or sum(candidate_count) <> 0 or sum(developed_count) <> 0;
