-- rule: X27
-- title zh: 月报日期合理
-- title en: Days of returns are possible
-- severity: blocks
-- reads: facts
-- subjects: return, household_visit, council
-- zh: %unit%有 %n% 份月报%fault_zh%，如编号 %example%；请在党群服务工作月报核对并改正日期。
-- en: %unit_en%: %n% returns %fault_en%, such as %example%. Check the days in the monthly returns and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_monthly_return f
join unit u on u.unit_id = f.unit_id
left join (
  select source, max((as_of at time zone 'Asia/Shanghai')::date) as known_on from load where finished_at is not null group by source
) k on k.source = f.source
cross join lateral (values
  (f.month_on, f.submitted_on < f.month_on, '报出日期早于所报月份', 'were handed in before their month began'),
  (least(f.month_on, :business_on), f.submitted_on > k.known_on, '日期晚于来源系统的读取日', 'are dated after their source was read'),
  (f.month_on, not (f.month_on >= u.valid_from and (u.valid_to is null or f.month_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
