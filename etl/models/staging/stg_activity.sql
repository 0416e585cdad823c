-- one row per activity a centre announced, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no,
  payload->>'title' as title,
  payload->>'kind' as kind,
  payload->>'category' as category,
  (payload->>'is_key')::boolean as is_key,
  payload->>'organiser_level' as organiser_level,
  (payload->>'unit_id')::bigint as unit_id,
  payload->>'center_no' as center_no,
  (payload->>'is_demand_based')::boolean as is_demand_based,
  (payload->>'held_on')::date as held_on,
  payload->>'status' as status,
  (payload->>'attendance')::int as attendance,
  payload->>'count_method' as count_method,
  (payload->>'ratings_valid')::int as ratings_valid,
  (payload->>'ratings_good')::int as ratings_good
from raw_latest
where entity = 'activity'
