-- Facts: one row per thing, as last reported. Every row leads back to its raw row by (load_id, row_no).
-- Facts that grow every day are partitioned by month; days are of Asia/Shanghai.

create table fact_center (              -- one row per party-mass service centre
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  center_id text not null, name text not null, level text not null, opened_on date not null, closed_on date,
  primary key (county_id, source, src_id)
);

create table fact_activity (            -- one row per activity a centre announced
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  held_on date not null, title text not null, kind text not null, category text not null, organiser_level text not null, is_key boolean not null,
  status text not null, attendance int, count_method text not null, center_id text, is_demand_based boolean not null,
  ratings_valid int not null, ratings_good int not null,
  primary key (county_id, held_on, source, src_id)
) partition by range (held_on);
create index fact_activity_unit on fact_activity (county_id, unit_id, held_on);
create index fact_activity_key on fact_activity (src_id);

create table fact_attendance (          -- one row per person who signed in at an activity
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  attended_on date not null, participant_pid text not null,
  primary key (county_id, attended_on, source, src_id)
) partition by range (attended_on);
create index fact_attendance_key on fact_attendance (src_id);

create table fact_wish (                -- one row per micro-wish that was published
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  category text not null, published_on date not null, claimed_on date, done_on date,
  primary key (county_id, source, src_id)
);
create index fact_wish_day on fact_wish (county_id, published_on);
create index fact_wish_key on fact_wish (src_id);

create table fact_showcase_project (    -- one row per showcase project
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  name text not null, kind text not null, title_level text not null, awarded_on date not null, ended_on date,
  primary key (county_id, source, src_id)
);

create table fact_firm (                -- one row per new-economy firm
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  name text not null, operating_from date not null, operating_to date, org_cover text not null, covered_from date,
  full_members int not null, work_covered_from date, has_instructor boolean not null, has_contact boolean not null, has_mass_org boolean not null,
  primary key (county_id, source, src_id)
);

create table fact_party_org (           -- one row per party organisation
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  name text not null, kind text not null, established_on date not null, dissolved_on date,
  primary key (county_id, source, src_id)
);

create table fact_worker (              -- one row per worker, platform and unbroken run of monthly rosters in one unit and group
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  worker_pid text not null, platform text not null, worker_group text not null, listed_from date not null, listed_to date, verified_on date,
  primary key (county_id, source, src_id)
);
create index fact_worker_pid on fact_worker (worker_pid);

create table fact_found_member (        -- one row per run of fact_worker whose worker is known to be a member
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  worker_pid text not null, worker_group text not null, is_probationary boolean not null,
  found_from date not null, found_to date,             -- found by either way
  industry_from date, industry_to date, territory_from date, territory_to date, overlap_from date, overlap_to date,
  managed_from date, managed_to date, first_found_on date,   -- first_found_on only on the run that found the person first
  primary key (county_id, source, src_id)
);
create index fact_found_member_pid on fact_found_member (worker_pid);

create table fact_station (             -- one row per rest station
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  station_id text not null, name text not null, brand text, role text not null, venue_kind text not null, opened_on date not null, closed_on date,
  primary key (county_id, source, src_id)
);

create table fact_station_day (         -- one row per station and scheduled day
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  day_on date not null, station_id text not null, venue_kind text not null, is_open boolean not null, visits int not null,
  primary key (county_id, day_on, source, src_id)
) partition by range (day_on);
create index fact_station_day_key on fact_station_day (src_id);

create table fact_station_visit (       -- one row per station, day, worker group and service
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  visited_on date not null, station_id text not null, venue_kind text not null, worker_group text not null, service text not null, person_times int not null,
  primary key (county_id, visited_on, source, src_id)
) partition by range (visited_on);
create index fact_station_visit_key on fact_station_visit (src_id);

create table fact_facility (            -- one row per check of a kind of facility at a station
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  station_id text not null, kind text not null, checked_on date not null, next_checked_on date, quantity int not null, quantity_ok int not null,
  primary key (county_id, source, src_id)
);
create index fact_facility_station on fact_facility (station_id);

create table fact_care (                -- one row per care activity
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  held_on date not null, kind text not null, site_id text not null, site_name text not null, hospital_id text, beneficiaries int not null,
  primary key (county_id, source, src_id)
);
create index fact_care_key on fact_care (src_id);

create table fact_issue (               -- one row per issue, with the last of each of its dates
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  accepted_on date not null, kind text not null, category text not null, issue_source text not null, reporter_group text not null, title text not null,
  assigned_on date, original_due_on date not null, due_on date not null, closed_on date, withdrawn_on date, followed_up_on date,
  rating int check (rating between 1 and 5),           -- 5 very satisfied … 1 very dissatisfied; null is unrated or invalid
  has_three_phases boolean not null,                   -- collected, decomposed and followed up
  primary key (county_id, source, src_id)
);
create index fact_issue_accepted on fact_issue (county_id, accepted_on);
create index fact_issue_key on fact_issue (src_id);

create table fact_issue_spell (         -- one row per time an issue was open
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  issue_id text not null, spell int not null, kind text not null, category text not null, issue_source text not null, reporter_group text not null,
  opened_on date not null, due_on date not null, closed_on date, ended_by text check (ended_by in ('close', 'withdraw')),
  handle_workdays int, reopened_on date,
  primary key (county_id, source, src_id)
);
create index fact_issue_spell_opened on fact_issue_spell (county_id, opened_on);
create index fact_issue_spell_key on fact_issue_spell (issue_id);

-- Centres month by month: what each held in every month it was open. A view, for it follows from centres and activities.
create view fact_center_month with (security_invoker = true) as
select c.county_id, c.unit_id, c.source, c.src_id, c.load_id, c.row_no, c.center_id, c.level, c.opened_on, c.closed_on, m.month_on::date as month_on,
  coalesce(a.held, 0)::int as held
from fact_center c
cross join lateral generate_series(
  date_trunc('month', c.opened_on::timestamp),
  least(coalesce(c.closed_on - 1, 'infinity'::date), (now() at time zone 'Asia/Shanghai')::date)::timestamp,
  interval '1 month') as m(month_on)
left join (
  select county_id, center_id, date_trunc('month', held_on::timestamp) as month_on, count(*) as held
  from fact_activity where status = 'held' group by 1, 2, 3
) a on a.county_id = c.county_id and a.center_id = c.center_id and a.month_on = m.month_on;

-- Makes the monthly partitions of a fact that are missing. Rows that came before theirs was made lie in the default partition, and move.
create function make_partitions(fact regclass, from_month date, to_month date) returns void language plpgsql as $$
declare
  month date;
  part  text;
  rest  text := fact || '_default';
  day   text := (select attname from pg_partitioned_table p join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0] where p.partrelid = fact);
begin
  if to_regclass(rest) is null then
    execute format('create table %I partition of %I default', rest, fact);
  end if;
  for month in select generate_series(date_trunc('month', from_month::timestamp), to_month::timestamp, interval '1 month')::date loop
    part := fact || '_' || to_char(month, 'YYYYMM');
    continue when to_regclass(part) is not null;
    execute format('create table %I (like %I including defaults including constraints)', part, fact);
    execute format('with late as (delete from %I where %I >= %L and %I < %L returning *) insert into %I select * from late',
      rest, day, month, day, (month + interval '1 month')::date, part);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', fact, part, month, (month + interval '1 month')::date);
  end loop;
end $$;
