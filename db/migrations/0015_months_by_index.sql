-- Activities of a centre and items of a resource are counted month by month, by an index: counted as a whole and joined, the planner
-- takes the counties apart, and for a quarter of one county compared every centre of a province with every activity of it.
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

create index fact_menu_item_resource on fact_menu_item (county_id, resource_no, planned_on) where resource_no is not null;
create or replace view fact_resource_month with (security_invoker = true) as
select r.county_id, r.unit_id, r.source, r.src_id || '/' || to_char(m.month_on, 'YYYYMM') as src_id, r.load_id, r.row_no, r.resource_no, r.category, m.month_on::date as month_on, i.items
from fact_resource r
cross join lateral generate_series(date_trunc('month', r.valid_from::timestamp),
  least(coalesce(r.valid_to - 1, 'infinity'::date), (now() at time zone 'Asia/Shanghai')::date)::timestamp, interval '1 month') as m (month_on)
cross join lateral (
  select count(*)::int as items from fact_menu_item i
  where i.county_id = r.county_id and i.source = r.source and i.resource_no = r.resource_no and i.planned_on >= m.month_on::date and i.planned_on < (m.month_on + interval '1 month')::date
) i
where (r.source, r.county_id, m.month_on::date) in (select source, county_id, month_on from coverage)
  or r.county_id = 0 and (r.source, r.unit_id, m.month_on::date) in (select source, unit_id, month_on from reported_month);
