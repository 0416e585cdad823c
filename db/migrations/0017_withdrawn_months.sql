-- A month that no row of its system speaks for any more, because the year of one had been mistyped: reported until the next publication takes it away.
alter table coverage add column withdrawn_by bigint;   -- load that found it so

-- Months that were reported and are no more: versions that told of them go on doing so.
create table coverage_withdrawn (
  county_id     int  not null,
  source        text not null,
  month_on      date not null,
  from_version  int  not null,
  until_version int  not null,           -- first version that tells of it no longer
  primary key (county_id, source, month_on, until_version)
);

create view coverage_told with (security_invoker = true) as
select county_id, source, month_on, from_version, null::int as until_version from coverage where from_version is not null
union all
select county_id, source, month_on, from_version, until_version from coverage_withdrawn;
