-- one row per party organisation, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no,
  payload->>'name' as name,
  payload->>'kind' as kind,
  (payload->>'unit_id')::bigint as unit_id,
  (payload->>'established_on')::date as established_on,
  (payload->>'dissolved_on')::date as dissolved_on
from raw_latest
where entity = 'party_org'
