-- one row per care activity, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no, parent_id as site_id,
  payload->>'kind' as kind,
  (payload->>'held_on')::date as held_on,
  payload->>'hospital_id' as hospital_id,
  (payload->>'beneficiaries')::int as beneficiaries
from raw_latest
where entity = 'care'
