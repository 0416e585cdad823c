import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import type { Database } from './database.js'
import { type Scope, scoped } from './scoped.js'

// Two counties with a town each; a fact, its raw row and its problem in both.
const given = `
  insert into fact_center (county_id, source, src_id, unit_id, load_id, row_no, center_id, name, level, opened_on)
  values (1, 's', 'a', 11, 1, 1, 'a', 'A', 'town', '2024-01-01'), (2, 's', 'b', 21, 1, 2, 'b', 'B', 'town', '2024-01-01');
  insert into coverage (county_id, source, month_on, load_id) values (1, 's', '2024-01-01', 1), (2, 's', '2024-01-01', 1);
  insert into raw_row (county_id, load_id, row_no, source, entity, src_id, state) values (1, 1, 1, 's', 'center', 'a', 'good'), (2, 1, 2, 's', 'center', 'b', 'good');
  insert into load_problem (county_id, load_id, row_no, column_name, sentence_zh, sentence_en) values (1, 1, 1, 'c', '', ''), (2, 1, 2, 'c', '', '')`

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  await database.pool('etl').raw(given)
})
afterAll(() => database.close())

test.each([
  ['its county', { counties: [1], units: [] }, { fact_center: [1], raw_row: [1], load_problem: [1] }],
  ['both counties', { counties: [1, 2], units: [] }, { fact_center: [1, 2], raw_row: [1, 2], load_problem: [1, 2] }],
  ['its unit, but not what is kept by county', { counties: [], units: ['21'] }, { fact_center: [2], raw_row: [], load_problem: [] }],
  ['nothing', { counties: [], units: [] }, { fact_center: [], raw_row: [], load_problem: [] }],
] satisfies [string, Scope, Record<string, number[]>][])('a scope shows %s', async (_, scope, seen) => {
  const found = await scoped(database.pool('trace'), scope, async trx => {
    const counties: Record<string, number[]> = {}
    for (const table of Object.keys(seen)) {
      const { rows } = await trx.raw('select county_id from ?? order by 1', [table])
      counties[table] = rows.map(({ county_id }: { county_id: number }) => county_id)
    }
    return counties
  })
  expect(found).toEqual(seen)
})

// Which units there are is no secret, and so is not which of them ought to have a centre.
test('a view shows no more than its tables do', async () => {
  const due = (scope: Scope) => scoped(database.pool('trace'), scope, async trx => (await trx.raw(`
    select (select count(distinct county_id)::int from fact_center_month) as months, (select count(distinct county_id)::int from fact_center_due) as due`)).rows)
  expect(await due({ counties: [1], units: [] })).toEqual([{ months: 1, due: 18 }])
  expect(await due({ counties: [], units: [] })).toEqual([{ months: 0, due: 18 }])
})

test('a scope ends with its transaction, on the same connection', async () => {
  const pool = database.pool('trace')
  const backend = 'select pg_backend_pid() as pid, (select count(*)::int from fact_center) as seen'
  const within = await scoped(pool, { counties: [1, 2], units: [] }, async trx => (await trx.raw(backend)).rows[0])
  const after = (await pool.raw(backend)).rows[0]
  expect([within.seen, after.seen]).toEqual([2, 0])
  expect(after.pid).toBe(within.pid)
})

test('a scope that failed leaves nothing either', async () => {
  const pool = database.pool('trace')
  await expect(scoped(pool, { counties: [1], units: [] }, async trx => { await trx.raw('select 1 / 0') })).rejects.toThrow('division by zero')
  expect((await pool.raw('select county_id from fact_center')).rows).toEqual([])
})

test('one transaction reads one state, and writes nothing', async () => {
  const count = 'select count(*)::int as n from target_told'
  await scoped(database.pool('api'), { counties: [1], units: [] }, async trx => {
    const before = (await trx.raw(count)).rows
    await database.pool('etl').raw(`insert into target_told (county_id, unit_id, metric_code, year, value, from_version) values (1, 2, 'activity_count', 2026, 12, 1)`)
    expect((await trx.raw(count)).rows).toEqual(before)
  })
  await expect(scoped(database.pool('etl'), { counties: [1], units: [] }, trx => trx.raw('delete from target_told'))).rejects.toThrow('read-only transaction')
})

test.each(['1; drop table unit', '', '1,2', '-1', 'null'])('a scope takes whole numbers alone: “%s” is refused', async unit => {
  await expect(scoped(database.pool('api'), { counties: [], units: [unit] }, async () => {})).rejects.toThrow('must be whole numbers')
  await expect(scoped(database.pool('api'), { counties: [Number(unit) - 0.5], units: [] }, async () => {})).rejects.toThrow('must be whole numbers')
})
