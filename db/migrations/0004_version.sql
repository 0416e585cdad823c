-- Published versions, the pointer readers take first, and the ledger of runs.
create table data_version (
  version      int primary key,
  run_id       uuid        not null,
  business_on  date        not null,     -- the last day the figures count
  data_as_of   timestamptz not null,     -- oldest of the sources' states behind it
  tree_on      date        not null,     -- the tree used for the running period
  definitions  jsonb       not null,     -- metric code → hash of its definition
  checks       jsonb       not null,
  is_demo      boolean     not null,
  published_at timestamptz not null
);

create table published (
  one     boolean primary key default true check (one),
  version int not null references data_version
);

create table run (
  run_id       uuid primary key,
  job          text        not null,
  fire_at      timestamptz not null,     -- nominal time: with the job, the key that lets one server run it
  state        text        not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  full_fold    boolean     not null default false,
  from_on      date, to_on date,         -- fold again what lies between, besides what is dirty
  business_on  date        not null,
  attempt      int         not null default 0,
  lease_owner  text,
  cancel_asked boolean     not null default false,
  requested_by text,
  queued_at    timestamptz not null default now(),
  started_at   timestamptz,
  finished_at  timestamptz,
  version      int,
  failure_zh   text, failure_en text,    -- what failed, where, and what to do
  constraint run_once unique (job, fire_at)
);

-- Until when the owner of a running run is believed alive. Apart from the run, for its row must not change while it publishes:
-- whoever changes it (takes the run over, asks it to stop) makes the publication fail.
create table run_lease (
  run_id uuid primary key references run,
  until  timestamptz not null
);

create table run_step (
  run_id      uuid not null references run,
  seq         int  not null,
  attempt     int  not null,
  name        text not null,             -- load service-menu, facts, fold activity, check, publish, …
  started_at  timestamptz not null,
  finished_at timestamptz,
  rows_in     bigint, rows_out bigint,
  progress    numeric(4, 3),
  note_zh     text, note_en text,
  primary key (run_id, attempt, seq)
);

-- Targets by unit and year, decided by people.
create table target (
  county_id   int  not null,
  unit_id     bigint not null,
  metric_code text not null,
  year        int  not null,
  value       numeric not null,
  basis       text,
  primary key (county_id, unit_id, metric_code, year)
);
