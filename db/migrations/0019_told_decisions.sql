-- Targets and printed figures as each version told them. What is decided changes with a load, and a version that was published must not.
create table target_told (
  county_id    int     not null,
  unit_id      bigint  not null,
  metric_code  text    not null,
  year         int     not null,
  value        numeric not null,
  basis        text,
  from_version  int    not null,
  until_version int,
  primary key (county_id, unit_id, metric_code, year, from_version)
);

create table published_figure_told (
  county_id    int     not null,
  unit_id      bigint  not null,
  metric_code  text    not null,
  period       text    not null,
  printed      numeric not null,
  qualifier    text    not null,
  step         numeric not null,
  published_on date    not null,
  place        text,
  from_version  int    not null,
  until_version int,
  primary key (county_id, unit_id, metric_code, period, from_version)
);

-- What earlier versions told is not known any more: they go on telling what they tell now.
insert into target_told select county_id, unit_id, metric_code, year, value, basis, 1 from target where exists (select from published);
insert into published_figure_told select county_id, unit_id, metric_code, period, printed, qualifier, step, published_on, place, 1 from published_figure where exists (select from published);

-- The row of the source it came from; null when it came from none. Two keys of a source may name the same unit: 440703 and 440703000000.
alter table target add column src_id text;
alter table published_figure add column src_id text;
update target t set src_id = l.src_id from raw_latest l
where l.entity = 'annual_target' and (l.payload->>'unit_id')::bigint = t.unit_id and l.payload->>'metric_code' = t.metric_code and (l.payload->>'year')::int = t.year;
update published_figure f set src_id = l.src_id from raw_latest l
where l.entity = 'published_figure' and (l.payload->>'unit_id')::bigint = f.unit_id and l.payload->>'metric_code' = f.metric_code and l.payload->>'period' = f.period;
