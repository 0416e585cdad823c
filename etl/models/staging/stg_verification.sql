-- one row per verification of a worker, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no, parent_id as worker_pid,
  payload->>'result' as result,
  (payload->>'verified_on')::date as verified_on
from raw_latest
where entity = 'verification'
