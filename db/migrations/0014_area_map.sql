-- Maps that may be shown: outlines of units from a file whose map was approved, each printed with its approval number.
create table area_map (
  map_id    bigint generated always as identity primary key,
  approval  text not null check (approval <> ''),  -- 审图号, printed wherever the map is drawn
  file_name text not null,
  added_by  text not null,
  added_at  timestamptz not null default now()
);

-- One outline a unit, of the map that was added last.
create table area_outline (
  unit_code text primary key,
  map_id    bigint not null references area_map on delete cascade,
  outline   jsonb not null          -- coordinates of a GeoJSON MultiPolygon, in degrees
);
