-- one row per volunteer team
-- grain: source, src_id
select t.county_id, t.source, t.src_id, t.unit_id, t.load_id, t.row_no,
  t.name, t.formed_on, t.dissolved_on, t.chat_members
from fact_key k
join stg_volunteer_team t on t.src_id = k.src_id
