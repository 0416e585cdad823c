-- rule: X03
-- title zh: 从业人数等于上月人数加入册减离册
-- title en: Workers at the end are those before, those who joined and those who left
-- severity: blocks
-- reads: cells
-- subjects: worker
-- zh: %unit% %month% 新就业群体 %ended% 人，上月 %began% 人加入册 %joined% 人、减离册 %left_count% 人应为 %expected% 人；这是汇总的错误，请报告。
-- en: %unit_en%, %month%: %ended% workers, but %began% of the month before, %joined% who joined and %left_count% who left make %expected%. This is a fault of the roll-up; report it.
-- People, not rows: who changed the platform or the street has neither joined nor left.
select m.county_id, m.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(m.month_on, 'YYYY-MM') as month, m.month_on as since_on,
  m.began, s.joined, s.left_count, x.expected, m.ended
from (
  select c.county_id, h.unit_id, c.month_on, least((c.month_on + interval '1 month')::date - 1, :business_on) as last_on, c.month_on - 1 as before_on,
    coalesce(b.neg_worker_count, 0) as began, coalesce(e.neg_worker_count, 0) as ended
  from coverage c
  join coverage p on p.county_id = c.county_id and p.source = c.source and p.month_on = (c.month_on - interval '1 month')::date and (p.from_version is not null or p.month_on >= month_of(:since))
  join unit h on h.county_id = c.county_id
    and h.level = 'county' and h.valid_from < c.month_on and (h.valid_to is null or h.valid_to >= (c.month_on + interval '1 month')::date)
  left join rollup_worker e on e.county_id = c.county_id and e.unit_id = h.unit_id and e.grain = 'm' and e.period_on = c.month_on and e.dim = '' and e.until_version is null
  left join rollup_worker b on b.county_id = c.county_id and b.unit_id = h.unit_id and b.grain = 'm' and b.period_on = p.month_on and b.dim = '' and b.until_version is null
  where c.source = 'industry-rosters' and c.month_on >= month_of(:since) and c.month_on <= :business_on
) m
join unit u on u.unit_id = m.unit_id
cross join lateral (
  select count(*) filter (where is_here and not was_here) as joined, count(*) filter (where was_here and not is_here) as left_count
  from (
    select bool_or(w.listed_from <= m.last_on and (w.listed_to is null or w.listed_to > m.last_on)) as is_here,
      bool_or(w.listed_from <= m.before_on and (w.listed_to is null or w.listed_to > m.before_on)) as was_here
    from fact_worker w
    where w.county_id = m.county_id and w.listed_from <= m.last_on and (w.listed_to is null or w.listed_to > m.before_on)
    group by w.worker_pid
  ) person
) s
cross join lateral (select m.began + s.joined - s.left_count as expected) x
where m.ended <> x.expected
