-- A month that no row of its system speaks for any more, because the year of one had been mistyped: reported until the next publication takes it away.
alter table coverage add column withdrawn_by bigint;   -- load that found it so
