-- :unit_id = "1"
-- :county_id = 0
-- :v = 7
-- :business_on = "2024-11-24"
-- :from_on = "2024-10-01"
-- :until_on = "2024-11-01"
select 'issue_closure_rate' as code, trim_scale(n)::text as numerator, trim_scale(d)::text as denominator,
  trim_scale(round(n * 1 / nullif(d, 0), 6))::text as value
from (select (with reporter (county_id, valid_from, valid_to) as (
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
) select (case when (select at_on from days) is not null then count(*) end)::numeric from fact_issue f
  cross join lateral (select accepted_on as counted_on) d
where (closed_on) <= :business_on
  and d.counted_on >= (select from_on from days)
  and d.counted_on < (select until_on from days)
  and exists (
    select from unit_counted t
    where t.ancestor_id = :unit_id and t.unit_id = f.unit_id and t.valid_from <= d.counted_on and (t.valid_to is null or t.valid_to > d.counted_on))
  and exists (
    select from coverage c
    where c.source = 'issue-system' and c.from_version <= :v and c.month_on = month_of(d.counted_on) and (c.county_id = f.county_id or f.county_id = 0))) as n, (with reporter (county_id, valid_from, valid_to) as (
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
) select (case when (select at_on from days) is not null then count(*) end)::numeric from fact_issue f
  cross join lateral (select accepted_on as counted_on) d
where d.counted_on >= (select from_on from days)
  and d.counted_on < (select until_on from days)
  and exists (
    select from unit_counted t
    where t.ancestor_id = :unit_id and t.unit_id = f.unit_id and t.valid_from <= d.counted_on and (t.valid_to is null or t.valid_to > d.counted_on))
  and exists (
    select from coverage c
    where c.source = 'issue-system' and c.from_version <= :v and c.month_on = month_of(d.counted_on) and (c.county_id = f.county_id or f.county_id = 0))) as d) parts;
