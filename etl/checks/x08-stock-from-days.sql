-- rule: X08
-- title zh: 时点数等于上月末数加各日变动
-- title en: A stock is that of the month before and the changes of its days
-- severity: blocks
-- reads: cells
-- subjects: center, showcase, resource, demand, firm, party_org, party_member, development, station, issue_spell, volunteer_team, points
-- zh: %unit% %month% %figure%为 %ended%，上月末 %began% 加各日变动 %changed% 应为 %expected%；这是汇总的错误，请报告。
-- en: %unit_en%, %month%, %figure_en%: %ended%, but %began% of the month before and %changed% of its days make %expected%. This is a fault of the roll-up; report it.
with figure (code, name, name_en) as (values
  ('svc_center_count', '党群服务中心数', 'party-mass service centres'),
  ('showcase_project_count', '党群服务好项目数', 'showcase projects'),
  ('resource_active_count', '在库资源数', 'resources in stock'),
  ('demand_open_count', '未匹配需求数', 'open demands'),
  ('neg_firm_count', '新业态企业数', 'new-economy firms'),
  ('party_org_count', '党组织数', 'party organisations'),
  ('party_member_count', '党员总数', 'party members'),
  ('activist_count', '入党积极分子数', 'activists'),
  ('station_count', '服务驿站数', 'stations'),
  ('issue_open_count', '在办件数', 'issues open'),
  ('volunteer_team_count', '志愿服务队数', 'volunteer teams'),
  ('points_balance', '积分结余', 'points in hand')
),
cell as (
  select county_id, unit_id, grain, period_on, code, value
  from (
    select county_id, unit_id, grain, period_on, dim, until_version, 'svc_center_count' as code, svc_center_count as value from rollup_center
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'showcase_project_count', showcase_project_count from rollup_showcase
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'resource_active_count', resource_active_count from rollup_resource
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'demand_open_count', demand_open_count from rollup_demand
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'neg_firm_count', neg_firm_count from rollup_firm
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'party_org_count', party_org_count from rollup_party_org
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'party_member_count', party_member_count from rollup_party_member
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'activist_count', activist_count from rollup_development
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'station_count', station_count from rollup_station
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'issue_open_count', issue_open_count from rollup_issue_spell
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'volunteer_team_count', volunteer_team_count from rollup_volunteer_team
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'points_balance', points_balance from rollup_points
  ) r
  where grain in ('d', 'm') and dim = '' and until_version is null and period_on >= month_of(:since) - 31 and unit_id in (select unit_id from unit where level = 'county')
),
month as (
  select county_id, unit_id, code, month_on, ended, changed, lag(ended) over before as began, lag(month_on) over before as before_on
  from (
    select county_id, unit_id, code, month_of(period_on) as month_on, max(value) filter (where grain = 'm') as ended, coalesce(sum(value) filter (where grain = 'd'), 0) as changed
    from cell group by 1, 2, 3, 4
  ) c
  window before as (partition by county_id, unit_id, code order by month_on)
)
select m.county_id, m.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(m.month_on, 'YYYY-MM') as month, m.month_on as since_on, f.name as figure, f.name_en as figure_en,
  m.began, m.changed, m.began + m.changed as expected, m.ended
from month m
join figure f on f.code = m.code
join unit u on u.unit_id = m.unit_id
where m.month_on >= month_of(:since) and m.before_on = (m.month_on - interval '1 month')::date and m.ended <> m.began + m.changed
