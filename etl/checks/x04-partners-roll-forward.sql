-- rule: X04
-- title zh: 社区合伙人期末数等于期初数加新增减退出
-- title en: Partners at the end are those at the start, those that came and those that went
-- severity: blocks
-- reads: cells
-- subjects: partner
-- zh: %unit% %month% 社区合伙人 %ended% 家，上月 %began% 家加新增 %joined% 家、减退出 %left_count% 家应为 %expected% 家；这是汇总的错误，请报告。
-- en: %unit_en%, %month%: %ended% partners, but %began% of the month before, %joined% that came and %left_count% that went make %expected%. This is a fault of the roll-up; report it.
-- Partners, not links: one that works with another centre of the county has neither come nor gone.
select m.county_id, m.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(m.month_on, 'YYYY-MM') as month, m.month_on as since_on,
  m.began, s.joined, s.left_count, x.expected, m.ended
from (
  select c.county_id, h.unit_id, c.month_on, least((c.month_on + interval '1 month')::date - 1, :business_on) as last_on, c.month_on - 1 as before_on,
    coalesce(b.partner_count, 0) as began, coalesce(e.partner_count, 0) as ended
  from coverage c
  join coverage p on p.county_id = c.county_id and p.source = c.source and p.month_on = (c.month_on - interval '1 month')::date and (p.from_version is not null or p.month_on >= month_of(:since))
  join unit h on h.county_id = c.county_id
    and h.level = 'county' and h.valid_from < c.month_on and (h.valid_to is null or h.valid_to >= (c.month_on + interval '1 month')::date)
  left join rollup_partner e on e.county_id = c.county_id and e.unit_id = h.unit_id and e.grain = 'm' and e.period_on = c.month_on and e.dim = '' and e.until_version is null
  left join rollup_partner b on b.county_id = c.county_id and b.unit_id = h.unit_id and b.grain = 'm' and b.period_on = p.month_on and b.dim = '' and b.until_version is null
  where c.source = 'service-menu' and c.month_on >= month_of(:since) and c.month_on <= :business_on
) m
join unit u on u.unit_id = m.unit_id
cross join lateral (
  select count(*) filter (where is_here and not was_here) as joined, count(*) filter (where was_here and not is_here) as left_count
  from (
    select bool_or(l.linked_on <= m.last_on and (l.unlinked_on is null or l.unlinked_on > m.last_on)) as is_here,
      bool_or(l.linked_on <= m.before_on and (l.unlinked_on is null or l.unlinked_on > m.before_on)) as was_here
    from fact_partner_link l
    where l.county_id = m.county_id and l.linked_on <= m.last_on and (l.unlinked_on is null or l.unlinked_on > m.before_on)
    group by l.partner_no
  ) partner
) s
cross join lateral (select m.began + s.joined - s.left_count as expected) x
where m.ended <> x.expected
