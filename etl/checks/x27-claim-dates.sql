-- rule: X27
-- title zh: 认领日期先后有序
-- title en: Days of claims are in order
-- severity: blocks
-- reads: facts
-- subjects: claim
-- zh: %unit%有 %n% 条认领%fault_zh%，如编号 %example%；请在服务菜单系统核对并改正日期。
-- en: %unit_en%: %n% claims %fault_en%, such as %example%. Check the days in the service-menu system and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_claim f
join unit u on u.unit_id = f.unit_id
left join (
  select source, max((as_of at time zone 'Asia/Shanghai')::date) as known_on from load where finished_at is not null group by source
) k on k.source = f.source
cross join lateral (values
  (f.claimed_on, f.accepted_on < f.claimed_on, '接受早于认领', 'were accepted before they were made'),
  (f.claimed_on, f.fulfilled_on < f.accepted_on, '履约早于接受', 'were fulfilled before they were accepted'),
  (f.claimed_on, f.withdrawn_on < f.claimed_on, '撤回早于认领', 'were withdrawn before they were made'),
  (least(f.claimed_on, :business_on), greatest(f.claimed_on, f.accepted_on, f.fulfilled_on, f.withdrawn_on) > k.known_on, '日期晚于来源系统的读取日', 'are dated after their source was read'),
  (f.claimed_on, not (f.claimed_on >= u.valid_from and (u.valid_to is null or f.claimed_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
