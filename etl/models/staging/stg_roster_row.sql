-- one row per worker, platform, month and unit of a roster, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no, parent_id as worker_pid,
  payload->>'platform' as platform,
  payload->>'worker_group' as worker_group,
  (payload->>'unit_id')::bigint as unit_id,
  (payload->>'month_on')::date as month_on,
  (payload->>'hired_on')::date as hired_on,
  payload->>'political' as political,
  (payload->>'left_on')::date as left_on
from raw_latest
where entity = 'roster_row'
