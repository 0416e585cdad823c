-- rule: X47
-- title zh: 镇街月报全部报齐
-- title en: Every town has handed in its return
-- severity: explain
-- reads: facts
-- subjects: return
-- zh: %unit%(%county%)未报 %month% 月报，截止日 %deadline_on% 已过，当月已报 %handed_in%/应报 %due%；请催报，或经批准豁免并说明。
-- en: %unit_en% (%county_en%) has not handed in its return of %month%, due on %deadline_on%; %handed_in% of %due% of the county are in. Ask for it, or have it exempted with a reason.
select r.county_id, r.unit_id, u.name_zh as unit, u.name_en as unit_en, h.name_zh as county, h.name_en as county_en, to_char(r.month_on, 'YYYY-MM') as month, r.deadline_on,
  r.deadline_on + 1 as since_on, r.handed_in, r.due
from (
  select county_id, unit_id, month_on, deadline_on, submitted_on, count(*) over town as due, count(*) filter (where submitted_on <= :business_on) over town as handed_in
  from fact_return_due
  where deadline_on < :business_on
  window town as (partition by county_id, month_on)
) r
join unit u on u.unit_id = r.unit_id
join unit h on h.county_id = r.county_id and h.level = 'county' and h.valid_from <= r.month_on and (h.valid_to is null or h.valid_to > r.month_on)
where r.submitted_on is null or r.submitted_on > :business_on
