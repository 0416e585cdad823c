-- The rest of the domain: the three lists and the partners of the service menu, the clerks' monthly returns, organisational life and
-- development, plans, and what workers do in their communities. One row per thing, as last reported, as in 0003.

create function quarter_end(day date) returns date language sql immutable parallel safe
  return (date_trunc('quarter', day::timestamp) + interval '3 months' - interval '1 day')::date;

create table fact_demand (              -- one row per demand of a resident
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  collected_on date not null, category text not null, resident_group text not null, channel text not null, collector text not null, content text not null,
  status text not null, is_valid boolean not null,     -- neither refused nor a repetition of another
  matched_on date, resource_no text, closed_on date,
  item_title text,                                     -- the first item of a menu that answers it
  primary key (county_id, source, src_id)
);
create index fact_demand_day on fact_demand (county_id, collected_on);
create index fact_demand_key on fact_demand (src_id);

create table fact_resource (            -- one row per resource a partner offers
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  resource_no text not null, category text not null, description text not null, quantity int not null, quantity_unit text not null, fee_mode text not null,
  partner_no text not null, partner_name text not null, partner_type text not null, valid_from date not null, valid_to date,
  primary key (county_id, source, src_id)
);

create table fact_partner_link (        -- one row per partner and centre
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  partner_no text not null, partner_name text not null, partner_type text not null, center_no text not null, linked_on date not null, unlinked_on date,
  primary key (county_id, source, src_id)
);

create table fact_menu (                -- one row per monthly menu of a centre
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  center_no text not null, month_on date not null,
  published_on date,                                   -- on the first of its channels
  both_published_on date,                              -- on the second of them
  online_on date, offline_on date,
  primary key (county_id, source, src_id)
);
create index fact_menu_month_on on fact_menu (county_id, month_on);
create index fact_menu_key on fact_menu (src_id);

create table fact_menu_item (           -- one row per item of a menu
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  planned_on date not null,
  menu_on date not null,                               -- first day of the month its menu is for
  menu_no text not null, title text not null, category text not null, time_range text not null, place text not null,
  audience text not null, capacity int not null, sign_up text not null, demand_no text, resource_no text, is_claimable boolean not null,
  accepted_on date, partner_name text,                 -- of its first accepted claim that stands
  primary key (county_id, source, src_id)
);
create index fact_menu_item_day on fact_menu_item (county_id, menu_on);
create index fact_menu_item_key on fact_menu_item (src_id);
create index fact_menu_item_demand on fact_menu_item (demand_no) where demand_no is not null;

create table fact_claim (               -- one row per claim of a partner on an item
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  item_no text not null, partner_no text not null, partner_name text not null, partner_type text not null,
  claimed_on date not null, accepted_on date, due_on date not null, fulfilled_on date, withdrawn_on date,
  primary key (county_id, source, src_id)
);
create index fact_claim_day on fact_claim (county_id, due_on);
create index fact_claim_key on fact_claim (src_id);

create table fact_committee_unit (      -- one row per seat on a joint committee
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  committee_name text not null, kind text not null, org_no text not null, org_name text not null, joined_on date not null, left_on date,
  primary key (county_id, source, src_id)
);

create table fact_monthly_return (      -- one row per town and month that was handed in
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  month_on date not null, submitted_on date not null,
  visits_by_cadres int not null, visits_by_grid_workers int not null, visits_by_volunteers int not null, council_meetings int not null, council_decisions int not null,
  primary key (county_id, source, src_id)
);
create index fact_monthly_return_unit on fact_monthly_return (county_id, unit_id, month_on);

create table fact_party_member (        -- one row per member in a formal organisation
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  member_pid text not null, org_no text not null, admitted_on date not null, probation_due_on date not null, full_on date,
  increased_on date not null, increase_kind text not null, left_on date, decrease_kind text,
  primary key (county_id, source, src_id)
);

create table fact_branch (              -- one row per branch
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  branch_no text not null, name text not null, is_joint boolean not null, has_committee boolean not null, founded_on date not null, dissolved_on date, term_ends_on date not null,
  primary key (county_id, source, src_id)
);

