-- What arrived, as it arrived. Append-only; personal numbers are pseudonyms before they come here.

-- One delivery of one source: a read of a system, or a file.
create table load (
  load_id      bigint generated always as identity primary key,
  source       text        not null,     -- service-menu, station-gates, member-register, industry-rosters, issue-system
  file_name    text,                     -- null when a system was read
  file_sha256  text,
  covers_month date,                     -- the month a file reports on
  as_of        timestamptz not null,     -- instant at which the source was in this state
  started_at   timestamptz not null default now(),
  finished_at  timestamptz,
  rows_read    bigint      not null default 0,
  rows_changed bigint      not null default 0,   -- appended to raw_row as good rows or deletions
  rows_same    bigint      not null default 0,   -- already known, unchanged
  rows_rejected bigint     not null default 0,
  rows_duplicate bigint    not null default 0,   -- repeated within the delivery; the last one counts
  is_demo      boolean     not null default false,
  requested_by text
);

create table raw_row (
  county_id int    not null,             -- 0 while the county is not known
  load_id   bigint not null,
  row_no    bigint not null,             -- line of the file, or order of reading
  source    text   not null,
  entity    text   not null,             -- what the row is about: activity, center, issue, …
  src_id    text   not null,             -- the row's key in its source
  state     text   not null check (state in ('good', 'deleted', 'rejected', 'duplicate')),
  payload   jsonb,                       -- typed values under our names; null for a deletion
  hash      text,                        -- of the payload: the same hash means an unchanged row
  primary key (county_id, load_id, row_no)
);
create index raw_row_key on raw_row (entity, source, src_id, load_id desc, row_no desc);

-- The row that counts for each key: the last good report, until it is deleted. Kept beside raw_row so that a diff reads one row a key.
create table raw_latest (
  county_id int    not null,
  source    text   not null,
  entity    text   not null,
  src_id    text   not null,
  load_id   bigint not null,
  row_no    bigint not null,
  hash      text   not null,
  payload   jsonb  not null,
  primary key (source, entity, src_id)
);

-- What was wrong with a row, in words a clerk can act on. Personal values are masked.
create table load_problem (
  county_id int    not null,
  load_id   bigint not null,
  row_no    bigint not null,
  column_name text not null,
  value     text,
  sentence_zh text not null,
  sentence_en text not null,
  primary key (county_id, load_id, row_no, column_name)
);

-- Pages of a source table as we last read them: a page whose fingerprint differs is read again.
create table source_page (
  source      text   not null,
  entity      text   not null,
  page_no     int    not null,
  after_key   text,                      -- keys of the page are greater than this …
  upto_key    text,                      -- … and at most this; null on the last page
  row_count   bigint not null,
  fingerprint text   not null,
  load_id     bigint not null,
  primary key (source, entity, page_no)
);

-- Which months of which counties a system has reported. Missing means 未上报, never 0.
create table coverage (
  county_id int  not null,
  source    text not null,
  month_on  date not null,
  load_id   bigint not null,
  from_version int,                      -- first version that tells; null until published
  primary key (county_id, source, month_on)
);

-- Months to fold again, written in the transaction that changed the facts.
create table dirty (
  county_id int    not null,
  subject   text   not null,
  month_on  date   not null,
  mark_id   bigint generated always as identity,
  primary key (county_id, subject, month_on, mark_id)
);
