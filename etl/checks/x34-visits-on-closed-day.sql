-- rule: X34
-- title zh: 停开日没有服务人次
-- title en: Nobody is served on a day a station is closed
-- severity: blocks
-- reads: facts
-- subjects: station_day, station_visit
-- zh: %unit%的%station%有 %n% 个停开日登记了服务人次，如 %example_on% %visits% 人次；请在驿站闸机系统核对当日状态或计数。
-- en: %unit_en%: %station% has person-times on %n% days it was closed, such as %visits% on %example_on%. Check the state or the count of those days in the station gates.
select d.county_id, d.unit_id, u.name_zh as unit, u.name_en as unit_en, coalesce(s.name, d.station_id) as station, count(*) as n, min(d.day_on) as since_on, min(d.day_on) as example_on,
  (array_agg(greatest(d.visits, v.person_times) order by d.day_on))[1] as visits
from fact_station_day d
join unit u on u.unit_id = d.unit_id
left join fact_station s on s.county_id = d.county_id and s.source = d.source and s.station_id = d.station_id
left join (
  select county_id, source, station_id, visited_on, sum(person_times) as person_times from fact_station_visit
  where visited_on >= month_of(:since) and visited_on <= :business_on group by 1, 2, 3, 4
) v on v.county_id = d.county_id and v.source = d.source and v.station_id = d.station_id and v.visited_on = d.day_on
where d.day_on >= month_of(:since) and d.day_on <= :business_on and not d.is_open and (d.visits > 0 or v.person_times > 0)
group by 1, 2, 3, 4, 5
