-- rule: X35
-- title zh: 微心愿及时认领
-- title en: Micro-wishes are claimed in time
-- severity: explain
-- reads: facts
-- subjects: wish
-- zh: %unit%有 %n% 个微心愿发布满60天仍无人认领，如编号 %example%；请联系认领，或说明原因。
-- en: %unit_en%: %n% wishes published sixty days ago or earlier are still unclaimed, such as %example%. Find somebody for them, or explain.
select f.county_id, c.unit_id, c.name_zh as unit, c.name_en as unit_en, min(f.src_id) as example, count(*) as n, min(f.published_on) + 60 as since_on
from fact_wish f
join unit c on c.county_id = f.county_id and c.level = 'county'
where f.published_on <= :business_on::date - 60 and f.published_on > :business_on::date - 150 and (f.claimed_on is null or f.claimed_on > :business_on)
group by 1, 2, 3, 4
