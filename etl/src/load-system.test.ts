import { expect, test } from 'vitest'
import type { Database } from '@mingshu/db'
import { freshDatabase } from '../../test/database.js'
import { morning, play, rowsOf } from '../test/played-system.js'
import { inOrder } from './in-order.js'
import { loadSystem } from './load-system.js'
import type { PostgresSystem } from './source.js'
import { issueSystem, memberRegister, serviceMenu, stationGates } from './sources/index.js'

const center = { center_no: 'DQ1', center_name: '丰乐社区党群服务中心', center_level: '村', unit_code: '440703002131', opened_date: '2020-01-01', updated_at: '2024-01-01' }
const activity = {
  activity_no: 'HD1', title: '长者运动会', activity_type: '运动会', category: '体育健身', key_flag: '是', lead_org_level: '村', lead_unit_code: '440703002131',
  center_no: 'DQ1', activity_date: '2024-03-15', status: '已举办', attendance: 40, count_method: '签到', rated_5: 1, rated_4: 2, rated_3: 3, rated_2: 4, rated_1: 5, updated_at: '2024-03-15',
}
const statesOf = (database: Database, key: string) => rowsOf(database, `select load_id::int, state from raw_row where src_id = '${key}' order by load_id`)
const marks = (database: Database, subject: string) => rowsOf(database, `delete from dirty where subject = '${subject}' returning month_on`).then((rows) => [...new Set(rows.map((r) => r['month_on']))].sort())

test('a row of the source becomes a raw row, a fact, coverage and dirty months', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('center', center)
  await source.add('activity', activity)
  const { entities } = await loadSystem(database, serviceMenu, { ...morning, url: source.url })

  expect(entities).toMatchObject([{ entity: 'activity', read: 1, changed: 1, rejected: 0 }, { entity: 'center', read: 1, changed: 1 }])
  expect(await rowsOf(database, 'select county_id, state, entity, src_id, payload from raw_row order by entity')).toMatchObject([
    { county_id: 1, state: 'good', entity: 'activity', src_id: 'HD1', payload: { held_on: '2024-03-15', kind: 'sports_meet', ratings_valid: 15, is_key: true } },
    { county_id: 1, state: 'good', entity: 'center', src_id: 'DQ1', payload: { level: 'village' } },
  ])
  expect(await rowsOf(database, 'select county_id, held_on, kind, attendance, center_id, is_demand_based from fact_activity')).toEqual([
    { county_id: 1, held_on: '2024-03-15', kind: 'sports_meet', attendance: 40, center_id: 'DQ1', is_demand_based: false },
  ])
  expect(await rowsOf(database, `select min(month_on), max(month_on), count(*)::int from coverage`)).toEqual([{ min: '2024-03-01', max: '2025-01-01', count: 11 }])
})

test('a source that did not change adds nothing and marks nothing', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('activity', activity)
  await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  await rowsOf(database, 'delete from dirty')
  await source.run(`update activity set updated_at = '2024-12-31'`) // a column nobody reads
  const { entities } = await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  expect(entities).toEqual([])
  expect(await rowsOf(database, 'select (select count(*)::int from raw_row) as raw, (select count(*)::int from dirty) as dirty')).toEqual([{ raw: 1, dirty: 0 }])
})

test('a correction replaces the fact and marks the month it counts in, whatever its timestamps say', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('activity', activity)
  await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  await rowsOf(database, 'delete from dirty')
  await source.run(`update activity set attendance = 41, updated_at = '2019-01-01'`)
  await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  expect(await rowsOf(database, 'select attendance, load_id::int from fact_activity')).toEqual([{ attendance: 41, load_id: 2 }])
  expect(await statesOf(database, 'HD1')).toEqual([{ load_id: 1, state: 'good' }, { load_id: 2, state: 'good' }])
  expect(await marks(database, 'activity')).toEqual(['2024-03-01'])
})

