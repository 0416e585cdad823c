-- rule: X41
-- title zh: 组织生活都属于名册上的支部
-- title en: Every event of organisational life is of a branch on the list
-- severity: blocks
-- reads: facts
-- subjects: party_life, branch_quarter
-- zh: %unit%有 %n% 次组织生活的支部编号 %branch_no% 不在支部名册上(最早 %since_on%)，分支部的表会与总表不符；请在党务管理系统补录支部或改正编号。
-- en: %unit_en%: %n% events of organisational life name the branch %branch_no%, which is not on the list (earliest %since_on%), so the rows of branches would not add up. Add the branch or correct its number in the party-affairs system.
select e.county_id, e.unit_id, u.name_zh as unit, u.name_en as unit_en, e.branch_no, count(*) as n, min(e.held_on) as since_on
from fact_life_event e
join unit u on u.unit_id = e.unit_id
where e.held_on >= month_of(:since) and e.held_on <= :business_on
  and not exists (select from fact_branch b where b.county_id = e.county_id and b.source = e.source and b.branch_no = e.branch_no)
group by 1, 2, 3, 4, 5
