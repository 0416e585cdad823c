-- one row per micro-wish, published or not, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no,
  (payload->>'unit_id')::bigint as unit_id,
  payload->>'category' as category,
  (payload->>'published_on')::date as published_on,
  (payload->>'claimed_on')::date as claimed_on,
  (payload->>'done_on')::date as done_on
from raw_latest
where entity = 'micro_wish'
