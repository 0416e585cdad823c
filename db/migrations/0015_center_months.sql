-- Activities of a centre are counted month by month, by an index, as the items of a resource are: counted as a whole and joined,
-- a quarter of one county made the planner compare every centre of a province with every activity of it.
create index fact_activity_center on fact_activity (county_id, center_id, held_on) where status = 'held';
create or replace view fact_center_month with (security_invoker = true) as
select c.county_id, c.unit_id, c.source, c.src_id, c.load_id, c.row_no, c.center_id, c.level, c.opened_on, c.closed_on, m.month_on::date as month_on, a.held
from fact_center c
cross join lateral generate_series(
  date_trunc('month', c.opened_on::timestamp),
  least(coalesce(c.closed_on - 1, 'infinity'::date), (now() at time zone 'Asia/Shanghai')::date)::timestamp,
  interval '1 month') as m(month_on)
cross join lateral (
  select count(*)::int as held from fact_activity a
  where a.county_id = c.county_id and a.center_id = c.center_id and a.status = 'held' and a.held_on >= m.month_on::date and a.held_on < (m.month_on + interval '1 month')::date
) a
where (c.source, c.county_id, m.month_on::date) in (select source, county_id, month_on from coverage)
  or c.county_id = 0 and (c.source, c.unit_id, m.month_on::date) in (select source, unit_id, month_on from reported_month);
