-- one row per new-economy firm, as last reported
-- grain: source, src_id
select
  county_id, source, src_id, load_id, row_no,
  payload->>'name' as name,
  (payload->>'unit_id')::bigint as unit_id,
  (payload->>'operating_from')::date as operating_from,
  (payload->>'operating_to')::date as operating_to,
  payload->>'org_cover' as org_cover,
  (payload->>'covered_from')::date as covered_from,
  (payload->>'full_members')::int as full_members,
  (payload->>'instructor_from')::date as instructor_from,
  (payload->>'contact_from')::date as contact_from,
  (payload->>'mass_org_from')::date as mass_org_from
from raw_latest
where entity = 'firm'
