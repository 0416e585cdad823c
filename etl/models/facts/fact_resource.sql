-- one row per resource a partner offers
-- grain: source, src_id
select r.county_id, r.source, r.src_id, r.unit_id, r.load_id, r.row_no,
  r.src_id as resource_no, r.category, r.description, r.quantity, r.quantity_unit, r.fee_mode,
  p.src_id as partner_no, p.name as partner_name, p.partner_type, r.valid_from, r.valid_to
from fact_key k
join stg_resource r on r.src_id = k.src_id
join stg_partner p on p.source = r.source and p.src_id = r.partner_no
