-- First days of the periods a day belongs to. Plain functions of the date: no time zone decides.
create function month_of(day date) returns date immutable parallel safe language sql return date_trunc('month', day::timestamp)::date;
create function quarter_of(day date) returns date immutable parallel safe language sql return date_trunc('quarter', day::timestamp)::date;
create function year_of(day date) returns date immutable parallel safe language sql return date_trunc('year', day::timestamp)::date;

-- What the last published fold knew: when a definition or a county's tree changes, its cells are folded again from the first month.
create table folded (
  what text primary key,                 -- 'subject activity', 'tree 12'
  hash text not null
);
