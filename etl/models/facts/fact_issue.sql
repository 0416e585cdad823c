-- one row per issue, with the last of each of its dates
-- grain: source, src_id
-- It stands closed when closing is the last of closing, reopening and withdrawing; only a follow-up after that belongs to it.
with event as (
  select e.*, row_number() over (partition by e.source, e.issue_no order by e.happened_at, length(e.src_id), e.src_id) as nth
  from fact_key k
  join stg_issue_event e on e.issue_no = k.src_id
),
turn as (
  select distinct on (source, issue_no) source, issue_no, nth, action, happened_on
  from event
  where action in ('close', 'reopen', 'withdraw')
  order by source, issue_no, nth desc
),
follow_up as (
  select distinct on (e.source, e.issue_no) e.source, e.issue_no, e.happened_on, nullif(e.rating, 'none')::int as rating
  from event e
  join turn t on t.source = e.source and t.issue_no = e.issue_no and t.action = 'close' and e.nth > t.nth
  where e.action = 'follow_up'
  order by e.source, e.issue_no, e.nth desc
),
history as (
  select source, issue_no,
    max(happened_on) filter (where action = 'assign') as assigned_on,
    (array_agg(new_due_on order by nth desc) filter (where action in ('extend', 'reopen') and new_due_on is not null))[1] as new_due_on,
    bool_or(action in ('assign', 'sign', 'transfer')) and bool_or(action in ('feed_back', 'supervise', 'close', 'follow_up')) as has_three_phases
  from event
  group by source, issue_no
)
select i.county_id, i.source, i.src_id, i.unit_id, i.load_id, i.row_no,
  i.accepted_on, i.kind, i.category, i.issue_source, i.reporter_group, i.title,
  h.assigned_on, i.original_due_on, coalesce(h.new_due_on, i.original_due_on) as due_on,
  case when t.action = 'close' then t.happened_on end as closed_on,
  case when t.action = 'withdraw' then t.happened_on end as withdrawn_on,
  f.happened_on as followed_up_on, f.rating, coalesce(h.has_three_phases, false) as has_three_phases
from fact_key k
join stg_issue i on i.src_id = k.src_id
left join history h on h.source = i.source and h.issue_no = i.src_id
left join turn t on t.source = i.source and t.issue_no = i.src_id
left join follow_up f on f.source = i.source and f.issue_no = i.src_id
