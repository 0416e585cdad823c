-- one row per partner and centre
-- grain: source, src_id
-- A link stands while the partner is one.
select l.county_id, l.source, l.src_id, l.unit_id, l.load_id, l.row_no,
  p.src_id as partner_no, p.name as partner_name, p.partner_type, l.center_no, greatest(l.linked_on, p.joined_on) as linked_on, least(l.unlinked_on, p.ended_on) as unlinked_on
from fact_key k
join stg_partner_link l on l.src_id = k.src_id
join stg_partner p on p.source = l.source and p.src_id = l.partner_no
