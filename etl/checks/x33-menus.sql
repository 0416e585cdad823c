-- rule: X33
-- title zh: 每月菜单按时公布、内容齐全
-- title en: Monthly menus are out in time and complete
-- severity: explain
-- reads: facts
-- subjects: menu, menu_item
-- zh: %unit% %month% 有 %n% %fault_zh%，如“%example%”；%remedy_zh%。
-- en: %unit_en%, %month%: %n% %fault_en%, such as “%example%”. %remedy_en%.
-- A menu is due of every centre open on the first of a month that its county reported. Looked at are the last three months, whatever was folded anew.
-- Two lists are added and grouped, not joined: then it is one pass over each, whatever the planner knows of them.
with span as (
  select (month_of(:business_on) - interval '2 months')::date as from_on
),
menu as (
  select m.county_id, case when m.county_id = 0 then m.unit_id end as upper_id, m.source, m.src_id, m.center_no, m.month_on, case when m.published_on <= :business_on then m.published_on end as published_on
  from fact_menu m where m.month_on >= (select from_on from span) and m.month_on <= :business_on
),
item as (
  select county_id, case when county_id = 0 then unit_id end as upper_id, source, src_id, menu_no, planned_on, title,
    is_claimable and planned_on - 3 <= :business_on and (accepted_on is null or accepted_on > planned_on - 3) as is_unclaimed
  from fact_menu_item where planned_on >= (select from_on from span)
),
fault as (
  select county_id, upper_id, month_on, case when published_on is null then 'missing' else 'late' end as kind, name as example, center_no as no, month_on as since_on
  from (
    select county_id, upper_id, source, center_no, month_on, max(name) as name, min(published_on) as published_on
    from (
      select c.county_id, case when c.county_id = 0 then c.unit_id end as upper_id, c.source, c.src_id as center_no, v.month_on, c.name, null::date as published_on
      from coverage v
      join fact_center c on c.county_id = v.county_id and c.source = v.source and c.opened_on <= v.month_on and (c.closed_on is null or c.closed_on > v.month_on)
      where v.source = 'service-menu' and v.month_on >= (select from_on from span) and v.month_on <= :business_on
      union all select county_id, upper_id, source, center_no, month_on, null, published_on from menu
    ) d
    group by 1, 2, 3, 4, 5
  ) due
  where name is not null and (published_on is null or published_on >= month_on)
  union all
  select county_id, max(upper_id), max(month_on), 'empty', no, no, max(month_on)
  from (
    select county_id, upper_id, source, src_id as no, month_on, 0 as items from menu where published_on is not null
    union all select county_id, null, source, menu_no, null, 1 from item
  ) d
  group by county_id, source, no
  having max(month_on) is not null and sum(items) = 0
  union all
  select county_id, upper_id, month_of(planned_on), 'unclaimed', title, src_id, planned_on - 3 from item where is_unclaimed
)
select f.county_id, u.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(f.month_on, 'YYYY-MM') as month, k.fault_zh, k.fault_en, k.remedy_zh, k.remedy_en,
  f.n, f.example, f.since_on
from (
  select county_id, upper_id, month_on, kind, count(*) as n, (array_agg(example order by no))[1] as example, least(min(since_on), :business_on) as since_on from fault group by 1, 2, 3, 4
) f
join unit u on case when f.county_id = 0 then u.unit_id = f.upper_id else u.county_id = f.county_id and u.level = 'county' end
join (values
  ('missing', '个中心没有公布当月菜单', 'centres published no menu for the month', '请督促补充公布，或说明原因', 'Have them published, or explain'),
  ('late', '个中心的菜单在当月开始后才公布', 'centres published their menu after the month had begun', '请提前制定并公布，或说明原因', 'Have menus made ahead, or explain'),
  ('empty', '份已公布的菜单没有项目', 'menus that are out have no item', '请在服务菜单系统补充项目', 'Add items in the service-menu system'),
  ('unclaimed', '个可认领项目在开展前3天仍无人认领', 'claimable items were unclaimed three days before they began', '请联系社区合伙人认领，或调整项目', 'Ask partners, or change the item')
) k (kind, fault_zh, fault_en, remedy_zh, remedy_en) on k.kind = f.kind
