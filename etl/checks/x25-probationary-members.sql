-- rule: X25
-- title zh: 预备党员不大于党员总数
-- title en: Probationary members are among the members
-- severity: blocks
-- reads: cells
-- subjects: party_member
-- zh: %unit% %month%%of_what% %part% %smaller% 大于%whole% %larger%；这是汇总的错误，请报告。
-- en: %unit_en%, %month%%of_what%: %smaller% %part_en%, more than %larger% %whole_en%. This is a fault of the roll-up; report it.
select c.county_id, c.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(c.period_on, 'YYYY-MM') as month, c.period_on as since_on,
  c.part, c.part_en, c.whole, c.whole_en, c.smaller, c.larger, concat_ws(' ', '', nullif(c.dim, ''), nullif(c.member, '')) as of_what
from (
  select r.county_id, r.unit_id, r.period_on, r.dim, r.member, v.*
  from rollup_party_member r
  cross join lateral (values
    ('预备党员', 'probationary members', '党员总数', 'members', r.probationary_count, r.party_member_count),
    ('预备期满未讨论', 'probation overdue', '预备党员', 'probationary members', r.probation_overdue_count, r.probationary_count)
  ) v (part, part_en, whole, whole_en, smaller, larger)
  where r.grain = 'm' and r.until_version is null and r.period_on >= month_of(:since) and v.smaller > v.larger
) c
join unit u on u.unit_id = c.unit_id
