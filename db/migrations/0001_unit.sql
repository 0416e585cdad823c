-- Reporting units: an effective-dated tree. County is the key that leads every other table's key.
create table unit (
  unit_id    bigint primary key,
  county_id  int    not null,            -- county-level unit it belongs to (districts, counties, functional zones); 0 above the county
  code       text   not null,
  name_zh    text   not null,
  name_en    text   not null,
  level      text   not null check (level in ('city', 'county', 'town', 'village')),
  kind       text   not null,            -- city, district, county_city, county, zone, subdistrict, town, township, quasi_town, community, village, quasi_village
  parent_id  bigint references unit,
  sort_no    int    not null,            -- administrative order; functional zones follow the districts
  valid_from date   not null,
  valid_to   date,                       -- excluded; null while it stands
  constraint unit_code_once unique (code, valid_from)
);

-- Who stands above whom, and when. A unit stands above itself at depth 0.
create table unit_closure (
  county_id   int    not null,           -- county of the unit below
  ancestor_id bigint not null references unit,
  unit_id     bigint not null references unit,
  depth       int    not null,
  valid_from  date   not null,
  valid_to    date,
  primary key (ancestor_id, unit_id, valid_from)
);
create index unit_closure_below on unit_closure (unit_id, valid_from);

-- Days of Asia/Shanghai: which are worked. Holidays and make-up days as the State Council announces them.
create table calendar_day (
  day        date primary key,
  is_workday boolean not null,
  holiday_zh text
);

-- Units that ought to have a party-mass service centre: every unit but statistical areas.
create view fact_center_due with (security_invoker = true) as
select county_id, unit_id, code as src_id, level, valid_from, valid_to
from unit
where kind not like 'quasi%';
