-- one row per showcase project, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no,
  payload->>'name' as name,
  payload->>'kind' as kind,
  (payload->>'unit_id')::bigint as unit_id,
  payload->>'title_level' as title_level,
  (payload->>'awarded_on')::date as awarded_on,
  (payload->>'ended_on')::date as ended_on
from raw_latest
where entity = 'showcase_project'
