-- one row per new-economy firm
-- grain: source, src_id
-- Party work reaches a firm from the first of: organisation, instructor, contact, union or youth league.
select f.county_id, f.source, f.src_id, f.unit_id, f.load_id, f.row_no,
  f.name, f.operating_from, f.operating_to, f.org_cover, f.covered_from, f.full_members,
  least(f.covered_from, f.instructor_from, f.contact_from, f.mass_org_from) as work_covered_from,
  f.instructor_from is not null as has_instructor, f.contact_from is not null as has_contact, f.mass_org_from is not null as has_mass_org,
  f.instructor_from, f.contact_from, f.mass_org_from
from fact_key k
join stg_firm f on f.src_id = k.src_id
