-- rule: X27
-- title zh: 志愿服务队日期合理
-- title en: Days of volunteer teams are in order
-- severity: blocks
-- reads: facts
-- subjects: volunteer_team
-- zh: %unit%有 %n% 支志愿服务队%fault_zh%，如编号 %example%；请在积分家园小程序核对并改正日期。
-- en: %unit_en%: %n% volunteer teams %fault_en%, such as %example%. Check the days in the points mini-programme and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_volunteer_team f
join unit u on u.unit_id = f.unit_id
cross join lateral (values
  (f.formed_on, f.dissolved_on < f.formed_on, '解散早于成立', 'were dissolved before they were formed'),
  (f.formed_on, not (f.formed_on >= u.valid_from and (u.valid_to is null or f.formed_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
