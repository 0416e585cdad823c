-- one row per demand of a resident
-- grain: source, src_id
-- The first match counts; a demand that was refused or repeats another does not count.
select d.county_id, d.source, d.src_id, d.unit_id, d.load_id, d.row_no,
  d.collected_on, d.category, d.resident_group, d.channel, d.collector, d.content, d.status,
  d.status <> 'refused' and d.duplicate_of is null as is_valid, m.matched_on, m.resource_no, d.closed_on, i.title as item_title
from fact_key k
join stg_demand d on d.src_id = k.src_id
left join lateral (
  select matched_on, resource_no from stg_demand_match m where m.demand_no = d.src_id and m.source = d.source order by matched_on, m.src_id limit 1
) m on true
left join lateral (
  select title from stg_menu_item i where i.demand_no = d.src_id and i.source = d.source order by planned_on, i.src_id limit 1
) i on true
