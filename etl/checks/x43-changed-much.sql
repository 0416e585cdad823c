-- rule: X43
-- title zh: 同比变动超过20%的须有说明
-- title en: What changed by more than a fifth in a year is explained
-- severity: explain
-- reads: cells
-- subjects: center, menu, demand, activity, wish, worker, firm, party_member, party_life, station, station_visit, issue, issue_spell, report_in, volunteering, household_visit
-- zh: %unit% %period% %figure% %value%，上年同期 %before%，同比%way% %change%(%percent%)；请核对数据，属实的请说明原因。
-- en: %unit_en%, %period%, %figure_en%: %value%, against %before% a year before (%percent_en%). Check the data; if they are right, explain.
-- Of counties and zones: the last month that is over, and in January the year. 20 % and 10 units or more; counts of people below 5 are not told.
with month as (
  select case when m.next_on - 1 <= :business_on then m.month_on else (m.month_on - interval '1 month')::date end as month_on
  from (select month_of(:business_on) as month_on, (month_of(:business_on) + interval '1 month')::date as next_on) m
),
span as (
  select month_on as from_on, month_on as to_on, to_char(month_on, 'YYYY-MM') as period from month
  union all select year_of(month_on), month_on, to_char(month_on, 'YYYY') from month where extract(month from month_on) = 12
),
figure (code, system, name, name_en, is_stock, counts_people) as (values
  ('svc_center_count', 'service-menu', '党群服务中心数', 'party-mass service centres', true, false),
  ('svc_menu_published_count', 'service-menu', '服务菜单发布份数', 'monthly menus published', false, false),
  ('demand_collected_count', 'service-menu', '需求征集条数', 'demands collected', false, false),
  ('activity_count', 'service-menu', '党群活动场次', 'activities held', false, false),
  ('activity_key_count', 'service-menu', '重点党群活动次数', 'key activities', false, false),
  ('activity_person_times', 'service-menu', '活动参与人次', 'activity person-times', false, false),
  ('wish_collected_count', 'service-menu', '微心愿征集数', 'micro-wishes collected', false, false),
  ('neg_worker_count', 'industry-rosters', '新就业群体人数', 'new-employment workers', true, true),
  ('neg_firm_count', 'member-register', '新业态企业数', 'new-economy firms', true, false),
  ('party_member_count', 'member-register', '党员总数', 'party members', true, true),
  ('party_life_event_count', 'party-affairs', '组织生活次数', 'events of party life', false, false),
  ('station_count', 'station-gates', '服务驿站数', 'stations', true, false),
  ('station_visit_person_times', 'station-gates', '驿站服务人次', 'station person-times', false, false),
  ('issue_accepted_count', 'issue-system', '诉求受理件数', 'issues accepted', false, false),
  ('issue_closed_count', 'issue-system', '诉求办结件数', 'issues closed', false, false),
  ('report_in_count', 'issue-system', '报到人数', 'workers reported in', true, true),
  ('volunteer_person_times', 'issue-system', '志愿服务人次', 'volunteer person-times', false, false),
  ('demand_visit_household_count', 'monthly-returns', '入户走访户次', 'household visits', false, false)
),
cell as materialized (
  select county_id, unit_id, period_on, code, value
  from (
    select county_id, unit_id, grain, period_on, dim, until_version, 'svc_center_count' as code, svc_center_count as value from rollup_center
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'svc_menu_published_count', svc_menu_published_count from rollup_menu
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'demand_collected_count', demand_collected_count from rollup_demand
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'activity_count', activity_count from rollup_activity
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'activity_key_count', activity_key_count from rollup_activity
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'activity_person_times', activity_person_times from rollup_activity
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'wish_collected_count', wish_collected_count from rollup_wish
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'neg_worker_count', neg_worker_count from rollup_worker
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'neg_firm_count', neg_firm_count from rollup_firm
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'party_member_count', party_member_count from rollup_party_member
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'party_life_event_count', party_life_event_count from rollup_party_life
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'station_count', station_count from rollup_station
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'station_visit_person_times', station_visit_person_times from rollup_station_visit
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'issue_accepted_count', issue_accepted_count from rollup_issue
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'issue_closed_count', issue_closed_count from rollup_issue_spell
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'report_in_count', report_in_count from rollup_report_in
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'volunteer_person_times', volunteer_person_times from rollup_volunteering
    union all select county_id, unit_id, grain, period_on, dim, until_version, 'demand_visit_household_count', demand_visit_household_count from rollup_household_visit
  ) r
  where grain = 'm' and dim = '' and until_version is null and unit_id in (select unit_id from unit where level = 'county')
    and period_on >= (select min(from_on) - interval '1 year' from span) and period_on <= (select month_on from month)
),
change as (
  select c.county_id, h.unit_id, h.name_zh as unit, h.name_en as unit_en, s.period, s.to_on, f.name as figure, f.name_en as figure_en, f.counts_people,
    coalesce(sum(v.value) filter (where v.period_on between s.from_on and s.to_on and (not f.is_stock or v.period_on = s.to_on)), 0) as value,
    coalesce(sum(v.value) filter (where v.period_on between s.from_on - interval '1 year' and b.month_on and (not f.is_stock or v.period_on = b.month_on)), 0) as before
  from span s
  join coverage c on c.month_on = s.to_on
  join coverage b on b.county_id = c.county_id and b.source = c.source and b.month_on = (s.to_on - interval '1 year')::date and (b.from_version is not null or b.month_on >= month_of(:since))
  join coverage a on a.county_id = c.county_id and a.source = c.source and a.month_on = (s.from_on - interval '1 year')::date and (a.from_version is not null or a.month_on >= month_of(:since))
  join unit h on h.county_id = c.county_id
    and h.level = 'county' and h.valid_from <= a.month_on and (h.valid_to is null or h.valid_to >= (s.to_on + interval '1 month')::date)
  join figure f on f.system = c.source
  left join cell v on v.county_id = c.county_id and v.unit_id = h.unit_id and v.code = f.code
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9
)
select county_id, unit_id, unit, unit_en, period, to_on as since_on, figure, figure_en, value, before,
  case when value > before then '增加' else '减少' end as way, abs(value - before) as change, coalesce(x.percent, '上年为0') as percent, coalesce(x.percent, 'none before') as percent_en
from change
cross join lateral (select to_char((value - before) / nullif(before, 0) * 100, 'FMSG999990.0') || '%' as percent) x
where abs(value - before) >= 10 and abs(value - before) > before * 0.2 and not (counts_people and (value between 1 and 4 or before between 1 and 4))
