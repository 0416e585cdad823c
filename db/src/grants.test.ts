import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import type { Database } from './database.js'
import { findGrant } from './grants.js'
import { logins } from './roles.js'

const services = ['etl', 'api', 'trace', 'desk'] as const
const verbs = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'] as const

let database: Database
beforeAll(async () => { database = await freshDatabase() })
afterAll(() => database.close())

test('each role has the rights of the matrix on every table and view, and no other', async () => {
  const { rows } = await database.pool('owner').raw(`
    select c.relname as table, role, string_agg(verb, ' ' order by position) as rights
    from pg_class c, unnest(:roles::text[]) as role, unnest(:verbs::text[]) with ordinality as v(verb, position)
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege(role, c.oid, verb)
    group by c.relname, role order by c.relname, role`, { roles: services.map(role => logins[role]), verbs: [...verbs] })
  const { rows: tables } = await database.pool('owner').raw(`
    select relname as table from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and not relispartition`)
  const expected = tables.flatMap(({ table }: { table: string }) => services.flatMap(role => {
    const rights = findGrant(table)?.rights[role]?.split(' ').filter(right => !right.includes('(')).join(' ')
    return rights ? [{ table, role: logins[role], rights }] : []
  }))
  const sorted = (list: { table: string; role: string }[]) => [...list].sort((a, b) => (`${a.table} ${a.role}` < `${b.table} ${b.role}` ? -1 : 1))
  expect(sorted(rows)).toEqual(sorted(expected))
})

test('the desk asks a run to stop, and can change nothing else about it', async () => {
  const desk = database.pool('desk')
  await desk.raw(`insert into run (run_id, job, fire_at, state, business_on) values (gen_random_uuid(), 'nightly', now(), 'queued', '2026-11-24')`)
  await desk.raw('update run set cancel_asked = true')
  await expect(desk.raw(`update run set state = 'done'`)).rejects.toThrow('permission denied')
})

test.each([
  ['etl', 'update raw_row set payload = null'],
  ['etl', 'delete from raw_row'],
  ['etl', 'select login from app_user'],
  ['api', 'select county_id from fact_issue'],
  ['api', 'select token_hash from session'],
  ['trace', 'delete from fact_issue'],
  ['trace', 'select login from app_user'],
  ['desk', 'select county_id from fact_issue'],
  ['desk', 'update audit set detail = null'],
  ['desk', 'delete from audit'],
  ['api', 'create table mine (x int)'],
  ['api', 'create temporary table mine (x int)'],
] as const)('%s may not: %s', async (role, statement) => {
  await expect(database.pool(role).raw(statement)).rejects.toThrow('permission denied')
})
