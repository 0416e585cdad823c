-- one row per decision of a meeting
-- grain: source, src_id
select d.county_id, d.source, d.src_id, d.unit_id, d.load_id, d.row_no,
  d.meeting_no, d.content, d.owner_dept, d.decided_on, d.due_on, d.done_on
from fact_key k
join stg_meeting_decision d on d.src_id = k.src_id
