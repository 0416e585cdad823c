-- one row per platform and month whose roster was delivered, as it was delivered last
-- grain: source, platform, month_on
-- A line that was refused may be the one that seems to be missing: such a roster takes nobody off, until it comes without one.
select distinct on (source, page) source, regexp_replace(page, '/[^/]*$', '') as platform, covers_month as month_on, page, rows_rejected = 0 as takes_off
from load
where page is not null
order by source, page, load_id desc
