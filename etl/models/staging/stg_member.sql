-- one row per registration of a party member, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no, parent_id as member_pid,
  payload->>'status' as status,
  payload->>'channel' as channel,
  (payload->>'unit_id')::bigint as unit_id,
  (payload->>'registered_on')::date as registered_on,
  (payload->>'managed_from')::date as managed_from,
  (payload->>'left_on')::date as left_on
from raw_latest
where entity = 'member'
