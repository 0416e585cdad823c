-- rule: X26
-- title zh: 组织生活实到不大于应到
-- title en: No more attend than are due
-- severity: blocks
-- reads: facts
-- subjects: party_life
-- zh: %unit%有 %n% 次组织生活的实到人数大于应到，如 %example_on% “%topic%”应到 %due% 人、实到 %attend% 人；请在党务管理系统核对两个数。
-- en: %unit_en%: more members attended than were due at %n% events of organisational life, such as “%topic%” of %example_on%: %attend% of %due%. Check both numbers in the party-affairs system.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, count(*) as n, min(f.held_on) as since_on, min(f.held_on) as example_on,
  (array_agg(f.topic order by f.held_on, f.src_id))[1] as topic, (array_agg(f.due_count order by f.held_on, f.src_id))[1] as due,
  (array_agg(f.attend_count order by f.held_on, f.src_id))[1] as attend
from fact_life_event f
join unit u on u.unit_id = f.unit_id
where f.attend_count > f.due_count and f.held_on >= month_of(:since) and f.held_on <= :business_on
group by 1, 2, 3, 4
