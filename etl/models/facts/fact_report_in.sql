-- one row per report-in of a worker
-- grain: source, src_id
select r.county_id, r.source, r.src_id, r.unit_id, r.load_id, r.row_no,
  r.worker_pid, r.worker_group, r.shows_membership, r.reported_on, r.cancelled_on
from fact_key k
join stg_report_in r on r.src_id = k.src_id
