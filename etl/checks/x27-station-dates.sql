-- rule: X27
-- title zh: 驿站日期合理
-- title en: Days of stations are in order
-- severity: blocks
-- reads: facts
-- subjects: station
-- zh: %unit%有 %n% 个服务驿站%fault_zh%，如编号 %example%；请在驿站闸机系统核对并改正日期。
-- en: %unit_en%: %n% stations %fault_en%, such as %example%. Check the days in the station gates and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_station f
join unit u on u.unit_id = f.unit_id
cross join lateral (values
  (f.opened_on, f.closed_on < f.opened_on, '关闭早于启用', 'were closed before they opened'),
  (f.opened_on, not (f.opened_on >= u.valid_from and (u.valid_to is null or f.opened_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
