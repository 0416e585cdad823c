-- one row per monthly menu of a centre
-- grain: source, src_id
select m.county_id, m.source, m.src_id, m.unit_id, m.load_id, m.row_no,
  m.center_no, m.month_on, least(m.online_on, m.offline_on) as published_on,
  case when m.online_on is not null and m.offline_on is not null then greatest(m.online_on, m.offline_on) end as both_published_on, m.online_on, m.offline_on
from fact_key k
join stg_menu m on m.src_id = k.src_id
