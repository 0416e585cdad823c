-- one row per hospital, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no,
  (payload->>'is_private')::boolean as is_private
from raw_latest
where entity = 'hospital'
