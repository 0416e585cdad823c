-- rule: X32
-- title zh: 应建党组织的企业已单独建立
-- title en: Firms due an organisation have their own
-- severity: explain
-- reads: facts
-- subjects: firm_cover
-- zh: %unit%的%firm%有3名以上正式党员，尚未单独建立党组织(%cover_zh%)；请推动组建，或说明原因。
-- en: %unit_en%: %firm% has three or more full members but no organisation of its own (%cover_en%). Have one set up, or explain.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, f.name as firm, greatest(f.operating_from, case when f.covered_from <= :business_on then f.covered_from end) as since_on,
  case when f.org_cover = 'joint' then '由联合党组织覆盖' else '未建立' end as cover_zh, case when f.org_cover = 'joint' then 'covered by a joint one' else 'none at all' end as cover_en
from fact_firm f
join unit u on u.unit_id = f.unit_id
where f.full_members >= 3 and f.operating_from <= :business_on and (f.operating_to is null or f.operating_to > :business_on)
  and not (f.org_cover = 'sole' and f.covered_from <= :business_on)
