-- one row per micro-wish that was published
-- grain: source, src_id
select w.county_id, w.source, w.src_id, w.unit_id, w.load_id, w.row_no,
  w.category, w.published_on, w.claimed_on, w.done_on
from fact_key k
join stg_micro_wish w on w.src_id = k.src_id
where w.published_on is not null
