-- one row per meeting across departments or talk with workers
-- grain: source, src_id
select m.county_id, m.source, m.src_id, m.unit_id, m.load_id, m.row_no,
  m.held_on, m.kind, m.topic, m.attendee_count, m.org_count
from fact_key k
join stg_meeting m on m.src_id = k.src_id
