-- rule: X27
-- title zh: 驿站运行日期合理
-- title en: Days of stations have come
-- severity: blocks
-- reads: facts
-- subjects: station_day, station_visit
-- zh: %unit%有 %n% 条驿站运行记录%fault_zh%，如编号 %example%；请在驿站闸机系统核对并改正日期。
-- en: %unit_en%: %n% days of stations %fault_en%, such as %example%. Check the days in the station gates and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_station_day f
join unit u on u.unit_id = f.unit_id
left join fact_station s on s.county_id = f.county_id and s.source = f.source and s.station_id = f.station_id
left join (
  select source, max((as_of at time zone 'Asia/Shanghai')::date) as known_on from load where finished_at is not null group by source
) k on k.source = f.source
cross join lateral (values
  (least(f.day_on, :business_on), f.day_on > k.known_on, '日期晚于来源系统的读取日', 'are dated after their source was read'),
  (f.day_on, f.day_on < s.opened_on or f.day_on >= s.closed_on, '日期不在驿站开放期内', 'lie outside the days the station stood')
) w (day, is_wrong, fault_zh, fault_en)
where f.day_on >= month_of(:since) and w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
