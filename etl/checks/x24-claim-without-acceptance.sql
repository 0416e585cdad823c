-- rule: X24
-- title zh: 履约的认领都已接受且未撤回
-- title en: Claims fulfilled were accepted and stand
-- severity: blocks
-- reads: facts
-- subjects: claim
-- zh: %unit%有 %n% 条认领已登记履约，却%fault_zh%，如编号 %example%(%partner%)；请在服务菜单系统核对认领状态。
-- en: %unit_en%: %n% claims are fulfilled %fault_en%, such as %example% of %partner%. Check the state of the claims in the service-menu system.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, (array_agg(f.partner_name order by f.src_id))[1] as partner,
  count(*) as n, min(f.fulfilled_on) as since_on
from fact_claim f
join unit u on u.unit_id = f.unit_id
cross join lateral (values
  (f.accepted_on is null, '从未接受', 'but were never accepted'),
  (f.withdrawn_on is not null, '已经撤回', 'but were withdrawn')
) w (is_wrong, fault_zh, fault_en)
where f.fulfilled_on <= :business_on and w.is_wrong
group by 1, 2, 3, 4, 5, 6
