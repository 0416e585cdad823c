-- rule: X27
-- title zh: 资源有效期合理
-- title en: Days of resources are in order
-- severity: blocks
-- reads: facts
-- subjects: resource, resource_use
-- zh: %unit%有 %n% 项资源%fault_zh%，如编号 %example%；请在服务菜单系统核对并改正日期。
-- en: %unit_en%: %n% resources %fault_en%, such as %example%. Check the days in the service-menu system and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_resource f
join unit u on u.unit_id = f.unit_id
cross join lateral (values
  (f.valid_from, f.valid_to < f.valid_from, '失效早于生效', 'ended before they were valid'),
  (f.valid_from, not (f.valid_from >= u.valid_from and (u.valid_to is null or f.valid_from < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
