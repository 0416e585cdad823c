-- rule: X05
-- title zh: 积分账户余额不为负
-- title en: No points account is overdrawn
-- severity: blocks
-- reads: facts
-- subjects: points
-- zh: %unit%积分账户 %account% 在 %since_on% 余额为 %balance% 分；请在积分家园小程序核对该账户的流水，补记或冲正。
-- en: %unit_en%: points account %account% stood at %balance% on %since_on%. Check its entries in the points mini-programme, and add or reverse what is wrong.
-- Entries of a day count in the order of their numbers. Only accounts that moved since are added up.
select distinct on (county_id, account_no) county_id, unit_id, unit, unit_en, account_no as account, balance, entered_on as since_on
from (
  select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, f.source, f.account_no, f.entered_on, length(f.src_id) as digits, f.src_id,
    sum(f.points) over (partition by f.county_id, f.source, f.account_no order by f.entered_on, length(f.src_id), f.src_id) as balance
  from fact_points f
  join unit u on u.unit_id = f.unit_id
  where f.entered_on <= :business_on
    and (f.county_id, f.source, f.account_no) in (select county_id, source, account_no from fact_points where entered_on >= month_of(:since))
) entry
where balance < 0 and entered_on >= month_of(:since)
order by county_id, account_no, entered_on, digits, src_id
