import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { withClient } from './database.js'
import { migrate, type MigrateOptions, readMigrations } from './migrate.js'

const months = ['2024-01-01', '2024-03-01'] as const // as the harness makes them
const next = (sql: string): MigrateOptions => ({ migrations: [...readMigrations(), { name: '9000_next.sql', sql }], months })

test('migrations are applied once, in order', async () => {
  await using database = await freshDatabase()
  expect(await migrate(database, { months })).toEqual({ applied: [] })
  expect(await migrate(database, next('create table extra (x int)'))).toEqual({ applied: ['9000_next.sql'] })
  expect(await migrate(database, next('create table extra (x int)'))).toEqual({ applied: [] })
})

test('a migration that was changed after it had been applied is refused', async () => {
  await using database = await freshDatabase()
  await migrate(database, next('create table extra (x int)'))
  await expect(migrate(database, next('create table extra (x bigint)'))).rejects.toThrow(
    /^db\/migrations\/9000_next\.sql was changed after it had been applied.*write the change as a new migration/)
})

test('a database that is newer than the program is refused', async () => {
  await using database = await freshDatabase()
  await migrate(database, next('create table extra (x int)'))
  await expect(migrate(database, { months })).rejects.toThrow(/has 9000_next\.sql, which this version of Mingshu does not know/)
})

test('a migration that fails leaves nothing behind', async () => {
  await using database = await freshDatabase()
  await expect(migrate(database, next('create table extra (x int); select 1 / 0'))).rejects.toThrow('9000_next.sql failed and left nothing behind: division by zero')
  expect((await database.pool('owner').raw(`select to_regclass('extra') as extra`)).rows).toEqual([{ extra: null }])
  expect(await migrate(database, next('create table extra (x int)'))).toEqual({ applied: ['9000_next.sql'] })
})

test('a migration killed midway leaves nothing behind, and the next start applies it', async () => {
  await using database = await freshDatabase()
  const killed = expect(migrate(database, next('create table extra (x int); select pg_sleep(60)'))).rejects.toThrow('terminating connection')
  await withClient(database.url('owner'), async client => {
    for (let found = 0; found === 0; await pause(10)) {
      const { rowCount } = await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_sleep(60)' and pid <> pg_backend_pid()`)
      found = rowCount ?? 0
    }
  })
  await killed
  expect(await migrate(database, next('create table extra (x int)'))).toEqual({ applied: ['9000_next.sql'] })
})

test('of servers that start at once one migrates and the others wait', async () => {
  await using database = await freshDatabase()
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database, next('create table extra (x int)'))))
  expect(applied.flatMap(({ applied }) => applied)).toEqual(['9000_next.sql'])
})

test('everything belongs to the owner, who is no superuser', async () => {
  await using database = await freshDatabase()
  const { rows } = await database.pool('owner').raw(`
    select distinct relowner::regrole::text as owner, rolsuper from pg_class join pg_roles r on r.oid = relowner
    where relnamespace = 'public'::regnamespace`)
  expect(rows).toEqual([{ owner: 'mingshu_owner', rolsuper: false }])
})

test('every table with a county narrows its rows, for its owner too', async () => {
  await using database = await freshDatabase()
  const { rows } = await database.pool('owner').raw(`
    select relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'county_id'
    where c.relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and not (relrowsecurity and relforcerowsecurity)`)
  expect(rows).toEqual([])
})

test('a time of day is of Shanghai for every role', async () => {
  await using database = await freshDatabase()
  for (const role of ['owner', 'etl', 'api', 'trace', 'desk'] as const) {
    const { rows } = await database.pool(role).raw(`select current_setting('timezone') as zone, timestamptz '2024-12-31 16:00Z' as at`)
    expect(rows).toEqual([{ zone: 'Asia/Shanghai', at: '2025-01-01T00:00:00+08:00' }])
  }
  expect(pg.types.getTypeParser(1082, 'text')('2024-01-01' as never)).toBe('2024-01-01')
})

test('rows that came before the partition of their month was made move into it', async () => {
  await using database = await freshDatabase()
  const etl = database.pool('etl')
  const add = (srcId: string, day: string) => etl.raw(`
    insert into fact_station_day (county_id, source, src_id, unit_id, load_id, row_no, day_on, station_id, venue_kind, is_open, visits)
    values (1, 's', :srcId, 11, 1, 1, :day, 'a', 'x', true, 5)`, { srcId, day })
  const places = async () => (await database.pool('owner').raw('select src_id, tableoid::regclass::text as place from fact_station_day order by 1')).rows
  await add('a', '2024-02-29')
  await add('b', '2025-05-01')
  await add('c', '2025-06-01')
  expect(await places()).toEqual([
    { src_id: 'a', place: 'fact_station_day_202402' }, { src_id: 'b', place: 'fact_station_day_default' }, { src_id: 'c', place: 'fact_station_day_default' },
  ])
  await migrate(database, { months: ['2024-01-01', '2025-05-01'] })
  expect(await places()).toEqual([
    { src_id: 'a', place: 'fact_station_day_202402' }, { src_id: 'b', place: 'fact_station_day_202505' }, { src_id: 'c', place: 'fact_station_day_default' },
  ])
  await expect(add('b', '2025-05-01')).rejects.toThrow('duplicate key')
})

test('by itself it makes a partition for every month from 2022 to the end of next year', async () => {
  await using database = await freshDatabase()
  await migrate(database)
  const { rows } = await database.pool('owner').raw(`
    select min(relname) as first, max(relname) as last, count(*)::int as months from pg_class
    where relname ~ '^fact_attendance_\\d{6}$' and relkind = 'r'`)
  const year = Number((await database.pool('owner').raw(`select to_char(now(), 'YYYY') as year`)).rows[0].year) + 1
  expect(rows).toEqual([{ first: 'fact_attendance_202201', last: `fact_attendance_${year}12`, months: (year - 2021) * 12 }])
})
