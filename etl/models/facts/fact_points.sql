-- one row per entry of a points account
-- grain: source, src_id
select e.county_id, e.source, e.src_id, e.unit_id, e.load_id, e.row_no,
  e.entered_on, e.account_no, e.action, e.points, e.goods
from fact_key k
join stg_points_entry e on e.src_id = k.src_id
