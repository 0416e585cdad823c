-- rule: X24
-- title zh: 已认领不大于可认领、履约不大于认领、已使用不大于在库
-- title en: Claimed items are claimable, fulfilled claims are due, used resources are there
-- severity: blocks
-- reads: cells
-- subjects: menu_item, claim, resource_use
-- zh: %unit% %month%%of_what% %part% %smaller% 大于%whole% %larger%；这是汇总的错误，请报告。
-- en: %unit_en%, %month%%of_what%: %smaller% %part_en%, more than %larger% %whole_en%. This is a fault of the roll-up; report it.
select c.county_id, c.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(c.period_on, 'YYYY-MM') as month, c.period_on as since_on,
  c.part, c.part_en, c.whole, c.whole_en, c.smaller, c.larger, concat_ws(' ', '', nullif(c.dim, ''), nullif(c.member, '')) as of_what
from (
  select r.county_id, r.unit_id, r.period_on, r.dim, r.member, v.*
  from rollup_menu_item r
  cross join lateral (values
    ('已认领项目', 'items claimed', '可认领项目', 'claimable items', r.menu_item_claimed, r.menu_item_claimable)
  ) v (part, part_en, whole, whole_en, smaller, larger)
  where r.grain = 'm' and r.until_version is null and r.period_on >= month_of(:since) and v.smaller > v.larger
  union all
  select r.county_id, r.unit_id, r.period_on, r.dim, r.member, v.*
  from rollup_claim r
  cross join lateral (values
    ('按期履约', 'claims fulfilled in time', '应履约', 'claims due', r.claim_fulfilled, r.claim_due)
  ) v (part, part_en, whole, whole_en, smaller, larger)
  where r.grain = 'm' and r.until_version is null and r.period_on >= month_of(:since) and v.smaller > v.larger
  union all
  select r.county_id, r.unit_id, r.period_on, r.dim, r.member, v.*
  from rollup_resource_use r
  cross join lateral (values
    ('已使用资源', 'resources used', '在库资源', 'resources in the period', r.resource_used, r.resource_in_period)
  ) v (part, part_en, whole, whole_en, smaller, larger)
  where r.grain = 'm' and r.until_version is null and r.period_on >= month_of(:since) and v.smaller > v.larger
) c
join unit u on u.unit_id = c.unit_id
