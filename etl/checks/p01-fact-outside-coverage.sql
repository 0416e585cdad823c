-- rule: P01
-- title zh: 数据在报送范围之内
-- title en: Facts lie in months that are covered
-- severity: blocks
-- reads: facts
-- subjects: activity, station_visit, issue
-- zh: %unit% %month% 有 %n% 行 %fact% 数据，但来源系统没有登记报送这个月；请检查装载的覆盖范围。
-- en: %unit% has %n% rows of %fact% in %month%, which its system does not cover; look at what the load says it covers.
select r.county_id, u.unit_id, coalesce(u.name_zh, r.county_id::text) as unit, to_char(r.month_on, 'YYYY-MM') as month, r.month_on as since_on, r.fact, count(*) as n
from (
  select county_id, month_of(held_on) as month_on, 'fact_activity' as fact, 'service-menu' as source from fact_activity where held_on >= :since
  union all select county_id, month_of(visited_on), 'fact_station_visit', 'station-gates' from fact_station_visit where visited_on >= :since
  union all select county_id, month_of(accepted_on), 'fact_issue', 'issue-system' from fact_issue where accepted_on >= :since
) r
left join unit u on u.county_id = r.county_id and u.level = 'county'
where r.county_id <> 0
  -- What is planned for later is no report yet, and while a system cannot be read its reports end with the last reading.
  and r.month_on <= coalesce((select max(c.month_on) from coverage c where c.county_id = r.county_id and c.source = r.source), r.month_on)
  and not exists (select from coverage c where c.county_id = r.county_id and c.source = r.source and c.month_on = r.month_on)
group by 1, 2, 3, 4, 5, 6
