-- rule: X27
-- title zh: 从业人员日期合理
-- title en: Days of workers are in order
-- severity: blocks
-- reads: facts
-- subjects: worker, found_member
-- zh: %unit%有 %n% 条从业人员在册记录%fault_zh%，如编号 %example%；请在平台从业人员名册核对并改正日期。
-- en: %unit_en%: %n% runs of workers %fault_en%, such as %example%. Check the days in the platform rosters and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_worker f
join unit u on u.unit_id = f.unit_id
left join (
  select source, max((as_of at time zone 'Asia/Shanghai')::date) as known_on from load where finished_at is not null group by source
) k on k.source = f.source
cross join lateral (values
  (f.listed_from, f.listed_to < f.listed_from, '离册早于入册', 'ended before they began'),
  (least(f.listed_from, :business_on), f.listed_from > k.known_on, '日期晚于来源系统的读取日', 'are dated after their source was read')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
