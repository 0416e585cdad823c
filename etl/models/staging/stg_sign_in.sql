-- one row per person who signed in at an activity, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no, parent_id as activity_no,
  payload->>'participant_pid' as participant_pid
from raw_latest
where entity = 'sign_in'
