-- rule: X40
-- title zh: 重点党群活动表、台账和看板一致
-- title en: Key activities agree in table, ledger and dashboard
-- severity: blocks
-- reads: cells
-- subjects: activity
-- zh: %unit% %month% 重点党群活动汇总 %total% 次，台账 %rows% 行；这是汇总的错误，请报告。
-- en: %unit_en%, %month%: %total% key activities in the roll-up, but %rows% rows in the ledger. This is a fault of the roll-up; report it.
select c.county_id, u.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(c.month_on, 'YYYY-MM') as month, c.month_on as since_on, n.total, n.rows
from coverage c
join unit u on u.county_id = c.county_id
  and u.level = 'county' and u.valid_from < (c.month_on + interval '1 month')::date and (u.valid_to is null or u.valid_to >= (c.month_on + interval '1 month')::date)
left join rollup_activity r on r.county_id = c.county_id and r.unit_id = u.unit_id and r.grain = 'm' and r.period_on = c.month_on and r.dim = '' and r.until_version is null
left join (
  select county_id, month_of(held_on) as month_on, count(*) as rows from fact_activity
  where status = 'held' and is_key and organiser_level = 'village' and held_on >= month_of(:since) and held_on <= :business_on group by 1, 2
) l on l.county_id = c.county_id and l.month_on = c.month_on
cross join lateral (select coalesce(r.activity_key_count, 0) as total, coalesce(l.rows, 0) as rows) n
where c.source = 'service-menu' and c.month_on >= month_of(:since) and c.month_on <= :business_on and n.total <> n.rows