test('a row that is re-dated or moves to another county marks where it was and where it is', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('activity', activity)
  await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  await rowsOf(database, 'delete from dirty')
  await source.run(`update activity set activity_date = '2024-07-02', lead_unit_code = '440704'`)
  await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  expect(await rowsOf(database, `select distinct county_id, month_on from dirty where subject = 'activity' and county_id = 1 or subject = 'activity' and month_on = '2024-07-01' order by 1, 2`)).toEqual([
    { county_id: 1, month_on: '2024-03-01' }, { county_id: 2, month_on: '2024-07-01' },
  ])
  expect(await rowsOf(database, 'select county_id, held_on, tableoid::regclass::text as part from fact_activity')).toMatchObject([{ county_id: 2, held_on: '2024-07-02' }])
})

test('a row that is deleted, and one that comes back, are both told', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('activity', activity, { ...activity, activity_no: 'HD2' })
  const load = () => loadSystem(database, serviceMenu, { ...morning, url: source.url })
  await load()
  await rowsOf(database, 'delete from dirty')
  await source.run(`delete from activity where activity_no = 'HD1'`)
  expect((await load()).entities).toMatchObject([{ entity: 'activity', read: 1, same: 1, deleted: 1 }])
  expect(await rowsOf(database, 'select src_id from fact_activity')).toEqual([{ src_id: 'HD2' }])
  expect(await marks(database, 'activity')).toEqual(['2024-03-01'])
  await source.add('activity', activity)
  await load()
  expect(await statesOf(database, 'HD1')).toMatchObject([{ state: 'good' }, { state: 'deleted' }, { state: 'good' }])
  expect(await rowsOf(database, 'select src_id from fact_activity order by 1')).toEqual([{ src_id: 'HD1' }, { src_id: 'HD2' }])
})

test('a late row of an early month extends what is reported and marks the new months', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('activity', activity)
  await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  await rowsOf(database, 'delete from dirty')
  await source.add('activity', { ...activity, activity_no: 'HD0', activity_date: '2023-12-01' })
  await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  expect(await rowsOf(database, 'select min(month_on), count(*)::int from coverage')).toEqual([{ min: '2023-12-01', count: 14 }])
  expect(await marks(database, 'wish')).toEqual(['2023-12-01', '2024-01-01', '2024-02-01'])
})

test('rows are read again when a rule of theirs is mended, though it was made like another, and when the system is said to have begun on another day', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('activity', activity)
  await source.add('partner_link', { link_no: 'HZ1', partner_no: 'P1', center_no: 'DQ1', unit_code: '440703002131', from_date: '2024-03-01', to_date: '2024-04-01' })
  const load = async (system: PostgresSystem) => (await loadSystem(database, system, { ...morning, url: source.url })).entities.map((e) => `${e.entity} ${e.rejected}`)
  await load(serviceMenu)
  expect(await load(serviceMenu)).toEqual([])
  const turned = { ...serviceMenu, entities: serviceMenu.entities.map((e) => (e.id === 'partner_link' ? { ...e, rules: [{ ...inOrder('unlinked_on', 'linked_on'), column: 'unlinked_on' }] } : e)) }
  expect(await load(turned)).toEqual(['partner_link 1'])
  expect(await load({ ...turned, since: '2018-02-01' })).toEqual(['activity 0', 'partner_link 1'])
})

test('months that only a mistyped year reported are withdrawn once it is put right, and come back with another early row', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('activity', { ...activity, activity_date: '2023-03-15' }, { ...activity, activity_no: 'HD2' }, { ...activity, activity_no: 'HD3', lead_unit_code: '440704', activity_date: '2023-01-01' })
  const load = () => loadSystem(database, serviceMenu, { ...morning, url: source.url })
  const months = () => rowsOf(database, `select county_id, withdrawn_by::int as by, min(month_on) as from, count(*)::int as n from coverage group by 1, 2 order by 1, 2 nulls first`)
  await load()
  await source.run(`update activity set activity_date = '2024-04-15' where activity_no = 'HD1'`)
  await load()
  expect(await months()).toEqual([
    { county_id: 1, by: null, from: '2024-03-01', n: 11 }, { county_id: 1, by: 2, from: '2023-03-01', n: 12 }, { county_id: 2, by: null, from: '2023-01-01', n: 25 },
  ])
  await rowsOf(database, 'delete from dirty')
  await source.add('activity', { ...activity, activity_no: 'HD4', activity_date: '2024-01-05' })
  await load()
  expect(await marks(database, 'wish')).toEqual(['2024-01-01', '2024-02-01'])
  expect(await months()).toMatchObject([{ by: null, from: '2024-01-01', n: 13 }, { by: 2, from: '2023-03-01', n: 10 }, { county_id: 2 }])
  // The last rows of a county: the one moves to another, the others are deleted.
  await source.run(`update activity set lead_unit_code = '440704' where activity_no = 'HD4'; delete from activity where activity_no in ('HD1', 'HD2')`)
  await load()
  expect(await months()).toMatchObject([{ county_id: 1, by: 2, n: 10 }, { county_id: 1, by: 4, n: 13 }, { county_id: 2, by: null, n: 25 }])
})

