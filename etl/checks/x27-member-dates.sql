-- rule: X27
-- title zh: 党员日期先后有序
-- title en: Days of members are in order
-- severity: blocks
-- reads: facts
-- subjects: party_member, member_change
-- zh: %unit%有 %n% 名党员%fault_zh%，如编号 %example%；请在党员信息管理系统核对并改正日期。
-- en: %unit_en%: %n% members %fault_en%, such as %example%. Check the days in the member register and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_party_member f
join unit u on u.unit_id = f.unit_id
left join (
  select source, max((as_of at time zone 'Asia/Shanghai')::date) as known_on from load where finished_at is not null group by source
) k on k.source = f.source
cross join lateral (values
  (f.increased_on, f.full_on < f.admitted_on, '转正早于入党', 'were full members before they were admitted'),
  (f.increased_on, f.left_on < f.increased_on, '减少早于增加', 'left before they came'),
  (f.increased_on, f.probation_due_on < f.admitted_on, '转正到期日早于入党', 'are due to end their probation before they were admitted'),
  (least(f.increased_on, :business_on), greatest(f.increased_on, f.full_on) > k.known_on, '日期晚于来源系统的读取日', 'are dated after their source was read')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
