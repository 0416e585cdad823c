-- one row per unit, year and metric with a target, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no,
  (payload->>'unit_id')::bigint as unit_id,
  (payload->>'year')::int as year,
  payload->>'metric_code' as metric_code,
  (payload->>'value')::numeric as value,
  payload->>'basis' as basis
from raw_latest
where entity = 'annual_target'
