-- one row per rest station
-- grain: source, src_id
select s.county_id, s.source, s.src_id, s.unit_id, s.load_id, s.row_no,
  s.src_id as station_id, s.name, s.brand, s.role, s.venue_kind, s.opened_on, s.closed_on
from fact_key k
join stg_station s on s.src_id = k.src_id
