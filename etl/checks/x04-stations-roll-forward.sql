-- rule: X04
-- title zh: 服务驿站期末数等于期初数加新增减退出
-- title en: Stations at the end are those at the start, those that came and those that went
-- severity: blocks
-- reads: cells
-- subjects: station
-- zh: %unit% %month% 服务驿站 %ended% 个，上月 %began% 个加新增 %opened% 个、减退出 %closed% 个应为 %expected% 个；这是汇总的错误，请报告。
-- en: %unit_en%, %month%: %ended% stations, but %began% of the month before, %opened% that came and %closed% that went make %expected%. This is a fault of the roll-up; report it.
select m.county_id, m.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(m.month_on, 'YYYY-MM') as month, m.month_on as since_on,
  m.began, s.opened, s.closed, x.expected, m.ended
from (
  select c.county_id, h.unit_id, c.month_on, least((c.month_on + interval '1 month')::date - 1, :business_on) as last_on,
    coalesce(b.station_count, 0) as began, coalesce(e.station_count, 0) as ended
  from coverage c
  join coverage p on p.county_id = c.county_id and p.source = c.source and p.month_on = (c.month_on - interval '1 month')::date and (p.from_version is not null or p.month_on >= month_of(:since))
  join unit h on h.county_id = c.county_id
    and h.level = 'county' and h.valid_from < c.month_on and (h.valid_to is null or h.valid_to >= (c.month_on + interval '1 month')::date)
  left join rollup_station e on e.county_id = c.county_id and e.unit_id = h.unit_id and e.grain = 'm' and e.period_on = c.month_on and e.dim = '' and e.until_version is null
  left join rollup_station b on b.county_id = c.county_id and b.unit_id = h.unit_id and b.grain = 'm' and b.period_on = p.month_on and b.dim = '' and b.until_version is null
  where c.source = 'station-gates' and c.month_on >= month_of(:since) and c.month_on <= :business_on
) m
join unit u on u.unit_id = m.unit_id
cross join lateral (
  select count(*) filter (where f.opened_on between m.month_on and m.last_on) as opened, count(*) filter (where f.closed_on between m.month_on and m.last_on) as closed
  from fact_station f
  where f.county_id = m.county_id and (f.closed_on is null or f.closed_on > f.opened_on)
) s
cross join lateral (select m.began + s.opened - s.closed as expected) x
where m.ended <> x.expected
