-- one row per party organisation
-- grain: source, src_id
select o.county_id, o.source, o.src_id, o.unit_id, o.load_id, o.row_no,
  o.name, o.kind, o.established_on, o.dissolved_on
from fact_key k
join stg_party_org o on o.src_id = k.src_id
