-- one row per check of a kind of facility at a station; it holds until the next check
-- grain: source, src_id; keys are stations
select s.county_id, c.source, c.src_id, s.unit_id, c.load_id, c.row_no,
  c.station_id, c.kind, c.checked_on,
  lead(c.checked_on) over (partition by c.source, c.station_id, c.kind order by c.checked_on, length(c.src_id), c.src_id) as next_checked_on,
  c.quantity, c.quantity_ok
from fact_key k
join stg_facility_check c on c.station_id = k.src_id
join stg_station s on s.source = c.source and s.src_id = c.station_id
