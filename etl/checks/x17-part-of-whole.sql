-- rule: X17
-- title zh: “其中”数不大于总数
-- title en: A part is no more than its whole
-- severity: informs
-- reads: cells
-- subjects: found_member, report_in, activity, party_org, party_life
-- zh: %unit% %month%%of_what% “%part%” %smaller% 大于%whole% %larger%；请报告。
-- en: %unit_en%, %month%%of_what%: %smaller% %part_en%, more than %larger% %whole_en%. Report it.
select c.county_id, c.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(c.period_on, 'YYYY-MM') as month, c.period_on as since_on,
  c.part, c.part_en, c.whole, c.whole_en, c.smaller, c.larger, concat_ws(' ', '', nullif(c.dim, ''), nullif(c.member, '')) as of_what
from (
  select r.county_id, r.unit_id, r.period_on, r.dim, r.member, v.*
  from rollup_found_member r
  cross join lateral (values
    ('其中:预备党员', 'probationary among members found', '新就业群体党员数', 'members found', r.neg_probationary_count, r.neg_party_member_count)
  ) v (part, part_en, whole, whole_en, smaller, larger)
  where r.grain = 'm' and r.until_version is null and r.period_on >= month_of(:since) and v.smaller > v.larger
  union all
  select r.county_id, r.unit_id, r.period_on, r.dim, r.member, v.*
  from rollup_report_in r
  cross join lateral (values
    ('其中:亮身份党员', 'members who reported in', '报到人数', 'workers reported in', r.report_in_member, r.report_in_count)
  ) v (part, part_en, whole, whole_en, smaller, larger)
  where r.grain = 'm' and r.until_version is null and r.period_on >= month_of(:since) and v.smaller > v.larger
  union all
  select r.county_id, r.unit_id, r.period_on, r.dim, r.member, v.*
  from rollup_activity r
  cross join lateral (values
    ('重点党群活动次数', 'key activities', '党群活动场次', 'activities held', r.activity_key_count, r.activity_count),
    ('重点党群活动参与人次', 'person-times at key activities', '活动参与人次', 'person-times', r.activity_key_person_times, r.activity_person_times)
  ) v (part, part_en, whole, whole_en, smaller, larger)
  where r.grain = 'm' and r.until_version is null and r.period_on >= month_of(:since) and v.smaller > v.larger
  union all
  select r.county_id, r.unit_id, r.period_on, r.dim, r.member, v.*
  from rollup_party_org r
  cross join lateral (values
    ('联合党支部数', 'joint branches', '党组织数', 'party organisations', r.joint_branch_count, r.party_org_count)
  ) v (part, part_en, whole, whole_en, smaller, larger)
  where r.grain = 'm' and r.until_version is null and r.period_on >= month_of(:since) and v.smaller > v.larger
  union all
  select r.county_id, r.unit_id, r.period_on, r.dim, r.member, v.*
  from rollup_party_life r
  cross join lateral (values
    ('主题党日次数', 'theme party days', '组织生活次数', 'events of party life', r.party_day_count, r.party_life_event_count)
  ) v (part, part_en, whole, whole_en, smaller, larger)
  where r.grain = 'm' and r.until_version is null and r.period_on >= month_of(:since) and v.smaller > v.larger
) c
join unit u on u.unit_id = c.unit_id
