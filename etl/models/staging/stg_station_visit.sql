-- one row per station, day, worker group and service, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no, parent_id as station_id,
  (payload->>'visited_on')::date as visited_on,
  payload->>'worker_group' as worker_group,
  payload->>'service' as service,
  (payload->>'person_times')::int as person_times
from raw_latest
where entity = 'station_visit'
