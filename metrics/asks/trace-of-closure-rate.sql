-- :unit_id = "1"
-- :county_id = 0
-- :v = 7
-- :business_on = "2024-11-24"
-- :from_on = "2024-10-01"
-- :until_on = "2024-11-01"
-- :technical = ["county_id","unit_id","source","src_id","load_id","row_no"]
-- :rows = 100
-- :after_on = "2024-10-03"
-- :after_county = 1
-- :after_id = "i-7"
with reporter (county_id, valid_from, valid_to) as (
  select k.county_id, t.valid_from, t.valid_to
  from unit_closure t join unit k on k.unit_id = t.unit_id and k.level = 'county'
  where t.ancestor_id = :unit_id
),
cut (from_on, until_on) as (
  select :from_on::date, case when exists (
      select from unnest(array['issue-system']) as r (source)
      where not exists (select from coverage c where c.source = r.source and c.from_version <= :v and c.month_on = month_of(:business_on::date)))
    then least(:until_on::date, month_of(:business_on::date)) else :until_on::date end
),
days (from_on, until_on, at_on) as (
  select from_on, until_on, least(until_on, (last_on + interval '1 month')::date) - 1
  from cut
  cross join lateral (
    select max(c.month_on) as last_on
    from coverage c join reporter p on p.county_id = c.county_id and p.valid_from < (c.month_on + interval '1 month')::date and (p.valid_to is null or p.valid_to >= (c.month_on + interval '1 month')::date)
    where c.source = 'issue-system' and c.from_version <= :v and c.month_on >= month_of(cut.from_on) and c.month_on < cut.until_on
  ) reported
  where last_on is not null
),
page as (
  select f.county_id, f.unit_id, f.src_id, d.counted_on, row_to_json(f) as fact
  from fact_issue f
    cross join lateral (select accepted_on as counted_on) d
  where d.counted_on >= (select from_on from days)
    and d.counted_on < (select until_on from days)
    and exists (
      select from unit_counted t
      where t.ancestor_id = :unit_id and t.unit_id = f.unit_id and t.valid_from <= d.counted_on and (t.valid_to is null or t.valid_to > d.counted_on))
    and exists (
      select from coverage c
      where c.source = 'issue-system' and c.from_version <= :v and c.month_on = month_of(d.counted_on) and (c.county_id = f.county_id or f.county_id = 0))
    and (d.counted_on, f.county_id, f.src_id) > (:after_on::date, :after_county::int, :after_id)
  order by d.counted_on, f.county_id, f.src_id
  limit :rows
)
select u.code as unit, u.name_zh as unit_zh, u.name_en as unit_en, p.counted_on::text as counted_on, p.county_id, p.src_id,
  p.fact ->> 'source' as source, p.fact ->> 'load_id' as load_id, l.file_name, p.fact ->> 'row_no' as row_no, l.as_of,
  (select json_object_agg(e.name, case when right(e.name, 4) = '_pid' then to_json(left(regexp_replace(e.value #>> '{}', '^.*:', ''), 8)) else e.value end order by e.n)
   from json_each(p.fact) with ordinality as e (name, value, n)
   where e.name <> all (:technical::text[])) as fields
from page p
join unit u on u.unit_id = p.unit_id
left join load l on l.load_id = (p.fact ->> 'load_id')::bigint
order by p.counted_on, p.county_id, p.src_id;
