-- rule: X34
-- title zh: 有排班的驿站30日内有人使用
-- title en: Scheduled stations are used
-- severity: explain
-- reads: facts
-- subjects: station_day, station_visit
-- zh: %unit%的%station%最近30日排班 %scheduled% 日(其中开放 %open_days% 日)，没有一人次使用%last_used%；请核实是否停用，并更新排班或说明原因。
-- en: %unit_en%: %station% was scheduled on %scheduled% of the last 30 days (open on %open_days%) and nobody used it%last_used_en%. Find out whether it is out of use, and change the schedule or explain.
-- The last thirty days, whatever was folded anew.
select d.county_id, s.unit_id, u.name_zh as unit, u.name_en as unit_en, s.name as station, d.scheduled, d.open_days, coalesce(v.last_on + 1, s.opened_on) as since_on,
  '，上次使用在 ' || v.last_on as last_used, '; the last time was on ' || v.last_on as last_used_en
from (
  select county_id, source, station_id, count(*) as scheduled, count(*) filter (where is_open) as open_days
  from fact_station_day
  where day_on > :business_on::date - 30 and day_on <= :business_on
  group by 1, 2, 3
  having sum(visits) = 0
) d
join fact_station s on s.county_id = d.county_id and s.source = d.source and s.station_id = d.station_id and s.opened_on <= :business_on::date - 30
  and (s.closed_on is null or s.closed_on > :business_on)
join unit u on u.unit_id = s.unit_id
left join lateral (
  select max(day_on) as last_on from fact_station_day y
  where y.county_id = d.county_id and y.source = d.source and y.station_id = d.station_id and y.visits > 0 and y.day_on <= :business_on and y.day_on > :business_on::date - 400
) v on true
where not exists (
  select from fact_station_visit g
  where g.county_id = d.county_id and g.source = d.source and g.station_id = d.station_id and g.person_times > 0 and g.visited_on > :business_on::date - 30 and g.visited_on <= :business_on
)
