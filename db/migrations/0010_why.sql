-- What people know beside the figures: events that explain them, and questions to those who report them.
create table known_event (
  event_id     uuid primary key,
  county_id    int    not null,
  unit_id      bigint not null,          -- it concerns this unit and all below
  kind         text   not null check (kind in ('typhoon', 'renovation', 'holiday', 'other')),
  from_on      date   not null,
  until_on     date   not null,          -- excluded
  zh           text   not null,
  en           text   not null,
  entered_by   text   not null,          -- name of who entered it, as it is shown
  entered_at   timestamptz not null default now(),
  withdrawn_at timestamptz,              -- a mistake; it stays in the table and the audit
  constraint known_event_days check (until_on > from_on)
);
create index known_event_days on known_event (county_id, from_on);

create table unit_question (
  question_id uuid primary key,
  county_id   int    not null,
  unit_id     bigint not null,           -- asked of this unit's clerks
  metric_code text   not null,
  period      text   not null,
  compare     text   not null check (compare in ('prev', 'yoy')),
  version     int    not null,           -- the figures the asker saw
  asks        text   not null,
  asked_by    text   not null,
  asked_at    timestamptz not null default now(),
  answer      text,
  answered_by text,
  answered_at timestamptz
);
create index unit_question_open on unit_question (county_id) where answer is null;
