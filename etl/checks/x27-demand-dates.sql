-- rule: X27
-- title zh: 需求征集、匹配、公布先后有序
-- title en: Demands are collected, matched and published in order
-- severity: blocks
-- reads: facts
-- subjects: demand
-- zh: %unit%有 %n% 条需求%fault_zh%，如编号 %example%；请在服务菜单系统核对并改正日期。
-- en: %unit_en%: %n% demands %fault_en%, such as %example%. Check the days in the service-menu system and put them right.
-- The menu that lists a demand with the resource found for it cannot be out before the match.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, w.fault_zh, w.fault_en, min(f.src_id) as example, count(*) as n, min(w.day) as since_on
from fact_demand f
join unit u on u.unit_id = f.unit_id
left join lateral (
  select min(m.published_on) as published_on
  from fact_menu_item i
  join fact_menu m on m.county_id = i.county_id and m.source = i.source and m.src_id = i.menu_no
  where i.county_id = f.county_id and i.source = f.source and i.demand_no = f.src_id and i.resource_no = f.resource_no
) p on true
left join (
  select source, max((as_of at time zone 'Asia/Shanghai')::date) as known_on from load where finished_at is not null group by source
) k on k.source = f.source
cross join lateral (values
  (f.collected_on, f.matched_on < f.collected_on, '匹配早于征集', 'were matched before they were collected'),
  (f.collected_on, f.closed_on < f.collected_on, '办结早于征集', 'were closed before they were collected'),
  (f.collected_on, f.matched_on > p.published_on, '列入的菜单在匹配之前已公布', 'were matched after the menu that lists them was published'),
  (least(f.collected_on, :business_on), greatest(f.collected_on, f.matched_on, f.closed_on) > k.known_on, '日期晚于来源系统的读取日', 'are dated after their source was read'),
  (f.collected_on, not (f.collected_on >= u.valid_from and (u.valid_to is null or f.collected_on < u.valid_to)), '日期不在所属单位的存续期内', 'lie outside the days their unit stood')
) w (day, is_wrong, fault_zh, fault_en)
where f.collected_on >= month_of(:since) and w.is_wrong and w.day <= :business_on
group by 1, 2, 3, 4, 5, 6
