-- rule: X27
-- title zh: 活动日期合理
-- title en: Days of activities are possible
-- severity: blocks
-- reads: facts
-- subjects: activity, participant, center_use
-- zh: %unit%有 %n% 场党群活动%fault_zh%，如编号 %example%；请在服务菜单系统核对并改正日期。
-- en: %unit_en%: %n% activities %fault_en%, such as %example%. Check the days in the service-menu system and put them right.
-- What is only planned has not happened yet.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_activity f
join unit u on u.unit_id = f.unit_id
left join (
  select source, max((as_of at time zone 'Asia/Shanghai')::date) as known_on from load where finished_at is not null group by source
) k on k.source = f.source
cross join lateral (values
  (least(f.held_on, :business_on), f.held_on > k.known_on, '日期晚于来源系统的读取日', 'are dated after their source was read'),
  (f.held_on, not (f.held_on >= u.valid_from and (u.valid_to is null or f.held_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where f.status = 'held' and f.held_on >= month_of(:since) and w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
