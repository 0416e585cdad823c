-- What operators need to judge a night: which runs the demo played, what was tried again, and what the one on duty said of a late one.

alter table run
  add column only_step text,                            -- the one step that is done again before what changed is published; null: all of them
  add column is_demo boolean not null default false,    -- a night of the demo's history: it published nothing
  add constraint run_of_demo_publishes_nothing check (not is_demo or version is null);

alter table run_step
  add column tries int not null default 1,              -- how often it was begun: a source may be away for a moment
  add column rows_rejected bigint;

-- What the operator on duty said about figures that did not come when they were promised. Kept as said; the last word is shown.
create table duty_note (
  note_id  uuid primary key,
  due_at   timestamptz not null,       -- the promise that was missed
  kind     text not null check (kind in ('seen', 'ignored')),
  name     text not null,
  login    text not null,
  sentence text check (length(sentence) <= 200),
  said_at  timestamptz not null default now(),
  constraint duty_note_ignores_for_a_reason check (kind = 'seen' or sentence is not null)
);
create index duty_note_due on duty_note (due_at, said_at);
