-- rule: X27
-- title zh: 议定事项日期合理
-- title en: Days of decisions are in order
-- severity: blocks
-- reads: facts
-- subjects: decision
-- zh: %unit%有 %n% 项会议议定事项%fault_zh%，如编号 %example%；请在党务管理系统核对并改正日期。
-- en: %unit_en%: %n% decisions %fault_en%, such as %example%. Check the days in the party-affairs system and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_meeting_decision f
join unit u on u.unit_id = f.unit_id
left join (
  select source, max((as_of at time zone 'Asia/Shanghai')::date) as known_on from load where finished_at is not null group by source
) k on k.source = f.source
cross join lateral (values
  (f.decided_on, f.due_on < f.decided_on, '落实时限早于议定', 'are due before they were made'),
  (f.decided_on, f.done_on < f.decided_on, '落实早于议定', 'were done before they were made'),
  (least(f.decided_on, :business_on), greatest(f.decided_on, f.done_on) > k.known_on, '日期晚于来源系统的读取日', 'are dated after their source was read'),
  (f.decided_on, not (f.decided_on >= u.valid_from and (u.valid_to is null or f.decided_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
