-- rule: X27
-- title zh: 党组织日期合理
-- title en: Days of party organisations are in order
-- severity: blocks
-- reads: facts
-- subjects: party_org
-- zh: %unit%有 %n% 个党组织%fault_zh%，如编号 %example%；请在党员信息管理系统核对并改正日期。
-- en: %unit_en%: %n% party organisations %fault_en%, such as %example%. Check the days in the member register and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_party_org f
join unit u on u.unit_id = f.unit_id
cross join lateral (values
  (f.established_on, f.dissolved_on < f.established_on, '撤销早于成立', 'were dissolved before they were established'),
  (f.established_on, not (f.established_on >= u.valid_from and (u.valid_to is null or f.established_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
