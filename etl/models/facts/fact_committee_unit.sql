-- one row per seat on a joint committee
-- grain: source, src_id
select u.county_id, u.source, u.src_id, u.unit_id, u.load_id, u.row_no,
  u.committee_name, u.kind, u.org_no, u.org_name, u.joined_on, u.left_on
from fact_key k
join stg_committee_unit u on u.src_id = k.src_id
