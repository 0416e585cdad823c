-- one row per party-mass service centre
-- grain: source, src_id
select c.county_id, c.source, c.src_id, c.unit_id, c.load_id, c.row_no,
  c.src_id as center_id, c.name, c.level, c.opened_on, c.closed_on
from fact_key k
join stg_center c on c.src_id = k.src_id
