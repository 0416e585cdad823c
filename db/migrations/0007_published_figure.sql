-- Figures as they were printed in public: a number cut to a step, and the word that stands with it (2800多). What the figure is stays exact.
create table published_figure (
  county_id    int     not null,
  unit_id      bigint  not null,
  metric_code  text    not null,
  period       text    not null,         -- as questions name it: 2024, 2024-10
  printed      numeric not null,
  qualifier    text    not null check (qualifier in ('exact', 'about', 'over', 'odd')),   -- none, 约, 多, 余
  step         numeric not null check (step > 0),
  published_on date    not null,
  place        text,                     -- where it was printed
  primary key (county_id, unit_id, metric_code, period)
);
