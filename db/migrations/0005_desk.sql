-- People, their sessions, what they asked for and what they did. Served by the role mingshu_desk, which sees no figure.
create table app_user (
  user_id       uuid primary key,
  login         text not null,
  name          text not null,
  role          text not null check (role in ('leader', 'reviewer', 'clerk', 'operator')),
  unit_codes    text[] not null check (cardinality(unit_codes) > 0),   -- what they may see: these units and all below
  password_hash text,                    -- null: no password signs in, only a token
  disabled_at   timestamptz,
  created_at    timestamptz not null default now(),
  constraint app_user_login_once unique (login)
);

create table login_failure (             -- failed sign-ins in a row, counted for an address, and for an account from an address
  who          text primary key,         -- ip:<address>, or <login>@<address>
  failures     int  not null,
  locked_until timestamptz,
  last_at      timestamptz not null
);

create table session (
  token_hash text primary key,           -- sha-256 of 32 random bytes that only the cookie holds
  user_id    uuid not null references app_user,
  created_at timestamptz not null default now(),
  seen_at    timestamptz not null default now(),
  expires_at timestamptz not null
);

create table token (                     -- personal tokens for scripts, and one-time links of the demo
  token_hash text primary key,
  user_id    uuid not null references app_user,
  kind       text not null check (kind in ('script', 'once')),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  used_at    timestamptz
);

create table audit (                     -- append-only and chained: each row's hash covers the row before
  seq    bigint primary key,
  at     timestamptz not null,
  actor  text not null,
  action text not null,
  detail jsonb not null,
  prev   text not null,
  hash   text not null
);

create table export_job (
  export_id    uuid primary key,
  number       text,                     -- 导出号
  user_id      uuid not null,
  report       text not null,            -- a report of the catalogue, or 'ledger'
  question     jsonb not null,           -- unit, period, metric, language
  version      int  not null,
  state        text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  progress     numeric(4, 3) not null default 0,
  attempt      int  not null default 0,
  cancel_asked boolean not null default false,
  idempotency_key text,
  file_name    text, file_path text, sha256 text, bytes bigint, row_count bigint,
  failure_zh   text, failure_en text,
  created_at   timestamptz not null default now(),
  finished_at  timestamptz,
  constraint export_once unique (user_id, idempotency_key)
);

create table upload (
  upload_id  uuid primary key,
  user_id    uuid not null,
  source     text not null,
  file_name  text not null,
  file_path  text not null,
  sha256     text not null,
  mode       text not null check (mode in ('all', 'good')),   -- all rows or none; or the good ones
  state      text not null check (state in ('queued', 'running', 'done', 'refused', 'failed')),
  load_id    bigint, run_id uuid,
  outcome    jsonb,
  created_at timestamptz not null default now()
);
