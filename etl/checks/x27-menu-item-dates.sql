-- rule: X27
-- title zh: 菜单项目日期合理
-- title en: Days of menu items are possible
-- severity: blocks
-- reads: facts
-- subjects: menu_item
-- zh: %unit%有 %n% 项菜单项目%fault_zh%，如编号 %example%；请在服务菜单系统核对并改正日期。
-- en: %unit_en%: %n% menu items %fault_en%, such as %example%. Check the days in the service-menu system and put them right.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_menu_item f
join unit u on u.unit_id = f.unit_id
left join fact_menu m on m.county_id = f.county_id and m.source = f.source and m.src_id = f.menu_no
cross join lateral (values
  (f.planned_on, month_of(f.planned_on) <> m.month_on, '计划日期不在菜单当月', 'are planned outside the month of their menu'),
  (f.planned_on, not (f.planned_on >= u.valid_from and (u.valid_to is null or f.planned_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where f.planned_on >= month_of(:since) and w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
