import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import type { Database } from './database.js'
import { withClient } from './database.js'
import { findGaps, type Gap } from './guard.js'
import { migrate } from './index.js'

const gapsOf = (database: Database): Promise<Gap[]> => withClient(database.url('owner'), findGaps)

test('a migrated database has no gap in its second wall', async () => {
  await using database = await freshDatabase()
  expect(await gapsOf(database)).toEqual([])
})

test.each([
  ['a view with its owner\'s rights', 'create view fact_all as select county_id from fact_center; grant select on fact_all to mingshu_trace',
    'a view that reads with its owner\'s rights; mingshu_trace may read it', 'fact_all'],
  ['a materialised view', 'create materialized view fact_all as select county_id from fact_center; grant select on fact_all to mingshu_trace',
    'row-level security does not reach it, and mingshu_trace may read it', 'fact_all'],
  ['a table without row-level security', 'create table extra (county_id int); grant select on extra to mingshu_api',
    'row-level security is not forced, and mingshu_api may read it', 'extra'],
  ['a single column of such a table', 'create table extra (county_id int, secret text); grant select (secret) on extra to mingshu_desk',
    'row-level security is not forced, and mingshu_desk may read it', 'extra'],
  ['row-level security that was switched off', 'alter table target_told disable row level security',
    'row-level security is not forced, and mingshu_api may read it', 'target_told'],
  ['row-level security that its owner escapes', 'alter table fact_issue no force row level security',
    'row-level security is not forced, and mingshu_trace may read it', 'fact_issue'],
  ['a policy that lets everything through', 'create policy ajar on fact_issue for select to mingshu_trace using (true)',
    'the policy ajar shows mingshu_trace every row', 'fact_issue'],
  ['a policy for everyone', 'create policy ajar on target_told using (true)',
    'the policy ajar shows mingshu_api every row', 'target_told'],
  ['a partition one can read past its table', 'grant select on fact_activity_202401 to mingshu_trace',
    'a partition, which must be read through its table; mingshu_trace may read it', 'fact_activity_202401'],
  ['a right for everyone', 'grant select, insert on migration to public',
    'everyone may insert, select', 'migration'],
  ['a function with its owner\'s rights', 'create function peek() returns bigint language sql security definer as $$ select count(*) from fact_issue $$',
    'a function that runs with its owner\'s rights; mingshu_api may run it', 'peek()'],
])('%s is found', async (_, statements, what, object) => {
  await using database = await freshDatabase()
  await database.pool('owner').raw(statements)
  expect(await gapsOf(database)).toContainEqual({ what, object })
})

test('a gap stops the next start, which names it', async () => {
  await using database = await freshDatabase()
  await database.pool('owner').raw('create policy ajar on fact_issue for select to mingshu_trace using (true)')
  await expect(migrate(database, { months: ['2024-01-01', '2024-03-01'] })).rejects.toThrow(/Nothing was served\. Undo:\n {2}fact_issue: the policy ajar shows mingshu_trace every row/)
})
