-- one row per worker, platform and unbroken run of monthly rosters in one unit and group, cut where the worker was verified again
-- grain: source, src_id; keys are workers
-- Each piece knows the latest verification before its end, so an earlier figure never depends on a later verification.
with checked as (
  select distinct v.worker_pid, v.verified_on
  from fact_key k
  join stg_verification v on v.worker_pid = k.src_id and v.result = 'confirmed'
),
piece as (
  select r.county_id, r.source, r.run_id, r.unit_id, r.load_id, r.row_no, r.worker_pid, r.platform, r.worker_group, r.listed_to,
    r.listed_from, max(c.verified_on) as verified_on
  from run_worker r
  left join checked c on c.worker_pid = r.worker_pid and c.verified_on <= r.listed_from
  group by r.county_id, r.source, r.run_id, r.unit_id, r.load_id, r.row_no, r.worker_pid, r.platform, r.worker_group, r.listed_to, r.listed_from
  union all
  select r.county_id, r.source, r.run_id, r.unit_id, r.load_id, r.row_no, r.worker_pid, r.platform, r.worker_group, r.listed_to,
    c.verified_on, c.verified_on
  from run_worker r
  join checked c on c.worker_pid = r.worker_pid and c.verified_on > r.listed_from and (r.listed_to is null or c.verified_on < r.listed_to)
)
select county_id, source, run_id || '/' || listed_from as src_id, unit_id, load_id, row_no,
  worker_pid, platform, worker_group, listed_from,
  coalesce(lead(listed_from) over (partition by source, run_id order by listed_from), listed_to) as listed_to,
  verified_on
from piece