test('a row turned bad is kept with a sentence and leaves the last good report standing', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('activity', activity)
  await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  await source.run(`update activity set attendance = -3`)
  const { entities } = await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  expect(entities).toMatchObject([{ read: 1, changed: 0, rejected: 1 }])
  expect(await rowsOf(database, 'select attendance from fact_activity')).toEqual([{ attendance: 40 }])
  expect(await rowsOf(database, 'select county_id, load_id::int, column_name, value, sentence_zh from load_problem')).toEqual([
    { county_id: 1, load_id: 2, column_name: '参加人数', value: '-3', sentence_zh: '活动 HD1 的“参加人数”小于 0：“-3”。请核对后更正。' },
  ])
  await source.run('delete from activity')
  await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  expect(await rowsOf(database, 'select attendance from fact_activity')).toEqual([])
})

test('an early row is read again every day until it is right, and kept once', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('activity', activity, { ...activity, activity_no: 'HD2', activity_date: '2025-01-02' }, { ...activity, activity_no: 'HD3', activity_date: '2204-01-02' })
  const rejected: number[] = []
  for (const day of ['2025-01-01', '2025-01-01', '2025-01-02', '2025-01-02']) {
    const { entities } = await loadSystem(database, serviceMenu, { ...morning, asOf: `${day}T20:00:00+08:00`, url: source.url })
    rejected.push(entities.reduce((sum, e) => sum + e.rejected, 0))
  }
  expect(rejected).toEqual([2, 2, 1, 0]) // then the page rests, though a row of it is bad for ever
  expect(await statesOf(database, 'HD2')).toEqual([{ load_id: 1, state: 'rejected' }, { load_id: 3, state: 'good' }])
  expect(await statesOf(database, 'HD3')).toEqual([{ load_id: 1, state: 'rejected' }])
})

test('when the unit tree changes, rows are read again and find their unit', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('activity', { ...activity, lead_unit_code: '440703009' })
  await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  expect(await rowsOf(database, 'select count(*)::int from fact_activity')).toEqual([{ count: 0 }])
  await database.pool('owner').raw(`insert into unit (unit_id, county_id, code, name_zh, name_en, level, kind, parent_id, sort_no, valid_from)
    select 99999, 1, '440703009', '新街道', 'New', 'town', 'subdistrict', unit_id, 1, '2000-01-01' from unit where code = '440703'`)
  await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  expect(await rowsOf(database, 'select unit_id::int from fact_activity')).toEqual([{ unit_id: 99999 }])
})

