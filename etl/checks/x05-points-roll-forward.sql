-- rule: X05
-- title zh: 积分结余等于上期结余加发放减兑换、过期和冲正
-- title en: Points in hand are those before, those issued and those spent
-- severity: blocks
-- reads: cells
-- subjects: points
-- zh: %unit% %month% 积分结余 %ended% 分，上月 %began% 分加发放 %issued% 分、减兑换 %redeemed% 分、过期和冲正 %lapsed% 分应为 %expected% 分；这是汇总的错误，请报告。
-- en: %unit_en%, %month%: %ended% points in hand, but %began% of the month before, %issued% issued, %redeemed% redeemed and %lapsed% expired or reversed make %expected%. This is a fault of the roll-up; report it.
select m.county_id, m.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(m.month_on, 'YYYY-MM') as month, m.month_on as since_on,
  m.began, m.issued, m.redeemed, l.lapsed, x.expected, m.ended
from (
  select c.county_id, h.unit_id, c.month_on, coalesce(b.points_balance, 0) as began, coalesce(e.points_balance, 0) as ended,
    coalesce(e.points_issued_total, 0) as issued, coalesce(e.points_redeemed_total, 0) as redeemed
  from coverage c
  join coverage p on p.county_id = c.county_id and p.source = c.source and p.month_on = (c.month_on - interval '1 month')::date and (p.from_version is not null or p.month_on >= month_of(:since))
  join unit h on h.county_id = c.county_id
    and h.level = 'county' and h.valid_from < c.month_on and (h.valid_to is null or h.valid_to >= (c.month_on + interval '1 month')::date)
  left join rollup_points e on e.county_id = c.county_id and e.unit_id = h.unit_id and e.grain = 'm' and e.period_on = c.month_on and e.dim = '' and e.until_version is null
  left join rollup_points b on b.county_id = c.county_id and b.unit_id = h.unit_id and b.grain = 'm' and b.period_on = p.month_on and b.dim = '' and b.until_version is null
  where c.source = 'issue-system' and c.month_on >= month_of(:since) and c.month_on <= :business_on
) m
join unit u on u.unit_id = m.unit_id
cross join lateral (
  select coalesce(-sum(f.points), 0) as lapsed from fact_points f
  where f.county_id = m.county_id and f.action in ('expired', 'reversed') and f.entered_on >= m.month_on and f.entered_on < (m.month_on + interval '1 month')::date and f.entered_on <= :business_on
) l
cross join lateral (select m.began + m.issued - m.redeemed - l.lapsed as expected) x
where m.ended <> x.expected
