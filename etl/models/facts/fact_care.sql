-- one row per care activity
-- grain: source, src_id
-- Only private hospitals are partners that are counted.
select s.county_id, c.source, c.src_id, s.unit_id, c.load_id, c.row_no,
  c.held_on, c.kind, c.site_id, s.name as site_name, h.src_id as hospital_id, c.beneficiaries
from fact_key k
join stg_care c on c.src_id = k.src_id
join stg_site s on s.source = c.source and s.src_id = c.site_id
left join stg_hospital h on h.source = c.source and h.src_id = c.hospital_id and h.is_private