create table fact_life_event (          -- one row per event of organisational life that passed its review
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  held_on date not null, branch_no text not null, kind text not null, mode text not null, topic text not null, lecturer text,
  with_assembly boolean not null, with_committee boolean not null, due_count int not null, attend_count int not null,
  primary key (county_id, source, src_id)
);
create index fact_life_event_day on fact_life_event (county_id, held_on);

create table fact_stage (               -- one row per step of a person's development; it lasts until the next
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  person_pid text not null, branch_no text not null, stage text not null, from_on date not null, to_on date,
  age int not null, gender text not null, age_band text not null, education text not null, is_new_worker text not null,
  primary key (county_id, source, src_id)
);
create index fact_stage_person on fact_stage (person_pid);

create table fact_plan_task (           -- one row per task of a plan
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  plan text not null, pillar text not null, title text not null, owner_dept text not null, begun_on date not null, due_on date not null, done_on date,
  primary key (county_id, source, src_id)
);

create table fact_document (            -- one row per policy document
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  title text not null, issuer text not null, kind text not null, issued_on date not null,
  primary key (county_id, source, src_id)
);

create table fact_committee_seat (      -- one row per member unit of the committee for new economic and social organisations
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  org_no text not null, org_name text not null, joined_on date not null, left_on date,
  primary key (county_id, source, src_id)
);

create table fact_meeting (             -- one row per meeting across departments or talk with workers
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  held_on date not null, kind text not null, topic text not null, attendee_count int not null, org_count int not null,
  primary key (county_id, source, src_id)
);

create table fact_meeting_decision (    -- one row per decision of a meeting
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  meeting_no text not null, content text not null, owner_dept text not null, decided_on date not null, due_on date not null, done_on date,
  primary key (county_id, source, src_id)
);

create table fact_report_in (           -- one row per report-in of a worker
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  worker_pid text not null, worker_group text not null, shows_membership boolean not null, reported_on date not null, cancelled_on date,
  primary key (county_id, source, src_id)
);

create table fact_volunteer_team (      -- one row per volunteer team
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  name text not null, formed_on date not null, dissolved_on date, chat_members int not null,
  primary key (county_id, source, src_id)
);

create table fact_volunteer_event (     -- one row per thing volunteers did
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  held_on date not null, topic text not null, people int not null, hours numeric not null, emergency_kind text, response_minutes int,
  primary key (county_id, source, src_id)
);

create table fact_training (            -- one row per session of training
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  held_on date not null, series text not null, topic text not null, title text not null, status text not null, attendees int,
  primary key (county_id, source, src_id)
);

create table fact_points (              -- one row per entry of a points account
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  entered_on date not null, account_no text not null, action text not null, points int not null, goods text,
  primary key (county_id, source, src_id)
);
create index fact_points_day on fact_points (county_id, entered_on);
create index fact_points_key on fact_points (src_id);

-- Firms: since when each kind of party work reaches them.
alter table fact_firm add column instructor_from date, add column contact_from date, add column mass_org_from date;
alter table fact_showcase_project add column served_count int;
-- On probation for a time, which the register's last word does not tell.
alter table fact_found_member drop column is_probationary, add column probationary_from date, add column probationary_to date;

-- What follows from facts alone is a view.

create or replace view fact_center_due with (security_invoker = true) as -- units that ought to have a centre: every unit but statistical areas and party branches
select county_id, unit_id, code as src_id, level, valid_from, valid_to
from unit
where kind not like 'quasi%' and kind <> 'branch';

create view fact_demand_list with (security_invoker = true) as -- demands, with what was found for them
select d.county_id, d.unit_id, d.source, d.src_id, d.load_id, d.row_no, d.collected_on, d.category, d.resident_group, d.channel, d.collector, d.content, d.status, d.is_valid,
  d.matched_on, d.closed_on, d.item_title, r.description as resource, r.partner_name as provider
