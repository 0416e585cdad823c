-- rule: X41
-- title zh: 新就业群体党员数等于党员名单的人数
-- title en: Members found are the people on the list
-- severity: blocks
-- reads: cells
-- subjects: found_member
-- zh: %unit% %month% 新就业群体党员汇总 %total% 名，名单 %listed% 名；这是汇总的错误，请报告。
-- en: %unit_en%, %month%: %total% members found in the roll-up, but %listed% people on the list. This is a fault of the roll-up; report it.
select c.county_id, u.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(c.month_on, 'YYYY-MM') as month, c.month_on as since_on, n.total, l.listed
from coverage c
join unit u on u.county_id = c.county_id
  and u.level = 'county' and u.valid_from < (c.month_on + interval '1 month')::date and (u.valid_to is null or u.valid_to >= (c.month_on + interval '1 month')::date)
left join rollup_found_member r on r.county_id = c.county_id and r.unit_id = u.unit_id and r.grain = 'm' and r.period_on = c.month_on and r.dim = '' and r.until_version is null
cross join lateral (select least((c.month_on + interval '1 month')::date - 1, :business_on) as last_on) d
cross join lateral (
  select count(distinct f.worker_pid) as listed from fact_found_member f
  where f.county_id = c.county_id and f.found_from <= d.last_on and (f.found_to is null or f.found_to > d.last_on)
) l
cross join lateral (select coalesce(r.neg_party_member_count, 0) as total) n
where c.source = 'industry-rosters' and c.month_on >= month_of(:since) and c.month_on <= :business_on and n.total <> l.listed
