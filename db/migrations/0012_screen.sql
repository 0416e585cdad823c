-- Screens on walls. A screen is no person: it is given a link once, keeps a token of its own and may only read.
create table screen (
  screen_id       uuid primary key,
  place           text not null,                                        -- where it hangs, in words
  shows           text[] not null check (cardinality(shows) > 0),       -- the pages it turns, in their order
  unit_codes      text[] not null check (cardinality(unit_codes) > 0),  -- whose figures it shows: these units and all below
  made_by         text not null,                                        -- login, 'command' or 'demo'
  made_at         timestamptz not null default now(),
  link_hash       text unique,                                          -- null once the link has been used
  link_expires_at timestamptz not null,
  token_hash      text unique,                                          -- sha-256 of what only the screen's cookie holds; null until the link is used
  expires_at      timestamptz,
  revoked_at      timestamptz
);
