-- rule: X18
-- title zh: 市合计等于各县(市、区)和功能区之和加市本级
-- title en: A city is its counties, its zones and what is its own
-- severity: blocks
-- reads: cells
-- subjects: center, activity, station, issue
-- zh: %unit% %month% %figure%为 %total%，各县(市、区)和功能区合计 %counties% 加市本级 %own% 应为 %expected%；这是汇总的错误，请报告。
-- en: %unit_en%, %month%, %figure_en%: %total%, but %counties% of the counties and zones and %own% of its own make %expected%. This is a fault of the roll-up; report it.
with cell as (
  select county_id, unit_id, period_on, figure, figure_en, value
  from (
    select county_id, unit_id, grain, period_on, dim, until_version, '党群服务中心数' as figure, 'party-mass service centres' as figure_en, svc_center_count as value from rollup_center
    union all select county_id, unit_id, grain, period_on, dim, until_version, '党群活动场次', 'activities held', activity_count from rollup_activity
    union all select county_id, unit_id, grain, period_on, dim, until_version, '服务驿站数', 'stations', station_count from rollup_station
    union all select county_id, unit_id, grain, period_on, dim, until_version, '诉求受理件数', 'issues accepted', issue_accepted_count from rollup_issue
  ) r
  where grain = 'm' and dim = '' and until_version is null and period_on >= month_of(:since)
    and unit_id in (select unit_id from unit where level in ('city', 'county'))
),
-- What hangs on a unit above the counties counts there alone.
own as (
  select unit_id, month_of(held_on) as month_on, '党群活动场次' as figure, count(*) as n from fact_activity
    where county_id = 0 and status = 'held' and held_on >= month_of(:since) and held_on <= :business_on group by 1, 2
  union all select unit_id, month_of(accepted_on), '诉求受理件数', count(*) from fact_issue where county_id = 0 and accepted_on >= month_of(:since) and accepted_on <= :business_on group by 1, 2
  union all select f.unit_id, m.month_on, f.figure, count(*)
    from (select distinct period_on as month_on, least((period_on + interval '1 month')::date - 1, :business_on) as last_on from cell) m
    join (
      select unit_id, opened_on, closed_on, '党群服务中心数' as figure from fact_center where county_id = 0
      union all select unit_id, opened_on, closed_on, '服务驿站数' from fact_station where county_id = 0
    ) f on f.opened_on <= m.last_on and (f.closed_on is null or f.closed_on > m.last_on)
    group by 1, 2, 3
),
city as (
  select u.unit_id, u.name_zh, u.name_en, k.period_on, k.figure, k.figure_en, sum(k.value) as counties
  from unit u
  join unit_closure c on c.ancestor_id = u.unit_id
  join unit h on h.unit_id = c.unit_id and h.level = 'county'
  join cell k on k.unit_id = h.unit_id and c.valid_from < (k.period_on + interval '1 month')::date and (c.valid_to is null or c.valid_to >= (k.period_on + interval '1 month')::date)
  where u.level = 'city'
  group by 1, 2, 3, 4, 5, 6
)
select 0 as county_id, c.unit_id, c.name_zh as unit, c.name_en as unit_en, to_char(c.period_on, 'YYYY-MM') as month, c.period_on as since_on, c.figure, c.figure_en,
  c.counties, n.own, c.counties + n.own as expected, n.total
from city c
left join own o on o.unit_id = c.unit_id and o.month_on = c.period_on and o.figure = c.figure
left join cell t on t.county_id = 0 and t.unit_id = c.unit_id and t.period_on = c.period_on and t.figure = c.figure
cross join lateral (select coalesce(o.n, 0) as own, coalesce(t.value, 0) as total) n
where n.total <> c.counties + n.own
