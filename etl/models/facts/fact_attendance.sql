-- one row per person who signed in at an activity that was held
-- grain: source, src_id
-- The day is the activity's: then people and activities of a period speak of the same activities.
select a.county_id, s.source, s.src_id, a.unit_id, s.load_id, s.row_no,
  a.held_on as attended_on, s.participant_pid
from fact_key k
join stg_sign_in s on s.src_id = k.src_id
join stg_activity a on a.source = s.source and a.src_id = s.activity_no and a.status = 'held'
