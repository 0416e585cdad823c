-- one row per item of a menu
-- grain: source, src_id
-- The claim shown is the first one accepted that was not withdrawn.
select i.county_id, i.source, i.src_id, i.unit_id, i.load_id, i.row_no,
  i.planned_on, month_of(i.planned_on) as menu_on, i.menu_no, i.title, i.category, i.time_range, i.place, i.audience, i.capacity, i.sign_up, i.demand_no, i.resource_no, i.is_claimable,
  c.accepted_on, c.partner_name
from fact_key k
join stg_menu_item i on i.src_id = k.src_id
left join lateral (
  select c.accepted_on, p.name as partner_name
  from stg_menu_claim c left join stg_partner p on p.source = c.source and p.src_id = c.partner_no
  where c.item_no = i.src_id and c.source = i.source and c.accepted_on is not null and c.withdrawn_on is null
  order by c.accepted_on, c.src_id limit 1
) c on true
