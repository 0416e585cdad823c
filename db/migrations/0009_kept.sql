-- What people keep: views of pages, short links, where their work begins; and the way to the first account.
create table saved_view (
  view_id    uuid primary key,
  user_id    uuid not null references app_user,
  name       text not null,
  path       text not null,              -- page and filters, like /overview?period=last-month; a relative period moves on
  unit_code  text,                       -- the area it names: only who may see it is told of a shared one
  is_shared  boolean not null default false,
  created_at timestamptz not null default now(),
  constraint saved_view_once unique (user_id, name)
);

create table short_link (
  link_id    text primary key,           -- the beginning of the path's sha-256, so one page has one link
  path       text not null,
  created_at timestamptz not null default now()
);

create table setup_token (               -- printed on the console while there is no account; used once
  token_hash text primary key,
  expires_at timestamptz not null,
  used_at    timestamptz
);

alter table app_user add home text;      -- page and filters where their work begins; null: the page of the role
