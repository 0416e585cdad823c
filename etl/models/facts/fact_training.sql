-- one row per session of training
-- grain: source, src_id
select s.county_id, s.source, s.src_id, s.unit_id, s.load_id, s.row_no,
  s.held_on, s.series, s.topic, s.title, s.status, s.attendees
from fact_key k
join stg_training_session s on s.src_id = k.src_id
