-- severity: blocks
-- zh: %fact% 有 %n% 行挂在已不存在的单位上(编号 %unit%)；请重新装载来源，或补上单位。
-- en: %n% rows of %fact% hang on a unit that does not exist (id %unit%); load the source again, or add the unit.
select f.unit_id as unit, f.fact, count(*) as n
from (
  select unit_id, 'fact_activity' as fact from fact_activity where held_on >= :since
  union all select unit_id, 'fact_worker' from fact_worker
  union all select unit_id, 'fact_station' from fact_station
  union all select unit_id, 'fact_issue' from fact_issue
) f
where not exists (select from unit u where u.unit_id = f.unit_id)
group by 1, 2
