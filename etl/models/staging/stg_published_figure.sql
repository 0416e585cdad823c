-- one row per figure that was printed in public, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no,
  (payload->>'unit_id')::bigint as unit_id,
  payload->>'metric_code' as metric_code,
  payload->>'period' as period,
  (payload->>'printed')::numeric as printed,
  payload->>'qualifier' as qualifier,
  (payload->>'step')::numeric as step,
  (payload->>'published_on')::date as published_on,
  payload->>'place' as place
from raw_latest
where entity = 'published_figure'
