-- one row per member in a formal organisation of the register
-- grain: source, src_id
select m.county_id, m.source, m.src_id, m.unit_id, m.load_id, m.row_no,
  m.member_pid, m.org_no, m.admitted_on, m.probation_due_on, m.full_on, m.increased_on, m.increase_kind, m.left_on,
  case when m.left_on is not null then coalesce(m.decrease_kind, 'other_out') end as decrease_kind
from fact_key k
join stg_member m on m.src_id = k.src_id and m.org_no is not null
