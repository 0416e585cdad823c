-- rule: X27
-- title zh: 党支部日期合理
-- title en: Days of branches are in order
-- severity: blocks
-- reads: facts
-- subjects: branch_quarter
-- zh: %unit%有 %n% 个党支部%fault_zh%，如编号 %example%；请在党务管理系统核对并改正日期。
-- en: %unit_en%: %n% branches %fault_en%, such as %example%. Check the days in the party-affairs system and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_branch f
join unit u on u.unit_id = f.unit_id
cross join lateral (values
  (f.founded_on, f.dissolved_on < f.founded_on, '撤销早于成立', 'were dissolved before they were founded'),
  (f.founded_on, f.term_ends_on < f.founded_on, '任期届满早于成立', 'ended their term before they were founded'),
  (f.founded_on, not (f.founded_on >= u.valid_from and (u.valid_to is null or f.founded_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
