-- Centres and resources month by month, in the months that were reported alone. Both follow from spans that run on by themselves,
-- so they told of a month before its county had: a quarter of two reported months counted three, while the sum up to its second counted two.

create view reported_month with (security_invoker = true) as -- a city has reported a month with the first of its counties
select distinct c.source, t.ancestor_id as unit_id, c.month_on
from coverage c
join unit k on k.county_id = c.county_id and k.level = 'county'
join unit_closure t on t.unit_id = k.unit_id;

create or replace view fact_center_month with (security_invoker = true) as
select c.county_id, c.unit_id, c.source, c.src_id, c.load_id, c.row_no, c.center_id, c.level, c.opened_on, c.closed_on, m.month_on::date as month_on,
  coalesce(a.held, 0)::int as held
from fact_center c
cross join lateral generate_series(
  date_trunc('month', c.opened_on::timestamp),
  least(coalesce(c.closed_on - 1, 'infinity'::date), (now() at time zone 'Asia/Shanghai')::date)::timestamp,
  interval '1 month') as m(month_on)
left join (
  select county_id, center_id, date_trunc('month', held_on::timestamp) as month_on, count(*) as held
  from fact_activity where status = 'held' group by 1, 2, 3
) a on a.county_id = c.county_id and a.center_id = c.center_id and a.month_on = m.month_on
-- Asked, not joined: joined, the planner loops over the months of coverage.
where (c.source, c.county_id, m.month_on::date) in (select source, county_id, month_on from coverage)
  or c.county_id = 0 and (c.source, c.unit_id, m.month_on::date) in (select source, unit_id, month_on from reported_month);

create or replace view fact_resource_month with (security_invoker = true) as
select r.county_id, r.unit_id, r.source, r.src_id || '/' || to_char(m.month_on, 'YYYYMM') as src_id, r.load_id, r.row_no, r.resource_no, r.category, m.month_on::date as month_on,
  coalesce(i.items, 0)::int as items
from fact_resource r
cross join lateral generate_series(date_trunc('month', r.valid_from::timestamp),
  least(coalesce(r.valid_to - 1, 'infinity'::date), (now() at time zone 'Asia/Shanghai')::date)::timestamp, interval '1 month') as m (month_on)
left join (
  select county_id, source, resource_no, date_trunc('month', planned_on::timestamp) as month_on, count(*) as items
  from fact_menu_item where resource_no is not null group by 1, 2, 3, 4
) i on i.county_id = r.county_id and i.source = r.source and i.resource_no = r.resource_no and i.month_on = m.month_on
where (r.source, r.county_id, m.month_on::date) in (select source, county_id, month_on from coverage)
  or r.county_id = 0 and (r.source, r.unit_id, m.month_on::date) in (select source, unit_id, month_on from reported_month);
