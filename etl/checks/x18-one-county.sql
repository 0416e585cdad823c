-- rule: X18
-- title zh: 镇街只归一个县级单位管理
-- title en: A town counts in one county only
-- severity: blocks
-- reads: cells
-- subjects: center_due
-- zh: %unit%由%county%管理，却又归在%other%之下，会重复计算；这是单位树的错误，请报告。
-- en: %unit_en% is managed by %county_en% but also stands below %other_en%, so it would count twice. This is a fault of the unit tree; report it.
-- Towns of a functional zone keep the codes of the districts they lie in, but count in the zone alone.
select u.county_id, u.unit_id, u.name_zh as unit, u.name_en as unit_en, own.name_zh as county, own.name_en as county_en, other.name_zh as other, other.name_en as other_en,
  c.valid_from as since_on
from unit_closure c
join unit u on u.unit_id = c.unit_id
join unit other on other.unit_id = c.ancestor_id and other.level = 'county' and other.county_id <> u.county_id
join unit own on own.county_id = u.county_id and own.level = 'county'
where c.valid_from <= :business_on and (c.valid_to is null or c.valid_to > month_of(:since))
