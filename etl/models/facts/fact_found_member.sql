-- one row per run of a worker who is known to be a member, two where the ways of finding lie apart
-- grain: source, src_id; keys are workers
-- Found by the industry: the platform's lines say so. Found by the territory: the register holds the person through that channel.
with registered as (
  select m.member_pid,
    min(m.registered_on) filter (where m.channel = 'territory') as territory_from,
    case when bool_and(m.left_on is not null) filter (where m.channel = 'territory') then max(m.left_on) filter (where m.channel = 'territory') end as territory_to,
    min(m.managed_from) as managed_from,
    case when bool_and(m.left_on is not null) filter (where m.managed_from is not null) then max(m.left_on) filter (where m.managed_from is not null) end as managed_to,
    (array_agg(m.status order by m.registered_on desc, m.src_id desc))[1] as status,
    (array_agg(m.full_on order by m.registered_on desc, m.src_id desc))[1] as full_on
  from fact_key k
  join stg_member m on m.member_pid = k.src_id
  group by m.member_pid
),
found as (
  select r.county_id, r.source, r.run_id, r.unit_id, r.load_id, r.row_no, r.worker_pid, r.worker_group,
    coalesce(g.status, r.political) = 'probationary' as is_probationary, g.full_on, g.managed_from, g.managed_to,
    i.from_on as industry_from, i.to_on as industry_to, t.from_on as territory_from, t.to_on as territory_to
  from run_worker r
  left join registered g on g.member_pid = r.worker_pid
  left join lateral (select r.member_from as from_on, r.member_to as to_on) i on i.from_on is not null and (i.to_on is null or i.from_on < i.to_on)
  left join lateral (select greatest(r.listed_from, g.territory_from) as from_on, least(r.listed_to, g.territory_to) as to_on) t
    on g.territory_from is not null and (t.to_on is null or t.from_on < t.to_on)
),
-- Found one way and, after a gap, the other: two rows, for in between nobody had found the person.
apart as (
  select f.county_id, f.source, f.run_id || p.part as run_id, f.unit_id, f.load_id, f.row_no, f.worker_pid, f.worker_group, f.is_probationary, f.full_on, f.managed_from, f.managed_to,
    p.industry_from, p.industry_to, p.territory_from, p.territory_to
  from found f
  cross join lateral (select coalesce(f.industry_to < f.territory_from or f.territory_to < f.industry_from, false) as is_apart) a
  cross join lateral (
    select '' as part, f.industry_from, f.industry_to, f.territory_from, f.territory_to where not a.is_apart
    union all select '/industry', f.industry_from, f.industry_to, null, null where a.is_apart
    union all select '/territory', null, null, f.territory_from, f.territory_to where a.is_apart
  ) p
),
spanned as (
  select *,
    least(industry_from, territory_from) as found_from,
    case
      when industry_from is not null and industry_to is null or territory_from is not null and territory_to is null then null
      else greatest(industry_to, territory_to)
    end as found_to,
    case when industry_from is not null and territory_from is not null then greatest(industry_from, territory_from) end as both_from,
    least(industry_to, territory_to) as both_to
  from apart
  where industry_from is not null or territory_from is not null
)
select county_id, source, run_id as src_id, unit_id, load_id, row_no,
  worker_pid, worker_group, p.from_on as probationary_from, p.to_on as probationary_to, found_from, found_to, industry_from, industry_to, territory_from, territory_to,
  case when both_to is null or both_from < both_to then both_from end as overlap_from,
  case when both_from < both_to then both_to end as overlap_to,
  m.from_on as managed_from, m.to_on as managed_to,
  case when row_number() over (partition by worker_pid order by found_from, run_id) = 1 then found_from end as first_found_on
from spanned
left join lateral (select greatest(found_from, managed_from) as from_on, least(found_to, managed_to) as to_on) m
  on managed_from is not null and (m.to_on is null or m.from_on < m.to_on)
left join lateral (select found_from as from_on, least(found_to, full_on) as to_on) p on is_probationary or full_on > found_from
