-- rule: X02
-- title zh: 诉求期末在办数等于期初在办加受理、重办减办结、撤回
-- title en: Issues open at the end follow from those at the start
-- severity: blocks
-- reads: cells
-- subjects: issue_spell
-- zh: %unit% %month% 期末在办 %ended% 件，上月 %began% 件加受理 %accepted% 件、重办 %reopened% 件，减办结 %closed% 件、撤回 %withdrawn% 件，应为 %expected% 件；这是汇总的错误，请报告。
-- en: %unit_en%, %month%: %ended% issues open, but %began% of the month before, %accepted% accepted, %reopened% reopened, %closed% closed and %withdrawn% withdrawn make %expected%. This is a fault of the roll-up; report it.
select m.county_id, m.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(m.month_on, 'YYYY-MM') as month, m.month_on as since_on,
  m.began, n.accepted, m.reopened, m.closed, m.withdrawn, m.ended, x.expected
from (
  select c.county_id, h.unit_id, c.month_on, coalesce(b.issue_open_count, 0) as began, coalesce(e.issue_open_count, 0) as ended, coalesce(e.issue_reopened, 0) as reopened,
    coalesce(e.issue_closed_count, 0) as closed, coalesce(e.issue_withdrawn, 0) as withdrawn
  from coverage c
  join coverage p on p.county_id = c.county_id and p.source = c.source and p.month_on = (c.month_on - interval '1 month')::date and (p.from_version is not null or p.month_on >= month_of(:since))
  join unit h on h.county_id = c.county_id
    and h.level = 'county' and h.valid_from < c.month_on and (h.valid_to is null or h.valid_to >= (c.month_on + interval '1 month')::date)
  left join rollup_issue_spell e on e.county_id = c.county_id and e.unit_id = h.unit_id and e.grain = 'm' and e.period_on = c.month_on and e.dim = '' and e.until_version is null
  left join rollup_issue_spell b on b.county_id = c.county_id and b.unit_id = h.unit_id and b.grain = 'm' and b.period_on = p.month_on and b.dim = '' and b.until_version is null
  where c.source = 'issue-system' and c.month_on >= month_of(:since) and c.month_on <= :business_on
) m
join unit u on u.unit_id = m.unit_id
left join (
  select county_id, month_of(opened_on) as month_on, count(*) as accepted from fact_issue_spell
  where spell = 1 and opened_on >= month_of(:since) and opened_on <= :business_on group by 1, 2
) f on f.county_id = m.county_id and f.month_on = m.month_on
cross join lateral (select coalesce(f.accepted, 0) as accepted) n
cross join lateral (select m.began + n.accepted + m.reopened - m.closed - m.withdrawn as expected) x
where m.ended <> x.expected