from fact_demand d
left join fact_resource r on r.county_id = d.county_id and r.source = d.source and r.src_id = d.resource_no;

create view fact_menu_month with (security_invoker = true) as -- the menus there are, and those due of the centres open on the first of a month
select coalesce(m.county_id, c.county_id) as county_id, coalesce(m.unit_id, c.unit_id) as unit_id, coalesce(m.source, c.source) as source,
  coalesce(m.src_id, c.src_id || '/' || to_char(c.month_on, 'YYYYMM')) as src_id, coalesce(m.load_id, c.load_id) as load_id, coalesce(m.row_no, c.row_no) as row_no,
  coalesce(m.month_on, c.month_on) as month_on, coalesce(m.center_no, c.center_no) as center_no, coalesce(c.level, k.level, 'village') as level,
  c.center_no is not null as is_due, m.published_on, m.both_published_on, m.online_on, m.offline_on
from (
  select c.county_id, c.unit_id, c.source, c.src_id, c.load_id, c.row_no, c.center_id as center_no, c.level, d.month_on::date as month_on
  from fact_center c
  cross join lateral generate_series(
    greatest(date_trunc('month', c.opened_on::timestamp) + case when extract(day from c.opened_on) = 1 then interval '0' else interval '1 month' end, '2023-01-01'),
    least(coalesce(c.closed_on - 1, 'infinity'::date), (now() at time zone 'Asia/Shanghai')::date)::timestamp, interval '1 month') as d (month_on)
) c
full join fact_menu m on m.county_id = c.county_id and m.source = c.source and m.center_no = c.center_no and m.month_on = c.month_on
left join fact_center k on k.county_id = m.county_id and k.source = m.source and k.src_id = m.center_no;

create view fact_resource_month with (security_invoker = true) as -- resources month by month, with the items that used them
select r.county_id, r.unit_id, r.source, r.src_id || '/' || to_char(m.month_on, 'YYYYMM') as src_id, r.load_id, r.row_no, r.resource_no, r.category, m.month_on::date as month_on,
  coalesce(i.items, 0)::int as items
from fact_resource r
cross join lateral generate_series(date_trunc('month', r.valid_from::timestamp),
  least(coalesce(r.valid_to - 1, 'infinity'::date), (now() at time zone 'Asia/Shanghai')::date)::timestamp, interval '1 month') as m (month_on)
left join (
  select county_id, source, resource_no, date_trunc('month', planned_on::timestamp) as month_on, count(*) as items
  from fact_menu_item where resource_no is not null group by 1, 2, 3, 4
) i on i.county_id = r.county_id and i.source = r.source and i.resource_no = r.resource_no and i.month_on = m.month_on;

create view fact_household_visit with (security_invoker = true) as -- households visited, by town, month and role
select r.county_id, r.unit_id, r.source, r.src_id || '/' || v.collector as src_id, r.load_id, r.row_no, r.month_on, v.collector, v.households
from fact_monthly_return r
cross join lateral (values ('cadre', r.visits_by_cadres), ('grid_worker', r.visits_by_grid_workers), ('volunteer', r.visits_by_volunteers)) v (collector, households);

-- Returns that towns owe, month by month, with the day they are due: the 5th of the next month, or the first working day after it.
create view fact_return_due with (security_invoker = true) as
select u.county_id, u.unit_id, p.source, u.code || '/' || to_char(m.month_on, 'YYYY-MM') as src_id, coalesce(r.load_id, 0) as load_id, coalesce(r.row_no, 0) as row_no,
  m.month_on::date as month_on, d.deadline_on, r.submitted_on
from (select source, county_id, min(month_on) as first_on from fact_monthly_return group by source, county_id) p
join unit u on u.county_id = p.county_id and u.level = 'town' and u.kind not in ('quasi_town', 'branch')
cross join lateral generate_series(greatest(p.first_on, date_trunc('month', u.valid_from::timestamp)),
  least(coalesce(u.valid_to - 1, 'infinity'::date), (now() at time zone 'Asia/Shanghai')::date)::timestamp, interval '1 month') as m (month_on)
