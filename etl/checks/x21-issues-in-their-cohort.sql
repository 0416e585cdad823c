-- rule: X21
-- title zh: 同一批诉求中按时办结不大于办结、办结不大于受理
-- title en: Of one cohort, on time is no more than closed, and closed no more than accepted
-- severity: blocks
-- reads: cells
-- subjects: issue
-- zh: %unit% %month%%of_what% %part% %smaller% 大于%whole% %larger%；这是汇总的错误，请报告。
-- en: %unit_en%, %month%%of_what%: %smaller% %part_en%, more than %larger% %whole_en%. This is a fault of the roll-up; report it.
select c.county_id, c.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(c.period_on, 'YYYY-MM') as month, c.period_on as since_on,
  c.part, c.part_en, c.whole, c.whole_en, c.smaller, c.larger, concat_ws(' ', '', nullif(c.dim, ''), nullif(c.member, '')) as of_what
from (
  select r.county_id, r.unit_id, r.period_on, r.dim, r.member, v.*
  from rollup_issue r
  cross join lateral (values
    ('按时办结', 'closed on time', '应办结', 'due', r.issue_due_on_time, r.issue_due),
    ('受理中已办结', 'accepted and closed', '受理', 'accepted', r.issue_closed_of_accepted, r.issue_accepted_count)
  ) v (part, part_en, whole, whole_en, smaller, larger)
  where r.grain = 'm' and r.until_version is null and r.period_on >= month_of(:since) and v.smaller > v.larger
) c
join unit u on u.unit_id = c.unit_id
