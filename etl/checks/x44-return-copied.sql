-- rule: X44
-- title zh: 月报不是照抄上月
-- title en: A return is not a copy of the month before
-- severity: explain
-- reads: facts
-- subjects: household_visit, council
-- zh: %unit% %month% 的月报有 %same% 个数与上月完全相同(共 5 个)；请核对是否照抄，属实的请说明。
-- en: %unit_en%, %month%: %same% of the 5 numbers of its return equal those of the month before. Check whether they were copied; if they are right, say so.
select r.county_id, r.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(r.month_on, 'YYYY-MM') as month, r.month_on as since_on, n.same
from fact_monthly_return r
join fact_monthly_return b on b.county_id = r.county_id and b.source = r.source and b.unit_id = r.unit_id and b.month_on = (r.month_on - interval '1 month')::date
join unit u on u.unit_id = r.unit_id
cross join lateral (
  select count(*) filter (where now_is = before_was) as same
  from (values
    (r.visits_by_cadres, b.visits_by_cadres), (r.visits_by_grid_workers, b.visits_by_grid_workers), (r.visits_by_volunteers, b.visits_by_volunteers),
    (r.council_meetings, b.council_meetings), (r.council_decisions, b.council_decisions)
  ) v (now_is, before_was)
) n
where r.month_on <= :business_on and n.same >= 4
