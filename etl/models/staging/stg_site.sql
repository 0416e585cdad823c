-- one row per place where care activities are held, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no,
  payload->>'name' as name,
  (payload->>'unit_id')::bigint as unit_id
from raw_latest
where entity = 'site'
