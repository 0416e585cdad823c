-- rule: X31
-- title zh: 三会一课达到最低次数
-- title en: Branches hold their meetings
-- severity: explain
-- reads: facts
-- subjects: branch_quarter
-- zh: %branch% %quarter%三会一课未达标：党员大会 %assemblies% 次(应至少1次)，开支委会或党小组会的月份 %committee_months% 个、主题党日的月份 %party_day_months% 个(应各3个)；请说明原因，漏录的请补录。
-- en: %branch%, %quarter_en%: %assemblies% assemblies (at least 1), %committee_months% months with a committee or group meeting and %party_day_months% with a theme party day (3 each). Explain, and enter what was left out.
select q.county_id, q.unit_id, q.name as branch, to_char(q.quarter_end_on, 'YYYY"年第"Q"季度"') as quarter, to_char(q.quarter_end_on, 'YYYY"Q"Q') as quarter_en, q.quarter_end_on as since_on, q.assemblies, q.committee_months, q.party_day_months
from fact_branch_quarter q
where not q.is_met and q.quarter_end_on <= :business_on
