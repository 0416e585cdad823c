-- :v = 7
-- :business_on = "2024-11-24"
-- :has_days = true
-- :months = ["2024-11-01"]
-- :first_on = "2024-11-01"
-- :row_no = [0,1,2,3,4,5,6,7]
-- :unit_id = ["1","1","1","1","1","1","1","1"]
-- :county_id = [0,0,0,0,0,0,0,0]
-- :dim = ["","","","","","","",""]
-- :member = ["","","","","","","",""]
-- :period_no = [0,1,2,3,4,5,6,7]
-- :s_period = [0,1,2,3,4,5,6,7]
-- :s_role = ["value","value","value","value","value","value","value","value"]
-- :s_reads = [null,null,null,null,null,null,null,null]
-- :s_late = [false,false,false,false,false,false,false,false]
-- :s_from = ["2024-11-01","2024-11-01","2024-11-02","2024-11-03","2024-11-04","2024-11-05","2024-11-06","2024-11-07"]
-- :s_until = ["2024-11-08","2024-11-02","2024-11-03","2024-11-04","2024-11-05","2024-11-06","2024-11-07","2024-11-08"]
-- :s_once_grain = [null,"d","d","d","d","d","d","d"]
-- :s_once_on = [null,"2024-11-01","2024-11-02","2024-11-03","2024-11-04","2024-11-05","2024-11-06","2024-11-07"]
-- :span_stretch = [0,1,2,3,4,5,6,7]
-- :span_grain = ["d","d","d","d","d","d","d","d"]
-- :span_from = ["2024-11-01","2024-11-01","2024-11-02","2024-11-03","2024-11-04","2024-11-05","2024-11-06","2024-11-07"]
-- :span_until = ["2024-11-08","2024-11-02","2024-11-03","2024-11-04","2024-11-05","2024-11-06","2024-11-07","2024-11-08"]
-- :reader = ["issue-system"]
-- :source = ["issue-system"]
-- :part_code = ["issue_overdue_count"]
-- :m_no = [0]
-- :m_code = ["issue_overdue_count"]
-- :m_reader = ["issue-system"]
-- :m_of = ["issue_overdue_count"]
-- :m_to = [null]
-- :m_scale = [1]
-- :m_good = [-1]
-- :m_additive = [true]
-- :m_distinct = [false]
-- :p_code = ["2024-11-01..2024-11-07","2024-11-01","2024-11-02","2024-11-03","2024-11-04","2024-11-05","2024-11-06","2024-11-07"]
-- :p_from = ["2024-11-01","2024-11-01","2024-11-02","2024-11-03","2024-11-04","2024-11-05","2024-11-06","2024-11-07"]
-- :p_until = ["2024-11-08","2024-11-02","2024-11-03","2024-11-04","2024-11-05","2024-11-06","2024-11-07","2024-11-08"]
-- :target_row = []
-- :target_year = []
with row_asked (row_no, unit_id, county_id, dim, member, period_no) as (
  select row_no, unit_id, county_id, dim, member, period_no
  from unnest(:row_no::int[], :unit_id::bigint[], :county_id::int[], :dim::text[], :member::text[], :period_no::int[])
    as r (row_no, unit_id, county_id, dim, member, period_no)
),
stretch (stretch_no, period_no, role, reads, late, from_on, until_on, once_grain, once_on) as (
  select n - 1, period_no, role, reads, late, from_on, until_on, once_grain, once_on
  from unnest(:s_period::int[], :s_role::text[], :s_reads::text[], :s_late::boolean[], :s_from::date[], :s_until::date[], :s_once_grain::text[], :s_once_on::date[])
    with ordinality as s (period_no, role, reads, late, from_on, until_on, once_grain, once_on, n)
),
newer (code) as (
  select p.code
  from unnest(:part_code::text[]) as p (code)
  join data_version d on d.version = :v
  where not jsonb_exists(d.definitions, p.code)
),
reader (reader, source) as (
  select reader, source from unnest(:reader::text[], :source::text[]) as r (reader, source)
),
reader_late (reader, late) as (
  -- Nobody has reported the running month to one of its systems: then it is read up to the month before.
  select reader, bool_or(not exists (
    select from coverage_told c where c.source = r.source and c.month_on = month_of(:business_on::date) and c.from_version <= :v and (c.until_version is null or c.until_version > :v)))
  from reader r
  group by reader
),
reporter (unit_id, county_id, valid_from, valid_to) as (
  select unit_id, county_id, '-infinity'::date, null::date from row_asked where county_id <> 0
  union
  select c.ancestor_id, k.county_id, c.valid_from, c.valid_to
  from unit_closure c join unit k on k.unit_id = c.unit_id and k.level = 'county'
  where c.ancestor_id in (select unit_id from row_asked where county_id = 0)
),
month_due (source, unit_id, month_on, reported, missing) as (
  select s.source, p.unit_id, m.month_on, count(c.county_id), array_agg(p.county_id order by p.county_id) filter (where c.county_id is null)
  from (select distinct source from reader) s
  cross join unnest(:months::date[]) as m (month_on)
  join reporter p on p.valid_from < (m.month_on + interval '1 month')::date and (p.valid_to is null or p.valid_to >= (m.month_on + interval '1 month')::date)
  left join coverage_told c on c.county_id = p.county_id and c.source = s.source and c.month_on = m.month_on and c.from_version <= :v and (c.until_version is null or c.until_version > :v)
  group by s.source, p.unit_id, m.month_on
),
reach as (
  -- grain: reader, source, row_no, stretch_no. Equal holes at equal distances make two stretches comparable.
  select r.reader, r.source, a.row_no, a.unit_id, a.county_id, a.dim, a.member, w.stretch_no, w.role, w.reads, w.from_on, w.until_on, w.once_grain, w.once_on,
    d.month_on, least(w.until_on, (d.month_on + interval '1 month')::date) as end_on, d.is_reported, d.is_whole, d.holes, d.is_end_whole, d.end_holes
  from row_asked a
  join stretch w on w.period_no = a.period_no
  join reader_late l on w.late is null or w.late = l.late
  join reader r on r.reader = l.reader
  cross join lateral (
    select max(month_on) filter (where reported > 0) as month_on,
      coalesce(sum(reported), 0) > 0 as is_reported,
      coalesce(bool_and(missing is null), false) as is_whole,
      coalesce(string_agg(concat(age(month_on, month_of(w.from_on)), missing::text), ' ' order by month_on) filter (where missing is not null), '') as holes,
      coalesce(bool_and(missing is null) filter (where month_on = month_of(w.until_on - 1)), false) as is_end_whole,
      coalesce(max(missing::text) filter (where month_on = month_of(w.until_on - 1)), '') as end_holes
    from month_due
    where source = r.source and unit_id = a.unit_id and month_on >= month_of(w.from_on) and month_on < w.until_on
  ) d
),
move (unit_id, moved_on) as (
  select distinct c.ancestor_id, d.moved_on
  from unit_closure c cross join lateral (values (c.valid_from), (c.valid_to)) d (moved_on)
  where c.ancestor_id in (select unit_id from row_asked) and d.moved_on >= :first_on::date
),
issue_spell_held as (
  select h.reader, h.row_no, h.role, h.reads, h.stretch_no, h.is_reported, h.is_end_whole as is_whole, h.end_holes as holes, x.issue_overdue_count
  from reach h
  cross join lateral (
    select h.end_on = (h.month_on + interval '1 month')::date or h.end_on > :business_on::date as is_month_end,
      :has_days::boolean and not exists (
        select from move m where m.unit_id = h.unit_id and m.moved_on >= h.end_on and m.moved_on < (h.month_on + interval '1 month')::date) as has_days
  ) e
  cross join lateral (
    select case when e.is_month_end or e.has_days then coalesce(sum(c.sign * c.issue_overdue_count), 0) end as issue_overdue_count
    from (
        select 1 as sign, issue_overdue_count
        from rollup_issue_spell
        where county_id = h.county_id and unit_id = h.unit_id and dim = h.dim and member = h.member and from_version <= :v and (until_version is null or until_version > :v)
          and grain = 'm' and period_on = h.month_on
        union all
        select -1, issue_overdue_count
        from rollup_issue_spell
        where county_id = h.county_id and unit_id = h.unit_id and dim = h.dim and member = h.member and from_version <= :v and (until_version is null or until_version > :v)
          and grain = 'd' and period_on >= h.end_on and period_on < (h.month_on + interval '1 month')::date
    ) c
  ) x
  where h.source = 'issue-system' and h.reads is distinct from 'span'
),
measure (code, reader, row_no, role, reads, stretch_no, value, is_reported, is_whole, holes) as (
  select v.code, h.reader, h.row_no, h.role, h.reads, h.stretch_no, case when h.is_reported and v.code not in (select code from newer) then v.value end, h.is_reported, h.is_whole, h.holes
  from issue_spell_held h cross join lateral (values ('issue_overdue_count', h.issue_overdue_count)) v (code, value)
),
asked (metric_no, code, reader, of_code, to_code, scale, good, is_ratio, is_additive, is_distinct) as (
  select metric_no, code, reader, of_code, to_code, scale, good, to_code is not null, is_additive, is_distinct
  from unnest(:m_no::int[], :m_code::text[], :m_reader::text[], :m_of::text[], :m_to::text[], :m_scale::numeric[], :m_good::int[], :m_additive::boolean[], :m_distinct::boolean[])
    as m (metric_no, code, reader, of_code, to_code, scale, good, is_additive, is_distinct)
),
part (metric_no, row_no, role, is_ratio, scale, numerator, denominator, is_reported, is_whole, holes) as (
  select m.metric_no, p.row_no, p.role, m.is_ratio, m.scale, max(p.value) filter (where p.code = m.of_code), max(p.value) filter (where p.code = m.to_code),
    bool_and(p.is_reported), bool_and(p.is_whole), string_agg(p.holes, '/' order by p.code)
  from asked m
  join measure p on p.reader = m.reader and p.code in (m.of_code, m.to_code)
  group by m.metric_no, p.row_no, p.role, m.is_ratio, m.scale
),
figure (metric_no, row_no, role, numerator, denominator, value, is_reported, is_whole, holes) as (
  -- Ratios are divided here, last, from the numerator and denominator of the level asked.
  select metric_no, row_no, role, case when is_ratio then numerator end, denominator,
    case when is_ratio then round(numerator * scale / nullif(denominator, 0), 6) else numerator end, is_reported, is_whole, holes
  from part
),
figures as (
  select metric_no, row_no, max(numerator) filter (where role = 'value') as numerator,
    max(denominator) filter (where role = 'value') as denominator,
    max(value) filter (where role = 'value') as value,
    bool_or(is_reported) filter (where role = 'value') as is_reported,
    bool_or(is_whole) filter (where role = 'value') as is_whole
  from figure
  group by metric_no, row_no
),
gap (reader, read_on, due, due_last, gaps) as (
  select h.reader, max(h.end_on) - 1, max(n.due)::int, max(n.due_last)::int, jsonb_agg(jsonb_build_object(
      'zh', k.name_zh, 'en', k.name_en, 'month', to_char(d.month_on, 'YYYY-MM'), 'isLast', d.month_on = month_of(h.until_on - 1))
    order by d.month_on, k.sort_no) filter (where k.unit_id is not null)
  from reach h
  cross join lateral (
    select count(distinct p.county_id) as due, count(distinct p.county_id) filter (where m.month_on = month_of(h.until_on - 1)) as due_last
    from unnest(:months::date[]) as m (month_on)
    join reporter p on p.unit_id = h.unit_id and p.valid_from < (m.month_on + interval '1 month')::date and (p.valid_to is null or p.valid_to >= (m.month_on + interval '1 month')::date)
    where m.month_on >= month_of(h.from_on) and m.month_on < h.until_on
  ) n
  left join month_due d on d.source = h.source and d.unit_id = h.unit_id and d.month_on >= month_of(h.from_on) and d.month_on < h.until_on and d.missing is not null
  left join unit k on k.level = 'county' and k.county_id = any (d.missing)
  where h.row_no = 0 and h.role = 'value'
  group by h.reader
)
select f.metric_no, f.row_no, trim_scale(f.numerator)::text as numerator, trim_scale(f.denominator)::text as denominator, trim_scale(f.value)::text as value, f.is_reported, f.is_whole,
  u.valid_from < p.until_on and (u.valid_to is null or u.valid_to > p.from_on) as stood,
  g.read_on::text as read_on,
  g.gaps as gaps,
  g.due as due,
  g.due_last as due_last,
  case when f.row_no = 0 and f.metric_no = 0 then (
    select jsonb_agg(distinct jsonb_build_object('zone', jsonb_build_array(z.name_zh, z.name_en), 'host', jsonb_build_array(o.name_zh, o.name_en)))
    from unit z join unit w on w.parent_id = z.unit_id join unit o on o.level = 'county' and o.code = left(w.code, 6) and o.unit_id <> z.unit_id
    where z.kind = 'zone' and o.unit_id in (select unit_id from row_asked)) end as zones,
  null::boolean as moved,
  trim_scale(h.printed)::text as printed,
  h.qualifier,
  case h.qualifier
    when 'exact' then f.value = h.printed
    when 'about' then 2 * abs(f.value - h.printed) <= h.step
    else f.value > h.printed and f.value < h.printed + h.step end as is_as_printed
from figures f
join asked m on m.metric_no = f.metric_no
join row_asked a on a.row_no = f.row_no
join unit u on u.unit_id = a.unit_id
join unnest(:p_code::text[], :p_from::date[], :p_until::date[]) with ordinality as p (code, from_on, until_on, n) on p.n = a.period_no + 1
left join published_figure_told h on h.county_id = a.county_id and h.unit_id = a.unit_id and h.metric_code = m.code and h.period = p.code and a.member = '' and h.from_version <= :v and (h.until_version is null or h.until_version > :v)
left join gap g on g.reader = m.reader and f.row_no = 0
order by f.row_no, f.metric_no;
