-- Where what stands in a unit counts, and when: as in the tree, and once the unit is no more for the units above that still are. Its centre
-- is open and its members are there until their source says otherwise; without it they fell out of the county with their village, which no
-- roll-forward adds up. What ends with its whole county counts nowhere: there is no county that could tell it.
create view unit_counted with (security_invoker = true) as
select county_id, ancestor_id, unit_id, depth, valid_from, valid_to from unit_closure
union all
select c.county_id, c.ancestor_id, c.unit_id, c.depth, c.valid_to, least(a.valid_to, k.valid_to)
from unit u
join unit_closure c on c.unit_id = u.unit_id and c.valid_to = u.valid_to and c.depth > 0
join unit a on a.unit_id = c.ancestor_id
join unit_closure h on h.unit_id = u.unit_id and h.valid_to = u.valid_to
join unit k on k.unit_id = h.ancestor_id and k.level = 'county'
where coalesce(least(a.valid_to, k.valid_to), 'infinity') > u.valid_to;
