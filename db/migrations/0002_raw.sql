-- What arrived, as it arrived. Append-only; personal numbers are pseudonyms before they come here.

-- One delivery of one source: a read of a system, or a file.
create table load (
  load_id      bigint generated always as identity primary key,
  source       text        not null,     -- service-menu, station-gates, member-register, industry-rosters, issue-system
  file_name    text,                     -- null when a system was read
  file_sha256  text,
  covers_month date,                     -- the month a file reports on …
  page         text,                     -- … and what it is complete for, such as the platform and month of a roster
  as_of        timestamptz not null,     -- instant at which the source was in this state
  started_at   timestamptz not null default now(),
  finished_at  timestamptz,
  rows_read    bigint      not null default 0,
  rows_changed bigint      not null default 0,   -- appended to raw_row as good rows
  rows_same    bigint      not null default 0,   -- already known, unchanged
  rows_rejected bigint     not null default 0,
  rows_duplicate bigint    not null default 0,   -- repeated within the delivery; the last one counts
  rows_deleted bigint      not null default 0,   -- missing where they used to be, so not among the rows read
  is_demo      boolean     not null default false,
  requested_by text,
  constraint load_conserves_rows check (rows_read = rows_changed + rows_same + rows_rejected + rows_duplicate)
);
create index load_file on load (source, file_sha256) where file_sha256 is not null;
create index load_page on load (source, page, load_id) where page is not null;

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
create index raw_row_refused on raw_row (src_id) where state <> 'good'; -- where a row that is refused again is looked for

-- The row that counts for each key: the last good report, until it is deleted. Kept beside raw_row so that a diff reads one row a key.
create table raw_latest (
  county_id int    not null,
  source    text   not null,
  entity    text   not null,
  src_id    text   not null,
  load_id   bigint not null,
  row_no    bigint not null,
  page      text   not null,             -- where it was read: a page of the source table, or the platform and month of a roster
  parent_id text,                        -- key of what it belongs to: the issue of an event, the person of a roster line
  hash      text   not null,
  payload   jsonb  not null,
  primary key (entity, src_id, source)
);
alter table raw_latest alter column payload set statistics 0, alter column hash set statistics 0; -- never compared, and dear to sample
create index raw_latest_page on raw_latest (entity, page, source);
create index raw_latest_parent on raw_latest (entity, parent_id) where parent_id is not null;

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
  page        text   not null,           -- ours; a page keeps it for life
  from_key    text,                      -- smallest key that may lie on the page; null on the first. The next page's ends it
  row_count   bigint not null,
  fingerprint text   not null,           -- of all its rows, and of what parsing them depends on
  load_id     bigint not null,           -- that read it last
  primary key (source, entity, page)
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
  ripe_on   date,                        -- business date on which a cohort of the month will move; null: fold with the next run
  mark_id   bigint generated always as identity,
  primary key (county_id, subject, month_on, mark_id)
);
