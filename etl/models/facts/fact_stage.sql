-- one row per step of a person's development; it lasts until the next
-- grain: source, src_id; keys are persons
-- Who has become a full member, or ended, stands at no stage any more.
select county_id, source, src_id, unit_id, load_id, row_no,
  person_pid, branch_no, stage, happened_on as from_on, next_on as to_on, age, gender, case when age <= 35 then 'to_35' else 'over_35' end as age_band, education, is_new_worker
from (
  select e.*, lead(e.happened_on) over (partition by e.source, e.person_pid order by e.happened_on, length(e.src_id), e.src_id) as next_on
  from fact_key k
  join stg_stage_event e on e.person_pid = k.src_id
) step
