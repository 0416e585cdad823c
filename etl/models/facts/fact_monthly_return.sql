-- one row per town and month that was handed in
-- grain: source, src_id
select r.county_id, r.source, r.src_id, r.unit_id, r.load_id, r.row_no,
  r.month_on, r.submitted_on, r.visits_by_cadres, r.visits_by_grid_workers, r.visits_by_volunteers, r.council_meetings, r.council_decisions
from fact_key k
join stg_monthly_return r on r.src_id = k.src_id
