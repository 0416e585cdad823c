-- one row per thing volunteers did
-- grain: source, src_id
select e.county_id, e.source, e.src_id, e.unit_id, e.load_id, e.row_no,
  e.held_on, e.topic, e.people, e.hours, e.emergency_kind, e.response_minutes
from fact_key k
join stg_volunteer_event e on e.src_id = k.src_id
