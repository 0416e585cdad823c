-- rule: X27
-- title zh: 大工委大党委日期合理
-- title en: Days of joint committees are in order
-- severity: blocks
-- reads: facts
-- subjects: joint_committee
-- zh: %unit%有 %n% 个大工委、大党委席位%fault_zh%，如编号 %example%；请在服务菜单系统核对并改正日期。
-- en: %unit_en%: %n% seats on joint committees %fault_en%, such as %example%. Check the days in the service-menu system and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_committee_unit f
join unit u on u.unit_id = f.unit_id
cross join lateral (values
  (f.joined_on, f.left_on < f.joined_on, '退出早于加入', 'were left before they were taken'),
  (f.joined_on, not (f.joined_on >= u.valid_from and (u.valid_to is null or f.joined_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
