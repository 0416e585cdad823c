-- one row per task of a plan
-- grain: source, src_id
select t.county_id, t.source, t.src_id, t.unit_id, t.load_id, t.row_no,
  t.plan, t.pillar, t.title, t.owner_dept, t.begun_on, t.due_on, t.done_on
from fact_key k
join stg_plan_task t on t.src_id = k.src_id