cross join lateral (
  select min(c.day) as deadline_on from calendar_day c where c.is_workday and c.day >= (m.month_on + interval '1 month' + interval '4 days')::date and c.day < (m.month_on + interval '1 month' + interval '20 days')::date
) d
left join lateral (
  select load_id, row_no, submitted_on from fact_monthly_return r
  where r.county_id = u.county_id and r.source = p.source and r.unit_id = u.unit_id and r.month_on = m.month_on order by submitted_on limit 1
) r on true;

-- Branches quarter by quarter, and whether each minimum was met: an assembly in the quarter, a committee or group meeting and a theme
-- party day in every month of it.
create view fact_branch_quarter with (security_invoker = true) as
select b.county_id, b.unit_id, b.source, b.src_id || '/' || to_char(q.quarter_on, 'YYYY"Q"Q') as src_id, b.load_id, b.row_no, b.branch_no, b.name,
  quarter_end(q.quarter_on::date) as quarter_end_on, coalesce(e.assemblies, 0)::int as assemblies, coalesce(e.committee_months, 0)::int as committee_months,
  coalesce(e.party_day_months, 0)::int as party_day_months,
  coalesce(e.assemblies >= 1 and e.committee_months = 3 and e.party_day_months = 3, false) as is_met
from fact_branch b
cross join lateral generate_series(
  greatest(date_trunc('quarter', b.founded_on::timestamp) + case when b.founded_on = date_trunc('quarter', b.founded_on::timestamp) then interval '0' else interval '3 months' end, '2023-01-01'),
  least(coalesce(b.dissolved_on, 'infinity'::date), (now() at time zone 'Asia/Shanghai')::date)::timestamp, interval '3 months') as q (quarter_on)
left join lateral (
  select count(*) filter (where kind = 'assembly' or with_assembly) as assemblies,
    count(distinct extract(month from held_on)) filter (where kind in ('committee', 'group') or with_committee) as committee_months,
    count(distinct extract(month from held_on)) filter (where kind = 'party_day') as party_day_months
  from fact_life_event e
  where e.county_id = b.county_id and e.source = b.source and e.branch_no = b.branch_no and e.held_on >= q.quarter_on and e.held_on < q.quarter_on + interval '3 months'
) e on true
where b.dissolved_on is null or b.dissolved_on > quarter_end(q.quarter_on::date);

create view fact_member_change with (security_invoker = true) as -- one row per increase and per decrease of members
select county_id, unit_id, source, src_id || '/+' as src_id, load_id, row_no, member_pid, increased_on as changed_on, increase_kind as change, 1 as sign from fact_party_member
union all
select county_id, unit_id, source, src_id || '/-', load_id, row_no, member_pid, left_on, coalesce(decrease_kind, 'other_out'), -1 from fact_party_member where left_on is not null;

create view fact_emergency with (security_invoker = true) as -- volunteer events that answered an emergency
select county_id, unit_id, source, src_id, load_id, row_no, held_on, emergency_kind, people, response_minutes from fact_volunteer_event where emergency_kind is not null;

-- Rules of the catalogue that found a fault: one row for each rule and unit that must be mended before its figures are published.
create table fact_rule_failure (
  county_id int not null, source text not null, src_id text not null, unit_id bigint not null, load_id bigint not null, row_no bigint not null,
  rule text not null, found_on date not null,
  primary key (county_id, source, src_id)
);

-- What the rules found when a version was published.
create table rule_violation (
  county_id int    not null,             -- 0 above the county, or where no unit is meant
  unit_id   bigint not null,
  version   int    not null,
  rule      text   not null,             -- X01 to X50
  name      text   not null,
  severity  text   not null check (severity in ('blocks', 'explain', 'informs')),
  subjects  text[] not null,
  since_on  date   not null,
  zh        text   not null,
  en        text   not null
);
create index rule_violation_version on rule_violation (version, county_id);

alter table data_version add column held text[] not null default '{}'; -- subjects that kept their last figures, for a rule found a fault in their facts