test('rows wait for what they belong to, and follow it when it changes', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, stationGates)
  const visit = { visit_id: 7, station_id: 1, day: '2024-05-01', visitor_type: '外卖骑手', service: '手机充电', person_times: 3 }
  const station = { station_id: 1, station_name: '万达广场商圈暖蜂驿站', role: 'N站点', venue: '商圈', unit_code: '440803071000', opened_on: '2024-01-01' }
  const facts = () => rowsOf(database, 'select county_id, venue_kind, person_times from fact_station_visit')
  await source.add('gate_visits', visit)
  await loadSystem(database, stationGates, { ...morning, url: source.url })
  expect(await facts()).toEqual([])
  expect(await rowsOf(database, `select county_id from raw_row where entity = 'station_visit'`)).toEqual([{ county_id: 0 }])
  await source.add('stations', station)
  await loadSystem(database, stationGates, { ...morning, url: source.url })
  expect(await facts()).toEqual([{ county_id: 12, venue_kind: 'mall', person_times: 3 }])
  await rowsOf(database, 'delete from dirty')
  await source.run(`update stations set venue = '酒店'`)
  await loadSystem(database, stationGates, { ...morning, url: source.url })
  expect(await facts()).toEqual([{ county_id: 12, venue_kind: 'hotel', person_times: 3 }])
  expect(await marks(database, 'station_visit')).toEqual(['2024-05-01'])
  await source.run('delete from stations')
  await loadSystem(database, stationGates, { ...morning, url: source.url })
  expect(await facts()).toEqual([])
})

test('rows without a unit lie in the county of what they belong to', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, issueSystem)
  await source.add('issue', {
    issue_no: 'SQ1', issue_type: '基层治理', category: '消防安全隐患', channel: '心愿墙', reporter: '新就业群体', area_code: '440803071', title: '消防通道被占',
    accepted_at: '2024-03-01 23:30:00+08', first_due: '2024-03-08', state: '办理中', updated_at: '2024-03-01',
  })
  await source.add('issue_event', { event_no: 1, issue_no: 'SQ1', action: '受理', happened_at: '2024-03-01 23:30:00+08' })
  await loadSystem(database, issueSystem, { ...morning, url: source.url })
  expect(await rowsOf(database, `select entity, county_id from raw_row order by 1`)).toEqual([{ entity: 'issue', county_id: 12 }, { entity: 'issue_event', county_id: 12 }])
  expect(await rowsOf(database, 'select accepted_on from fact_issue')).toEqual([{ accepted_on: '2024-03-01' }])
})

test('an interval marks every month from its beginning to its end, or to this month', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('center', { ...center, opened_date: '2024-10-05' }, { ...center, center_no: 'DQ2', opened_date: '2024-02-01', closed_date: '2024-04-01' })
  await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  expect(await marks(database, 'center')).toEqual(['2024-02-01', '2024-03-01', '2024-04-01', '2024-10-01', '2024-11-01', '2024-12-01', '2025-01-01'])
})

test('a server that does not answer is named with the remedy, and nothing has changed', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('activity', activity)
  await expect(loadSystem(database, serviceMenu, { ...morning, url: 'postgres://reader:secret@127.0.0.1:1/menu' })).rejects.toMatchObject({
    text: { zh: '读不到服务菜单系统(127.0.0.1:1)：对方没有开放连接。请确认服务器已启动，地址和端口无误。' },
  })
  await source.run('alter table sign_in rename column id_number to id_no')
  await expect(loadSystem(database, serviceMenu, { ...morning, url: source.url })).rejects.toThrow(/的表 sign_in：表或列与适配器不符/)
  expect(await rowsOf(database, 'select (select count(*)::int from load) as loads, (select count(*)::int from raw_row) as rows, (select count(*)::int from dirty) as dirty')).toEqual([{ loads: 0, rows: 0, dirty: 0 }])
  await source.run('alter table sign_in rename column id_no to id_number')
  expect((await loadSystem(database, serviceMenu, { ...morning, url: source.url })).entities).toMatchObject([{ changed: 1 }])
})

test('the source is read in one snapshot, and may not be written', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, memberRegister)
  await source.run(`create function nosy(text) returns text language sql volatile as $$ insert into system_info values ('was', 'written'); select $1 $$;
    alter table dzz rename to dzz_real; create view dzz as select nosy(dzzbh) as dzzbh, dzzmc, dzzlb, sjdzz, dwdm, clrq, cxrq from dzz_real;
    insert into dzz_real values ('DZZ1', '联合党支部', '联合党支部', null, '4408Z1000000', '20230701', null)`)
  await expect(loadSystem(database, memberRegister, { ...morning, url: source.url })).rejects.toThrow('的表 dzz')
})

