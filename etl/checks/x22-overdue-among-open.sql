-- rule: X22
-- title zh: 超期未办结不大于在办
-- title en: Overdue issues are among the open ones
-- severity: blocks
-- reads: cells
-- subjects: issue_spell
-- zh: %unit% %month%%of_what% %part% %smaller% 大于%whole% %larger%；这是汇总的错误，请报告。
-- en: %unit_en%, %month%%of_what%: %smaller% %part_en%, more than %larger% %whole_en%. This is a fault of the roll-up; report it.
select c.county_id, c.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(c.period_on, 'YYYY-MM') as month, c.period_on as since_on,
  c.part, c.part_en, c.whole, c.whole_en, c.smaller, c.larger, concat_ws(' ', '', nullif(c.dim, ''), nullif(c.member, '')) as of_what
from (
  select r.county_id, r.unit_id, r.period_on, r.dim, r.member, v.*
  from rollup_issue_spell r
  cross join lateral (values
    ('超期未办结', 'overdue', '在办', 'open', r.issue_overdue_count, r.issue_open_count)
  ) v (part, part_en, whole, whole_en, smaller, larger)
  where r.grain = 'm' and r.until_version is null and r.period_on >= month_of(:since) and v.smaller > v.larger
) c
join unit u on u.unit_id = c.unit_id
