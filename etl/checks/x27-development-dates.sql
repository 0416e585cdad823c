-- rule: X27
-- title zh: 发展党员环节先后有序
-- title en: Steps of development are in order
-- severity: blocks
-- reads: facts
-- subjects: development
-- zh: %unit%有 %n% 个发展党员环节%fault_zh%，如编号 %example%；请在党务管理系统核对并改正日期。
-- en: %unit_en%: %n% steps of development %fault_en%, such as %example%. Check the days in the party-affairs system and put them right.
-- A person who ended may begin again.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_stage f
join unit u on u.unit_id = f.unit_id
left join fact_stage e on e.source = f.source and e.person_pid = f.person_pid and e.to_on = f.from_on and e.from_on < f.from_on
left join (values ('applicant', 1), ('activist', 2), ('candidate', 3), ('probationary', 4), ('full', 5)) s (stage, rank) on s.stage = f.stage
left join (values ('applicant', 1), ('activist', 2), ('candidate', 3), ('probationary', 4), ('full', 5)) b (stage, rank) on b.stage = e.stage
left join (
  select source, max((as_of at time zone 'Asia/Shanghai')::date) as known_on from load where finished_at is not null group by source
) k on k.source = f.source
cross join lateral (values
  (f.from_on, b.rank > s.rank, '在后一环节之后才登记前一环节', 'come after a later step of the same person'),
  (least(f.from_on, :business_on), f.from_on > k.known_on, '日期晚于来源系统的读取日', 'are dated after their source was read'),
  (f.from_on, not (f.from_on >= u.valid_from and (u.valid_to is null or f.from_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
