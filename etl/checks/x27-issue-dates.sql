-- rule: X27
-- title zh: 诉求受理、分派、办结先后有序
-- title en: Issues are accepted, assigned and closed in order
-- severity: blocks
-- reads: facts
-- subjects: issue, issue_spell
-- zh: %unit%有 %n% 件诉求%fault_zh%，如编号 %example%；请在积分家园小程序核对并改正日期。
-- en: %unit_en%: %n% issues %fault_en%, such as %example%. Check the days in the points mini-programme and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_issue f
join unit u on u.unit_id = f.unit_id
left join (
  select source, max((as_of at time zone 'Asia/Shanghai')::date) as known_on from load where finished_at is not null group by source
) k on k.source = f.source
cross join lateral (values
  (f.accepted_on, f.assigned_on < f.accepted_on, '分派早于受理', 'were assigned before they were accepted'),
  (f.accepted_on, f.closed_on < f.accepted_on, '办结早于受理', 'were closed before they were accepted'),
  (f.accepted_on, f.closed_on < f.assigned_on, '办结早于分派', 'were closed before they were assigned'),
  (f.accepted_on, f.withdrawn_on < f.accepted_on, '撤回早于受理', 'were withdrawn before they were accepted'),
  (f.accepted_on, f.followed_up_on < f.closed_on, '回访早于办结', 'were followed up before they were closed'),
  (least(f.accepted_on, :business_on), greatest(f.accepted_on, f.assigned_on, f.closed_on, f.withdrawn_on, f.followed_up_on) > k.known_on, '日期晚于来源系统的读取日', 'are dated after their source was read'),
  (f.accepted_on, not (f.accepted_on >= u.valid_from and (u.valid_to is null or f.accepted_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
