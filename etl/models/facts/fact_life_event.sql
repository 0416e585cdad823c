-- one row per event of organisational life that passed its review
-- grain: source, src_id
select e.county_id, e.source, e.src_id, e.unit_id, e.load_id, e.row_no,
  e.held_on, e.branch_no, e.kind, e.mode, e.topic, e.lecturer, e.with_assembly, e.with_committee, e.due_count, e.attend_count
from fact_key k
join stg_life_event e on e.src_id = k.src_id and e.review_status = 'passed'
