-- one row per issue, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no,
  payload->>'kind' as kind,
  payload->>'category' as category,
  payload->>'issue_source' as issue_source,
  payload->>'reporter_group' as reporter_group,
  (payload->>'unit_id')::bigint as unit_id,
  payload->>'title' as title,
  (payload->>'accepted_on')::date as accepted_on,
  (payload->>'original_due_on')::date as original_due_on
from raw_latest
where entity = 'issue'
