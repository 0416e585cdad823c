-- rule: X46
-- title zh: 一个镇街一个月只有一份月报
-- title en: One return for a town and month
-- severity: blocks
-- reads: facts
-- subjects: return, household_visit, council
-- zh: %unit% %month% 的月报有 %n% 行，会重复计算；请核对是哪个填报单位重报，删去多余的一行后重新报送。
-- en: %unit_en% has %n% lines in the returns of %month%, which would count twice. Find out who reported it again, and send the workbook once more without the line.
select r.county_id, r.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(r.month_on, 'YYYY-MM') as month, r.month_on as since_on, count(*) as n
from fact_monthly_return r
join unit u on u.unit_id = r.unit_id
where r.month_on <= :business_on
group by 1, 2, 3, 4, 5, 6
having count(*) > 1
