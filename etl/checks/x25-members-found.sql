-- rule: X25
-- title zh: 双找党员不大于从业人数，行业加属地减重合等于党员数
-- title en: Members found are among the workers, and add up over both ways
-- severity: blocks
-- reads: cells
-- subjects: found_member, worker
-- zh: %unit% %month%%of_what% %part% %smaller% 大于%whole% %larger%；这是汇总的错误，请报告。
-- en: %unit_en%, %month%%of_what%: %smaller% %part_en%, more than %larger% %whole_en%. This is a fault of the roll-up; report it.
select c.county_id, c.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(c.period_on, 'YYYY-MM') as month, c.period_on as since_on,
  c.part, c.part_en, c.whole, c.whole_en, c.smaller, c.larger, concat_ws(' ', '', nullif(c.dim, ''), nullif(c.member, '')) as of_what
from (
  select r.county_id, r.unit_id, r.period_on, r.dim, r.member, v.*
  from rollup_found_member r
  left join rollup_worker w on w.county_id = r.county_id and w.unit_id = r.unit_id and w.grain = r.grain and w.period_on = r.period_on and w.dim = r.dim and w.member = r.member
    and w.until_version is null
  cross join lateral (values
    ('新就业群体党员', 'members found', '在册新就业群体', 'workers listed', r.neg_party_member_count, coalesce(w.neg_worker_count, 0)),
    ('其中:预备党员', 'probationary among them', '新就业群体党员', 'members found', r.neg_probationary_count, r.neg_party_member_count),
    ('已纳管党员', 'members under management', '新就业群体党员', 'members found', r.neg_member_managed, r.neg_party_member_count),
    ('行业找到加属地找到减双找重合', 'found by either way', '新就业群体党员', 'members found', r.dual_find_industry_count + r.dual_find_territory_count - r.dual_find_overlap_count, r.neg_party_member_count),
    ('新就业群体党员', 'members found', '行业找到加属地找到减双找重合', 'found by either way', r.neg_party_member_count, r.dual_find_industry_count + r.dual_find_territory_count - r.dual_find_overlap_count)
  ) v (part, part_en, whole, whole_en, smaller, larger)
  where r.grain = 'm' and r.until_version is null and r.period_on >= month_of(:since) and v.smaller > v.larger
) c
join unit u on u.unit_id = c.unit_id
