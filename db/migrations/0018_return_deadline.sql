-- The deadline of a return was known to the view alone, and no month was marked for the day it came: the month stayed without returns due.
create function return_deadline(month date) returns date stable parallel safe language sql return (
  select min(day) from calendar_day
  where is_workday and day >= (month + interval '1 month' + interval '4 days')::date and day < (month + interval '1 month' + interval '20 days')::date);

create or replace view fact_return_due with (security_invoker = true) as
select u.county_id, u.unit_id, p.source, u.code || '/' || to_char(m.month_on, 'YYYY-MM') as src_id, coalesce(r.load_id, 0) as load_id, coalesce(r.row_no, 0) as row_no,
  m.month_on::date as month_on, d.deadline_on, r.submitted_on
from (select source, county_id, min(month_on) as first_on from fact_monthly_return group by source, county_id) p
join unit u on u.county_id = p.county_id and u.level = 'town' and u.kind not in ('quasi_town', 'branch')
cross join lateral generate_series(greatest(p.first_on, date_trunc('month', u.valid_from::timestamp)),
  least(coalesce(u.valid_to - 1, 'infinity'::date), (now() at time zone 'Asia/Shanghai')::date)::timestamp, interval '1 month') as m (month_on)
cross join lateral (select return_deadline(m.month_on::date) as deadline_on) d
left join lateral (
  select load_id, row_no, submitted_on from fact_monthly_return r
  where r.county_id = u.county_id and r.source = p.source and r.unit_id = u.unit_id and r.month_on = m.month_on order by submitted_on limit 1
) r on true;

-- Months already reported are folded again once their deadline has come.
insert into dirty (county_id, subject, month_on, ripe_on)
select county_id, 'return', month_on, return_deadline(month_on) from coverage where source = 'monthly-returns';