test('every load conserves its rows', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('activity', activity, { ...activity, activity_no: 'HD2', attendance: -1 })
  for (const change of ['select 1', `update activity set attendance = 5 where activity_no = 'HD1'`, `delete from activity where activity_no = 'HD1'`]) {
    await source.run(change)
    await loadSystem(database, serviceMenu, { ...morning, url: source.url })
  }
  expect(await rowsOf(database, `select rows_read::int, rows_changed::int, rows_same::int, rows_rejected::int, rows_deleted::int, finished_at is not null as finished from load order by load_id`)).toEqual([
    { rows_read: 2, rows_changed: 1, rows_same: 0, rows_rejected: 1, rows_deleted: 0, finished: true },
    { rows_read: 2, rows_changed: 1, rows_same: 0, rows_rejected: 1, rows_deleted: 0, finished: true },
    { rows_read: 1, rows_changed: 0, rows_same: 0, rows_rejected: 1, rows_deleted: 1, finished: true },
  ])
})

test('targets follow their sheet, and leave those set by hand alone', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  const load = () => loadSystem(database, serviceMenu, { ...morning, url: source.url })
  const targets = () => rowsOf(database, 'select u.code, t.metric_code, t.year, t.value, t.basis from target t join unit u using (unit_id) order by 2')
  await database.pool('owner').raw(`insert into target select county_id, unit_id, 'wish_claim_rate', 2024, 0.5, '手工' from unit where code = '440700'`)
  await source.add('annual_target', { unit_code: '440700', target_year: 2024, metric_code: 'activity_key_count', target_value: 2750, basis: '要点' }, { unit_code: '440700', target_year: 2024, metric_code: 'issue_ontime_rate', target_value: '0.95' })
  await load()
  await source.run(`update annual_target set target_value = 2800 where metric_code = 'activity_key_count'; delete from annual_target where metric_code = 'issue_ontime_rate'`)
  await load()
  expect(await targets()).toEqual([
    { code: '440700', metric_code: 'activity_key_count', year: 2024, value: '2800', basis: '要点' }, { code: '440700', metric_code: 'wish_claim_rate', year: 2024, value: '0.5', basis: '手工' },
  ])
})

test('of two keys that name one unit the row reported last is its target, and the other one once that is gone', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  const load = () => loadSystem(database, serviceMenu, { ...morning, url: source.url })
  const values = async () => (await rowsOf(database, 'select value from target')).map((r) => r['value'])
  await source.add('annual_target', { unit_code: '440703', target_year: 2024, metric_code: 'activity_key_count', target_value: 10 }, { unit_code: '440703000000', target_year: 2024, metric_code: 'activity_key_count', target_value: 20 })
  await load()
  expect(await values()).toEqual(['20'])
  await source.run(`update annual_target set target_value = 11 where unit_code = '440703'`)
  await load()
  expect(await values()).toEqual(['11'])
  await source.run(`delete from annual_target where unit_code = '440703'`)
  await load()
  expect(await values()).toEqual(['20'])
  await source.run(`delete from annual_target`)
  await load()
  expect(await values()).toEqual([])
})

test('pages hold in a source that sorts its keys in its own way', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.run('alter table activity alter column activity_no type text collate "en-x-icu"')
  const keys = ['b', 'A', 'a', 'B', '10', '9', 'é', 'e', '_x', '活动', 'Z', 'z']
  await source.add('activity', ...keys.map((activity_no) => ({ ...activity, activity_no })))
  const load = () => loadSystem(database, serviceMenu, { ...morning, url: source.url, pageRows: 2 })
  const known = () => rowsOf(database, 'select src_id from raw_latest').then((rows) => rows.map((r) => r['src_id']).sort())
  await load()
  expect(await known()).toEqual([...keys].sort())
  expect((await load()).entities).toEqual([])
  await source.run(`delete from activity where activity_no in ('a', 'é'); update activity set attendance = 7 where activity_no = 'Z'`)
  await load()
  expect(await known()).toEqual(keys.filter((k) => k !== 'a' && k !== 'é').sort())
  expect(await rowsOf(database, 'select src_id from fact_activity where attendance = 7')).toEqual([{ src_id: 'Z' }])
})
