-- one row per showcase project
-- grain: source, src_id
select p.county_id, p.source, p.src_id, p.unit_id, p.load_id, p.row_no,
  p.name, p.kind, p.title_level, p.awarded_on, p.ended_on, p.served_count
from fact_key k
join stg_showcase_project p on p.src_id = k.src_id
