-- one row per claim of a partner on an item
-- grain: source, src_id
select c.county_id, c.source, c.src_id, c.unit_id, c.load_id, c.row_no,
  c.item_no, p.src_id as partner_no, p.name as partner_name, p.partner_type, c.claimed_on, c.accepted_on, c.due_on, c.fulfilled_on, c.withdrawn_on
from fact_key k
join stg_menu_claim c on c.src_id = k.src_id
join stg_partner p on p.source = c.source and p.src_id = c.partner_no
