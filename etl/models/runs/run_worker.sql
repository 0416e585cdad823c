-- one row per worker, platform and unbroken run of monthly rosters in one unit and group
-- grain: source, run_id; keys are workers
-- A month the platform did not deliver breaks no run: nobody said that anyone had left. A line with a leaving day ends its run.
-- A month whose roster takes nobody off ends a run only where it lists the worker elsewhere on the platform.
-- A run stays open while it stands in the platform's latest roster.
with delivered as (
  select source, platform, month_on,
    min(month_on) filter (where takes_off) over (partition by source, platform order by month_on rows between 1 following and unbounded following) as off_on
  from stg_roster
),
line as (
  select r.county_id, r.source, r.src_id, r.load_id, r.row_no, r.worker_pid, r.platform, r.unit_id, r.worker_group, r.month_on, r.hired_on, r.left_on, r.political,
    least(d.off_on, first_value(r.month_on) over (partition by r.source, r.worker_pid, r.platform order by r.month_on groups between 1 following and 1 following)) as next_on
  from fact_key k
  join stg_roster_row r on r.worker_pid = k.src_id
  join delivered d on d.source = r.source and d.platform = r.platform and d.month_on = r.month_on
),
joined as (
  select *, lag(next_on) over w = month_on and lag(left_on) over w is null as goes_on
  from line
  window w as (partition by source, worker_pid, platform, unit_id, worker_group order by month_on)
),
numbered as (
  select *, count(*) filter (where goes_on is not true) over (partition by source, worker_pid, platform, unit_id, worker_group order by month_on) as run
  from joined
),
run as (
  select county_id, source, worker_pid, platform, unit_id, worker_group,
    (array_agg(src_id order by month_on))[1] as run_id,
    (array_agg(load_id order by month_on))[1] as load_id,
    (array_agg(row_no order by month_on))[1] as row_no,
    (array_agg(case when hired_on > month_on and hired_on < month_on + interval '1 month' then hired_on else month_on end order by month_on))[1] as listed_from,
    (array_agg(coalesce(left_on, next_on) order by month_on desc))[1] as listed_to,
    -- What the lines say of party membership, month by month.
    min(month_on) filter (where political <> 'none') as member_from,
    max(next_on) filter (where political <> 'none') as member_to,
    bool_or(political <> 'none' and next_on is null) as member_still,
    (array_agg(political order by month_on desc) filter (where political <> 'none'))[1] as political
  from numbered
  group by county_id, source, worker_pid, platform, unit_id, worker_group, run
)
select county_id, source, run_id, load_id, row_no, worker_pid, platform, unit_id, worker_group, listed_from, listed_to, political,
  greatest(member_from, case when member_from is not null then listed_from end) as member_from,
  case when member_still then listed_to else least(member_to, listed_to) end as member_to
from run
where listed_to is null or listed_to > listed_from
