-- one row per thing that happened to an issue, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no, parent_id as issue_no,
  payload->>'action' as action,
  (payload->>'happened_on')::date as happened_on,
  payload->>'happened_at' as happened_at,
  (payload->>'new_due_on')::date as new_due_on,
  payload->>'rating' as rating
from raw_latest
where entity = 'issue_event'
