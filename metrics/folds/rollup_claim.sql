-- Days and months of counties: claim
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_claim (county_id, unit_id, grain, period_on, dim, member, partner_claim_count, claim_due, claim_fulfilled)
with part (county_id, unit_id, grain, period_on, dim, member, partner_claim_count, claim_due, claim_fulfilled) as (
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.partner_claim_count as partner_claim_count, null::numeric as claim_due, null::numeric as claim_fulfilled
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(partner_type) = 0 then 'partner_type' else '' end as dim, case when grouping(partner_type) = 0 then partner_type::text else '' end as member, sum(partner_claim_count) as partner_claim_count
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, accepted_on as day, accepted_on as placed_on, partner_type,
        case when true then 1 end as partner_claim_count
      from fold_slice
      join fact_claim on county_id = slice_county and month_of(accepted_on) = slice_month and accepted_on < slice_until and accepted_on >= :since and accepted_on < :before
      join fold_place on place_id = unit_id and place_from <= accepted_on and (place_to is null or place_to > accepted_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, partner_type), (county_id, head_id, day, partner_type))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as partner_claim_count, leaf.claim_due as claim_due, leaf.claim_fulfilled as claim_fulfilled
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(partner_type) = 0 then 'partner_type' else '' end as dim, case when grouping(partner_type) = 0 then partner_type::text else '' end as member, sum(claim_due) as claim_due, sum(claim_fulfilled) as claim_fulfilled
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, due_on as day, due_on as placed_on, partner_type,
        case when (accepted_on is not null and withdrawn_on is null) then 1 end as claim_due,
        case when (accepted_on is not null and withdrawn_on is null) and (case when fulfilled_on <= due_on then fulfilled_on end) <= :business_on then 1 end as claim_fulfilled
      from fold_slice
      join fact_claim on county_id = slice_county and month_of(due_on) = slice_month and due_on < slice_until and due_on >= :since and due_on < :before
      join fold_place on place_id = unit_id and place_from <= due_on and (place_to is null or place_to > due_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, partner_type), (county_id, head_id, day, partner_type))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'partner_type')) then coalesce(sum(partner_claim_count), 0) end as partner_claim_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'partner_type')) then coalesce(sum(claim_due), 0) end as claim_due,
  case when (grain in ('d', 'm')) and (dim in ('', 'partner_type')) then coalesce(sum(claim_fulfilled), 0) end as claim_fulfilled
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(partner_claim_count) <> 0 or sum(claim_due) <> 0 or sum(claim_fulfilled) <> 0;

-- Days and months above the county: claim
-- grain: county_id, unit_id, grain, period_on, dim, member
insert into fresh_claim (county_id, unit_id, grain, period_on, dim, member, partner_claim_count, claim_due, claim_fulfilled)
with part (county_id, unit_id, grain, period_on, dim, member, partner_claim_count, claim_due, claim_fulfilled) as (
  select 0, c.ancestor_id, r.grain, r.period_on, r.dim, r.member, r.partner_claim_count as partner_claim_count, r.claim_due as claim_due, r.claim_fulfilled as claim_fulfilled
  from fold_slice
  join unit k on k.level = 'county'
  join rollup_claim r on r.county_id = k.county_id and r.unit_id = k.unit_id and r.grain in ('d', 'm') and r.until_version is null and r.period_on >= slice_month and r.period_on < slice_until
  join fold_above c on c.unit_id = k.unit_id and c.valid_from < slice_until and (c.valid_to is null or c.valid_to >= slice_until)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, leaf.partner_claim_count as partner_claim_count, null::numeric as claim_due, null::numeric as claim_fulfilled
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(partner_type) = 0 then 'partner_type' else '' end as dim, case when grouping(partner_type) = 0 then partner_type::text else '' end as member, sum(partner_claim_count) as partner_claim_count
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, accepted_on as day, accepted_on as placed_on, partner_type,
        case when true then 1 end as partner_claim_count
      from fold_slice
      join fact_claim on county_id = slice_county and month_of(accepted_on) = slice_month and accepted_on < slice_until and accepted_on >= :since and accepted_on < :before
      join fold_place on place_id = unit_id and place_from <= accepted_on and (place_to is null or place_to > accepted_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, partner_type), (county_id, head_id, day, partner_type))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
union all
  select leaf.county_id, c.ancestor_id, leaf.grain, leaf.period_on, leaf.dim, leaf.member, null::numeric as partner_claim_count, leaf.claim_due as claim_due, leaf.claim_fulfilled as claim_fulfilled
  from (
    select county_id, coalesce(unit_id, head_id) as unit_id, case when grouping(day) = 0 then 'd' else 'm' end as grain, coalesce(day, month) as period_on,
      min(placed_on) as placed_on, case when grouping(partner_type) = 0 then 'partner_type' else '' end as dim, case when grouping(partner_type) = 0 then partner_type::text else '' end as member, sum(claim_due) as claim_due, sum(claim_fulfilled) as claim_fulfilled
    from (
      select county_id, unit_id, head_id, place_from, slice_month as month, due_on as day, due_on as placed_on, partner_type,
        case when (accepted_on is not null and withdrawn_on is null) then 1 end as claim_due,
        case when (accepted_on is not null and withdrawn_on is null) and (case when fulfilled_on <= due_on then fulfilled_on end) <= :business_on then 1 end as claim_fulfilled
      from fold_slice
      join fact_claim on county_id = slice_county and month_of(due_on) = slice_month and due_on < slice_until and due_on >= :since and due_on < :before
      join fold_place on place_id = unit_id and place_from <= due_on and (place_to is null or place_to > due_on)
    ) f
    group by grouping sets ((county_id, unit_id, place_from, month), (county_id, unit_id, day), (county_id, unit_id, place_from, month, partner_type), (county_id, head_id, day, partner_type))
  ) leaf
  join fold_within c on c.unit_id = leaf.unit_id and c.valid_from <= leaf.placed_on and (c.valid_to is null or c.valid_to > leaf.placed_on)
)
select county_id, unit_id, grain, period_on, dim, member,
  case when (grain in ('d', 'm')) and (dim in ('', 'partner_type')) then coalesce(sum(partner_claim_count), 0) end as partner_claim_count,
  case when (grain in ('d', 'm')) and (dim in ('', 'partner_type')) then coalesce(sum(claim_due), 0) end as claim_due,
  case when (grain in ('d', 'm')) and (dim in ('', 'partner_type')) then coalesce(sum(claim_fulfilled), 0) end as claim_fulfilled
from part
group by county_id, unit_id, grain, period_on, dim, member
having sum(partner_claim_count) <> 0 or sum(claim_due) <> 0 or sum(claim_fulfilled) <> 0;
