-- one row per branch
-- grain: source, src_id
select b.county_id, b.source, b.src_id, b.unit_id, b.load_id, b.row_no,
  b.src_id as branch_no, b.name, b.is_joint, b.has_committee, b.founded_on, b.dissolved_on, b.term_ends_on
from fact_key k
join stg_branch b on b.src_id = k.src_id
