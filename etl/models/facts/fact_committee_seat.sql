-- one row per member unit of the committee for new economic and social organisations
-- grain: source, src_id
select s.county_id, s.source, s.src_id, s.unit_id, s.load_id, s.row_no,
  s.org_no, s.org_name, s.joined_on, s.left_on
from fact_key k
join stg_committee_seat s on s.src_id = k.src_id
