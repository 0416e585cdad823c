-- rule: X29
-- title zh: 一名党员同时只隶属一个党组织
-- title en: One member, one formal organisation at a time
-- severity: blocks
-- reads: facts
-- subjects: party_member, member_change
-- zh: %unit%的党员 %member% (%organisation%)自 %since_on% 起又登记在%other_unit% (%other%，编号 %other_member%)；请在党员信息管理系统确定隶属的党组织，结束另一条记录。
-- en: %unit_en%: member %member% of %organisation% is from %since_on% on also registered in %other_unit_en% (%other_member% of %other%). Decide on one organisation in the member register and end the other record.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, f.src_id as member, coalesce(o.name, f.org_no) as organisation,
  g.src_id as other_member, coalesce(p.name, g.org_no) as other, v.name_zh as other_unit, v.name_en as other_unit_en, greatest(f.increased_on, g.increased_on) as since_on
from fact_party_member f
join fact_party_member g on g.member_pid = f.member_pid and g.source = f.source and (g.increased_on, g.src_id) < (f.increased_on, f.src_id)
  and g.increased_on < coalesce(f.left_on, 'infinity') and f.increased_on < coalesce(g.left_on, 'infinity')
join unit u on u.unit_id = f.unit_id
join unit v on v.unit_id = g.unit_id
left join fact_party_org o on o.source = f.source and o.src_id = f.org_no
left join fact_party_org p on p.source = g.source and p.src_id = g.org_no
where greatest(f.increased_on, g.increased_on) <= :business_on
