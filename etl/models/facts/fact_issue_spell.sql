-- one row per time an issue was open
-- grain: source, issue_id, spell; keys are issues
-- Acceptance opens the first spell, and a reopening after an end opens the next; the first closing or withdrawal ends a spell.
with event as (
  select e.source, e.issue_no, e.action, e.happened_on, e.new_due_on,
    row_number() over (partition by e.source, e.issue_no order by e.happened_at, length(e.src_id), e.src_id) as nth
  from fact_key k
  join stg_issue_event e on e.issue_no = k.src_id
),
turn as (
  select source, issue_no, nth,
    action = 'reopen' and lag(action) over (partition by source, issue_no order by nth) in ('close', 'withdraw') as opens
  from event
  where action in ('close', 'withdraw', 'reopen')
),
placed as (
  select e.*, coalesce(t.opens, false) as opens,
    1 + count(*) filter (where t.opens) over (partition by e.source, e.issue_no order by e.nth) as spell
  from event e
  left join turn t on t.source = e.source and t.issue_no = e.issue_no and t.nth = e.nth
),
spell as (
  select source, issue_no, spell,
    min(happened_on) filter (where opens) as reopened_on,
    (array_agg(action order by nth) filter (where action in ('close', 'withdraw')))[1] as ended_by,
    (array_agg(happened_on order by nth) filter (where action in ('close', 'withdraw')))[1] as ended_on,
    (array_agg(new_due_on order by nth desc) filter (where action in ('extend', 'reopen') and new_due_on is not null))[1] as new_due_on
  from placed
  group by source, issue_no, spell
),
-- A spell that names no due day keeps that of the one before.
due as (
  select *,
    array_remove(array_agg(new_due_on) over (partition by source, issue_no order by spell), null) as dues,
    lead(reopened_on) over (partition by source, issue_no order by spell) as next_on
  from spell
),
issue as (
  select i.*, coalesce(d.spell, 1) as spell,
    coalesce(d.reopened_on, i.accepted_on) as opened_on,
    coalesce(d.dues[cardinality(d.dues)], i.original_due_on) as due_on,
    greatest(d.ended_on, case when d.ended_on is not null then coalesce(d.reopened_on, i.accepted_on) end) as closed_on,
    d.ended_by, d.next_on
  from fact_key k
  join stg_issue i on i.src_id = k.src_id
  left join due d on d.source = i.source and d.issue_no = i.src_id
)
select county_id, source, src_id || '/' || spell as src_id, unit_id, load_id, row_no,
  src_id as issue_id, spell::int as spell, kind, category, issue_source, reporter_group,
  opened_on, due_on, closed_on, ended_by,
  case when ended_by = 'close' then (select count(*) from calendar_day c where c.is_workday and c.day >= opened_on and c.day <= closed_on)::int end as handle_workdays,
  next_on as reopened_on
from issue
