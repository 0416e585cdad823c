-- rule: X46
-- title zh: 单位代码有效
-- title en: Units are known
-- severity: blocks
-- reads: facts
-- subjects: activity, worker, station, issue, demand, menu_item
-- zh: %fact% 有 %n% 行挂在已不存在的单位上(编号 %unit_id%)；请重新装载来源，或补上单位。
-- en: %n% rows of %fact% hang on a unit that does not exist (id %unit_id%); load the source again, or add the unit.
select f.county_id, f.unit_id, f.fact, count(*) as n, min(f.day) as since_on
from (
  select county_id, unit_id, held_on as day, 'fact_activity' as fact from fact_activity where held_on >= :since
  union all select county_id, unit_id, listed_from, 'fact_worker' from fact_worker
  union all select county_id, unit_id, opened_on, 'fact_station' from fact_station
  union all select county_id, unit_id, accepted_on, 'fact_issue' from fact_issue
  union all select county_id, unit_id, collected_on, 'fact_demand' from fact_demand
  union all select county_id, unit_id, planned_on, 'fact_menu_item' from fact_menu_item
) f
where not exists (select from unit u where u.unit_id = f.unit_id)
group by 1, 2, 3
