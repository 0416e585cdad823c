-- one row per platform and month whose roster was delivered
-- grain: source, platform, month_on
select distinct source, regexp_replace(page, '/[^/]*$', '') as platform, covers_month as month_on
from load
where page is not null
