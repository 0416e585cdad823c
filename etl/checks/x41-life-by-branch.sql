-- rule: X41
-- title zh: 各支部组织生活之和等于总表
-- title en: Organisational life of the branches adds up
-- severity: blocks
-- reads: cells
-- subjects: party_life
-- zh: %unit% %month% 组织生活汇总 %total% 次 %person_times% 人次，各支部相加 %rows% 次 %attended% 人次；这是汇总的错误，请报告。
-- en: %unit_en%, %month%: %total% events and %person_times% person-times in the roll-up, but %rows% and %attended% over the branches. This is a fault of the roll-up; report it.
select c.county_id, u.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(c.month_on, 'YYYY-MM') as month, c.month_on as since_on, n.total, n.person_times, n.rows, n.attended
from coverage c
join unit u on u.county_id = c.county_id
  and u.level = 'county' and u.valid_from < (c.month_on + interval '1 month')::date and (u.valid_to is null or u.valid_to >= (c.month_on + interval '1 month')::date)
left join rollup_party_life r on r.county_id = c.county_id and r.unit_id = u.unit_id and r.grain = 'm' and r.period_on = c.month_on and r.dim = '' and r.until_version is null
left join (
  select county_id, month_of(held_on) as month_on, count(*) as rows, sum(attend_count) as attended from fact_life_event
  where held_on >= month_of(:since) and held_on <= :business_on group by 1, 2
) l on l.county_id = c.county_id and l.month_on = c.month_on
cross join lateral (
  select coalesce(r.party_life_event_count, 0) as total, coalesce(r.party_life_person_times, 0) as person_times, coalesce(l.rows, 0) as rows, coalesce(l.attended, 0) as attended
) n
where c.source = 'party-affairs' and c.month_on >= month_of(:since) and c.month_on <= :business_on and (n.total, n.person_times) <> (n.rows, n.attended)
