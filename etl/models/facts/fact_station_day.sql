-- one row per station and scheduled day
-- grain: source, src_id
select s.county_id, d.source, d.src_id, s.unit_id, d.load_id, d.row_no,
  d.day_on, d.station_id, s.venue_kind, d.is_open, d.visits
from fact_key k
join stg_station_day d on d.src_id = k.src_id
join stg_station s on s.source = d.source and s.src_id = d.station_id
