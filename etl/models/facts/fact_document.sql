-- one row per policy document
-- grain: source, src_id
select d.county_id, d.source, d.src_id, d.unit_id, d.load_id, d.row_no,
  d.title, d.issuer, d.kind, d.issued_on
from fact_key k
join stg_policy_document d on d.src_id = k.src_id
