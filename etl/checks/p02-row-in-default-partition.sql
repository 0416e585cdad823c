-- rule: P02
-- title zh: 数据在已建分区之内
-- title en: Facts lie in their partitions
-- severity: informs
-- reads: facts
-- subjects: activity, participant, station_day, station_visit
-- zh: %fact% 有 %n% 行的日期不在已建分区之内(最早 %since_on%)；请先建好那个月的分区。
-- en: %n% rows of %fact% lie outside the partitions there are (earliest %since_on%); make that month's partition.
select 0 as county_id, 0::bigint as unit_id, fact, n, day as since_on
from (
  select 'fact_activity' as fact, count(*) as n, min(held_on) as day from fact_activity where held_on < '2022-01-01' or held_on >= '2029-01-01'
  union all select 'fact_attendance', count(*), min(attended_on) from fact_attendance where attended_on < '2022-01-01' or attended_on >= '2029-01-01'
  union all select 'fact_station_day', count(*), min(day_on) from fact_station_day where day_on < '2022-01-01' or day_on >= '2029-01-01'
  union all select 'fact_station_visit', count(*), min(visited_on) from fact_station_visit where visited_on < '2022-01-01' or visited_on >= '2029-01-01'
) d
where n > 0
