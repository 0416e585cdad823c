-- one row per station, day, worker group and service
-- grain: source, src_id
select s.county_id, v.source, v.src_id, s.unit_id, v.load_id, v.row_no,
  v.visited_on, v.station_id, s.venue_kind, v.worker_group, v.service, v.person_times
from fact_key k
join stg_station_visit v on v.src_id = k.src_id
join stg_station s on s.source = v.source and s.src_id = v.station_id
