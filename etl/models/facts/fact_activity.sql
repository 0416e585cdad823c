-- one row per activity a centre announced
-- grain: source, src_id
select a.county_id, a.source, a.src_id, a.unit_id, a.load_id, a.row_no,
  a.held_on, a.title, a.kind, a.category, a.organiser_level, a.is_key, a.status, a.attendance, a.count_method,
  a.center_no as center_id, a.is_demand_based, a.ratings_valid, a.ratings_good
from fact_key k
join stg_activity a on a.src_id = k.src_id
