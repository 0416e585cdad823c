-- one row per station and scheduled day, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no, parent_id as station_id,
  (payload->>'day_on')::date as day_on,
  (payload->>'is_open')::boolean as is_open,
  (payload->>'visits')::int as visits
from raw_latest
where entity = 'station_day'
