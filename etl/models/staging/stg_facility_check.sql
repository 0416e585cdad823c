-- one row per check of a kind of facility at a station, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no, parent_id as station_id,
  payload->>'kind' as kind,
  (payload->>'checked_on')::date as checked_on,
  (payload->>'quantity')::int as quantity,
  (payload->>'quantity_ok')::int as quantity_ok
from raw_latest
where entity = 'facility_check'
