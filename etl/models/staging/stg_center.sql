-- one row per party-mass service centre, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no,
  payload->>'name' as name,
  payload->>'level' as level,
  (payload->>'unit_id')::bigint as unit_id,
  (payload->>'opened_on')::date as opened_on,
  (payload->>'closed_on')::date as closed_on
from raw_latest
where entity = 'center'
