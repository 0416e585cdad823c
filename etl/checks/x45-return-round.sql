-- rule: X45
-- title zh: 月报数字不全是整百
-- title en: The numbers of a return are not all round
-- severity: explain
-- reads: facts
-- subjects: household_visit
-- zh: %unit% %month% 月报的入户户次全是整百数(%numbers%)；请核对是否估报，属实的请说明。
-- en: %unit_en%, %month%: all household visits of its return end in 00 (%numbers%). Check whether they were estimated; if they are right, say so.
select r.county_id, r.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(r.month_on, 'YYYY-MM') as month, r.month_on as since_on,
  concat_ws('、', r.visits_by_cadres, r.visits_by_grid_workers, r.visits_by_volunteers) as numbers
from fact_monthly_return r
join unit u on u.unit_id = r.unit_id
where r.month_on <= :business_on and r.visits_by_cadres % 100 = 0 and r.visits_by_grid_workers % 100 = 0 and r.visits_by_volunteers % 100 = 0
  and (r.visits_by_cadres > 0)::int + (r.visits_by_grid_workers > 0)::int + (r.visits_by_volunteers > 0)::int >= 2
