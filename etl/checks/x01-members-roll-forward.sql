-- rule: X01
-- title zh: 党员期末数等于期初数加净增
-- title en: Members at the end are those at the start and the net change
-- severity: blocks
-- reads: cells
-- subjects: party_member, member_change
-- zh: %unit% %month% 党员总数 %ended% 名，上月 %began% 名加净增 %changed% 名应为 %expected% 名；这是汇总的错误，请报告。
-- en: %unit_en%, %month%: %ended% members, but %began% of the month before and a net change of %changed% make %expected%. This is a fault of the roll-up; report it.
select e.county_id, e.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(e.period_on, 'YYYY-MM') as month, e.period_on as since_on,
  b.party_member_count as began, n.changed, b.party_member_count + n.changed as expected, e.party_member_count as ended
from rollup_party_member e
join unit u on u.unit_id = e.unit_id and u.level = 'county'
join rollup_party_member b on b.county_id = e.county_id and b.unit_id = e.unit_id and b.period_on = (e.period_on - interval '1 month')::date
  and b.grain = 'm' and b.dim = '' and b.until_version is null
left join rollup_member_change c on c.county_id = e.county_id and c.unit_id = e.unit_id and c.period_on = e.period_on
  and c.grain = 'm' and c.dim = '' and c.until_version is null
cross join lateral (select coalesce(c.party_member_net_change, 0) as changed) n
where e.grain = 'm' and e.dim = '' and e.until_version is null and e.period_on >= month_of(:since)
  and e.party_member_count <> b.party_member_count + n.changed
