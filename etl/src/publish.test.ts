import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { activities, care, centers, centersDue, issues, issueSpells, partyMembers, restatedSql, returns, rollupTable, subjects, workers, type Scope, type Subject, type Unit } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { randomCoverage, randomFacts, withoutUnreported } from '../../test/random-facts.js'
import { morning, play, type Played } from '../test/played-system.js'
import { loadFiles } from './load-files.js'
import { loadSystem } from './load-system.js'
import { applyModels } from './models.js'
import { cellsSql } from './publish.js'
import { proveCells } from './prove-cells.js'
import { prepareRollups } from './rollup-tables.js'
import { runJob } from './run.js'
import { issueSystem, monthlyReturns, serviceMenu } from './sources/index.js'

// 丰乐社区 and its neighbour 象山社区 in 白沙街道, and a village of another town, all in 蓬江区.
const fengle = '440703002131'
const xiangshan = '440703002128'

const inbox = mkdtempSync(join(tmpdir(), 'mingshu-returns-'))
afterAll(() => rmSync(inbox, { recursive: true }))

async function unit(pool: Knex, code: string): Promise<{ unit_id: string; county_id: number }> {
  const { rows } = await pool.raw<{ rows: { unit_id: string; county_id: number }[] }>('select unit_id, county_id from unit where code = ?', [code])
  const [row] = rows
  if (!row) throw new Error(`No unit ${code}.`)
  return row
}

let serial = 0
async function activity(pool: Knex, code: string, on: string, more: Record<string, unknown> = {}): Promise<void> {
  const src_id = `a${++serial}`
  await pool('fact_activity').insert({
    ...(await unit(pool, code)), source: 'service-menu', src_id, load_id: 1, row_no: serial, held_on: on, title: 't', kind: 'sports_meet', category: 'fitness',
    organiser_level: 'village', is_key: true, status: 'held', attendance: 10, count_method: 'sign_in', center_id: null, is_demand_based: false,
    ratings_valid: 0, ratings_good: 0, ...more,
  })
}

/** An issue of 丰乐社区 in the issue system, which came on a day and was closed on 5 March 2024. */
async function addClosedIssue(desk: Played, on: string): Promise<void> {
  await desk.add('issue', {
    issue_no: 'SQ1', issue_type: '基层治理', category: '消防安全隐患', channel: '心愿墙', reporter: '居民', area_code: fengle, title: 't',
    accepted_at: `${on} 09:00+08`, first_due: '2024-03-20', state: '办结', updated_at: '2024-03-05',
  })
  await desk.add('issue_event', { event_no: 1, issue_no: 'SQ1', action: '办结', happened_at: '2024-03-05 10:00+08' })
}

async function cover(pool: Knex, source: string, code: string, months: readonly string[]): Promise<void> {
  const { county_id } = await unit(pool, code)
  for (const month_on of months) {
    await pool('coverage').insert({ county_id, source, month_on, load_id: 1 })
    for (const s of subjects.filter((x) => x.system === source)) await pool('dirty').insert({ county_id, subject: s.id, month_on })
  }
}

async function cell(pool: Knex, s: Subject, code: string, grain: string, on: string, dim = '', member = ''): Promise<Record<string, string> | undefined> {
  const { rows } = await pool.raw<{ rows: Record<string, string>[] }>(
    `select ${s.measures.map((m) => m.code).join(', ')} from ${rollupTable(s)} join unit using (unit_id)
     where code = ? and grain = ? and period_on = ? and dim = ? and member = ? and until_version is null`, [code, grain, on, dim, member])
  return rows[0]
}

let fire = 0
const run = async (database: Awaited<ReturnType<typeof freshDatabase>>, businessOn: string, full = false) =>
  runJob(database, 'test', { job: 'test', fireAt: new Date(1e12 + ++fire * 1000).toISOString(), businessOn, full }, { loads: [] })

test('a flow adds up the tree and over time, and its breakdowns add to it', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, 'service-menu', '440703', ['2024-03-01', '2024-04-01'])
  await activity(pool, fengle, '2024-03-05')
  await activity(pool, xiangshan, '2024-03-05', { kind: 'heritage' })
  await activity(pool, fengle, '2024-04-01', { attendance: null })
  await activity(pool, fengle, '2024-04-02', { status: 'cancelled' })
  await run(database, '2024-04-30')
  expect(await cell(pool, activities, fengle, 'm', '2024-03-01')).toMatchObject({ activity_key_count: '1', activity_person_times: '10' })
  expect(await cell(pool, activities, '440703002', 'd', '2024-03-05')).toMatchObject({ activity_key_count: '2' })
  expect(await cell(pool, activities, '440703', 'm', '2024-03-01', 'kind', 'heritage')).toMatchObject({ activity_count: '1' })
  expect(await cell(pool, activities, '440700', 'm', '2024-03-01')).toMatchObject({ activity_count: '2', activity_person_times: '20' })
  expect(await cell(pool, activities, '440700', 'm', '2024-04-01')).toMatchObject({ activity_count: '1', activity_key_count: '1' })
})

test('what lies after the business date waits for it', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, 'service-menu', '440703', ['2024-03-01', '2024-04-01'])
  await activity(pool, fengle, '2024-03-05')
  await activity(pool, fengle, '2024-03-20')
  await activity(pool, fengle, '2024-04-02')
  await run(database, '2024-03-10')
  expect(await cell(pool, activities, fengle, 'm', '2024-03-01')).toMatchObject({ activity_count: '1' })
  expect(await cell(pool, activities, fengle, 'm', '2024-04-01')).toBeUndefined()
  await run(database, '2024-04-30')
  expect(await cell(pool, activities, fengle, 'm', '2024-03-01')).toMatchObject({ activity_count: '2' })
  expect(await cell(pool, activities, fengle, 'm', '2024-04-01')).toMatchObject({ activity_count: '1' })
})

test('a village that moves within a month counts in each town for the days it was there', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  const [village, before, after] = [await unit(pool, fengle), await unit(pool, '440703002'), await unit(pool, '440703005')]
  const owner = database.pool('owner')
  await owner('unit_closure').where({ unit_id: village.unit_id, ancestor_id: before.unit_id }).update({ valid_to: '2024-03-15' })
  await owner('unit_closure').insert({ county_id: village.county_id, ancestor_id: after.unit_id, unit_id: village.unit_id, depth: 1, valid_from: '2024-03-15', valid_to: null })
  await cover(pool, 'service-menu', '440703', ['2024-03-01'])
  await activity(pool, fengle, '2024-03-05', { kind: 'heritage' })
  await activity(pool, fengle, '2024-03-15', { kind: 'heritage' })
  await activity(pool, fengle, '2024-03-20')
  await run(database, '2024-03-31')
  expect(await cell(pool, activities, '440703002', 'm', '2024-03-01')).toMatchObject({ activity_count: '1' })
  expect(await cell(pool, activities, '440703005', 'm', '2024-03-01')).toMatchObject({ activity_count: '2' })
  expect(await cell(pool, activities, '440703005', 'm', '2024-03-01', 'kind', 'heritage')).toMatchObject({ activity_count: '1' })
  expect(await cell(pool, activities, fengle, 'm', '2024-03-01', 'kind', 'heritage')).toMatchObject({ activity_count: '2' })
  expect(await cell(pool, activities, '440703', 'd', '2024-03-15', 'kind', 'heritage')).toMatchObject({ activity_count: '1' })
})

test('what stands in a village that is no more counts on for the units above it, until its source says otherwise', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  const months = ['2024-05-01', '2024-06-01', '2024-07-01', '2024-08-01']
  for (const source of ['service-menu', 'member-register', 'issue-system', 'industry-rosters']) await cover(pool, source, '440703', months)
  const facts = async (code: string): Promise<void> => {
    const row = { ...(await unit(pool, code)), load_id: 1, row_no: 1 }
    await pool('fact_center').insert({ ...row, source: 'service-menu', src_id: `c${code}`, center_id: `c${code}`, name: 'c', level: 'village', opened_on: '2020-01-01' })
    await pool('fact_party_member').insert({ ...row, source: 'member-register', src_id: `m${code}`, member_pid: `m${code}`, org_no: 'o', admitted_on: '2020-01-01', probation_due_on: '2021-01-01', full_on: '2021-01-01', increased_on: '2020-01-01', increase_kind: 'admitted' })
    await pool('fact_issue_spell').insert({
      ...row, source: 'issue-system', src_id: `i${code}/1`, issue_id: `i${code}`, spell: 1, kind: 'governance', category: 'other', issue_source: 'forum', reporter_group: 'resident',
      opened_on: '2024-05-20', due_on: '2024-06-10', closed_on: code === fengle ? '2024-08-05' : null, ended_by: code === fengle ? 'close' : null,
    })
    await pool('fact_worker').insert({ ...row, source: 'industry-rosters', src_id: `w${code}`, worker_pid: `w${code}`, platform: 'p', worker_group: 'rider', listed_from: '2024-05-01', listed_to: null })
  }
  for (const code of [fengle, xiangshan]) await facts(code)
  await run(database, '2024-06-30')
  const june = await cell(pool, centers, '440703', 'm', '2024-06-01')

  const { unit_id } = await unit(pool, fengle)
  await database.pool('owner')('unit').where({ unit_id }).update({ valid_to: '2024-07-01' })
  await database.pool('owner')('unit_closure').where({ unit_id }).update({ valid_to: '2024-07-01' })
  await run(database, '2024-08-31')
  expect(await cell(pool, centers, '440703', 'm', '2024-06-01')).toEqual(june)
  const told = async (s: Subject, code: string): Promise<unknown> => Promise.all(months.slice(1).map(async (on) => (await cell(pool, s, code, 'm', on))?.[figure[s.id] ?? '']))
  const figure: Record<string, string> = { [centers.id]: 'svc_center_count', [partyMembers.id]: 'party_member_count', [issueSpells.id]: 'issue_overdue_count', [workers.id]: 'neg_worker_count' }
  for (const s of [centers, partyMembers, workers]) {
    for (const above of ['440703002', '440703', '440700']) expect([s.id, above, await told(s, above)]).toEqual([s.id, above, ['2', '2', '2']])
    expect([s.id, await told(s, fengle)]).toEqual([s.id, ['1', undefined, undefined]])
  }
  expect(await told(issueSpells, '440703002')).toEqual(['2', '2', '1'])
  expect(await cell(pool, issueSpells, '440703', 'd', '2024-08-05')).toMatchObject({ issue_overdue_count: '-1' })

  expect((await proveCells(pool, subjects)).different).toEqual([])
  expect(await run(database, '2024-08-31', true)).toMatchObject({ opened: 0, closed: 0 })
}, 60_000)

test('a unit that turns out to be of another kind is due something else in the months before as well', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, 'service-menu', '440703', ['2024-03-01', '2024-04-01', '2024-05-01'])
  await run(database, '2024-05-31')
  const due = async (on: string): Promise<number> => Number((await cell(pool, centersDue, '440703', 'm', on))?.center_unit_due)
  const before = await due('2024-03-01')
  await database.pool('owner')('unit').where({ code: fengle }).update({ kind: 'quasi_village' })
  await run(database, '2024-05-31')
  expect([await due('2024-03-01'), await due('2024-05-01')]).toEqual([before - 1, before - 1])
  expect(await run(database, '2024-05-31', true)).toMatchObject({ opened: 0, closed: 0 })
}, 60_000)

test('a holiday that is announced later changes the workdays of issues closed before, and moves the deadline of returns', async () => {
  await using database = await freshDatabase()
  await using desk = await play(database, issueSystem)
  await prepareRollups(database)
  const pool = database.pool('etl')
  await addClosedIssue(desk, '2024-03-01')
  await loadSystem(database, issueSystem, { ...morning, url: desk.url, asOf: '2024-03-05T23:00:00+08:00' })
  await cover(pool, 'monthly-returns', '440703', ['2024-02-01'])
  await pool('fact_monthly_return').insert({
    ...(await unit(pool, '440703002')), source: 'monthly-returns', src_id: 'r', load_id: 1, row_no: 1, month_on: '2024-02-01', submitted_on: '2024-03-02',
    visits_by_cadres: 0, visits_by_grid_workers: 0, visits_by_volunteers: 0, council_meetings: 0, council_decisions: 0,
  })
  const told = async (): Promise<unknown> => [
    (await cell(pool, issueSpells, '440703', 'm', '2024-03-01'))?.issue_handle_days, (await cell(pool, returns, '440703002', 'm', '2024-02-01'))?.return_due]
  await run(database, '2024-03-05')
  expect(await told()).toEqual(['3', '1'])
  await database.pool('owner')('calendar_day').where({ day: '2024-03-05' }).update({ is_workday: false })
  await run(database, '2024-03-05')
  expect(await told()).toEqual(['2', undefined])
  await run(database, '2024-03-06')
  expect(await told()).toEqual(['2', '1'])
  expect(await run(database, '2024-03-06', true)).toMatchObject({ opened: 0, closed: 0 })
}, 60_000)

test('a person in two villages and two towns is one person at every level above both', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, 'industry-rosters', '440703', ['2024-11-01', '2024-12-01'])
  await cover(pool, 'industry-rosters', '440704', ['2024-12-01'])
  const listed = async (pid: string, code: string, from: string, to: string | null): Promise<void> =>
    pool('fact_worker').insert({
      ...(await unit(pool, code)), source: 'industry-rosters', src_id: `w${++serial}`, load_id: 1, row_no: serial, worker_pid: pid, platform: 'p',
      worker_group: 'rider', listed_from: from, listed_to: to, verified_on: null,
    })
  await listed('zhang', fengle, '2024-11-01', null)
  await listed('zhang', xiangshan, '2024-12-01', null)
  await listed('zhang', '440703101', '2024-12-01', null)
  await listed('zhang', '440704001', '2024-12-01', null)
  await listed('li', fengle, '2024-11-01', '2024-12-01')
  await run(database, '2024-12-31')
  const count = async (code: string, grain: string, on: string): Promise<string | undefined> => (await cell(pool, workers, code, grain, on))?.neg_worker_count
  expect(await count(fengle, 'm', '2024-11-01')).toBe('2')
  expect(await count(xiangshan, 'm', '2024-12-01')).toBe('1')
  expect(await count('440703002', 'm', '2024-12-01')).toBe('1')
  expect(await count('440703', 'm', '2024-12-01')).toBe('1')
  expect(await count('440700', 'm', '2024-12-01')).toBe('1')
  expect(await count('440703', 'm', '2024-11-01')).toBe('2')
})

test('distinct sites are counted over the period, never added over months', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, 'station-gates', '4408Z1', ['2024-01-01', '2024-02-01', '2024-05-01'])
  const warmth = async (on: string, site_id: string): Promise<void> =>
    pool('fact_care').insert({
      ...(await unit(pool, '440803070')), source: 'station-gates', src_id: `c${++serial}`, load_id: 1, row_no: serial, held_on: on, kind: 'warmth',
      site_id, site_name: site_id, hospital_id: null, beneficiaries: 5,
    })
  await warmth('2024-01-10', 'plaza')
  await warmth('2024-02-10', 'plaza')
  await warmth('2024-02-11', 'mall')
  await warmth('2024-05-01', 'plaza')
  await run(database, '2024-12-31')
  const sites = async (grain: string, on: string): Promise<string | undefined> => (await cell(pool, care, '4408Z1', grain, on))?.care_site_count
  expect(await sites('m', '2024-02-01')).toBe('2')
  expect(await sites('t', '2024-02-01')).toBe('2')
  expect(await sites('q', '2024-04-01')).toBe('1')
  expect(await sites('y', '2024-01-01')).toBe('2')
  expect((await cell(pool, care, '440800', 'y', '2024-01-01'))?.care_site_count).toBe('2')
})

test('an issue is overdue from the day after it is due until it closes, though nothing about it changes', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, 'issue-system', '440703', ['2024-03-01', '2024-04-01'])
  await pool('fact_issue_spell').insert({
    ...(await unit(pool, fengle)), source: 'issue-system', src_id: 'i1/1', load_id: 1, row_no: 1, issue_id: 'i1', spell: 1, kind: 'governance', category: 'other',
    issue_source: 'forum', reporter_group: 'resident', opened_on: '2024-03-01', due_on: '2024-03-10', closed_on: '2024-04-03', ended_by: 'close', handle_workdays: 24,
  })
  const overdue = async (grain: string, on: string): Promise<string | undefined> => (await cell(pool, issueSpells, '440703', grain, on))?.issue_overdue_count
  await run(database, '2024-03-10')
  expect(await overdue('m', '2024-03-01')).toBe('0')
  await run(database, '2024-03-11')
  expect(await overdue('m', '2024-03-01')).toBe('1')
  await run(database, '2024-04-30')
  expect(await overdue('m', '2024-03-01')).toBe('1')
  expect(await overdue('d', '2024-03-11')).toBe('1')
  expect(await overdue('d', '2024-04-03')).toBe('-1')
  expect((await cell(pool, issueSpells, '440703', 'm', '2024-04-01'))?.issue_closed_count).toBe('1')
})

test('an issue that closes after the business date turns its month of acceptance on the day the date gets there', async () => {
  await using database = await freshDatabase()
  await using desk = await play(database, issueSystem)
  await prepareRollups(database)
  const pool = database.pool('etl')
  await addClosedIssue(desk, '2024-02-20')
  const closed = async (): Promise<string | undefined> => (await cell(pool, issues, '440703', 'm', '2024-02-01'))?.issue_closed_of_accepted
  await run(database, '2024-02-29')
  await loadSystem(database, issueSystem, { ...morning, url: desk.url, asOf: '2024-03-05T23:00:00+08:00' })
  await run(database, '2024-03-04')
  expect(await closed()).toBe('0')
  // Nothing is loaded any more: what was known is waited for.
  await run(database, '2024-03-05')
  expect(await closed()).toBe('1')
})

test('returns are due on the day their deadline comes, in the month they are about, though nothing is handed in that day', async () => {
  await using database = await freshDatabase()
  await applyModels(database)
  await prepareRollups(database)
  const pool = database.pool('etl')
  writeFileSync(join(inbox, 'returns_2024-10.csv'), '地区,单位代码,报出日期,党员干部入户,网格员入户,志愿者入户,议事会,议定事项\r\n蓬江区,440703002,2024-11-03,1,1,1,1,1')
  await loadFiles(database, { ...morning, source: monthlyReturns, inbox, settle: 0, asOf: '2024-11-03T23:00:00+08:00' })
  const due = async (): Promise<unknown> => cell(pool, returns, '440703002', 'm', '2024-10-01')
  await run(database, '2024-11-03')
  expect(await due()).toBeUndefined()
  await run(database, '2024-11-04')
  expect(await due()).toBeUndefined()
  await run(database, '2024-11-05')
  expect(await due()).toMatchObject({ return_due: '1', return_on_time: '1', return_missing: '0' })
  expect(await cell(pool, returns, '440703101', 'm', '2024-10-01')).toMatchObject({ return_due: '1', return_missing: '1' })
  expect(await run(database, '2024-11-05', true)).toMatchObject({ opened: 0, closed: 0 })
})

test('what was planned for a month that came is not in the way while its system cannot be read, and counts once it can', async () => {
  await using database = await freshDatabase()
  await using menu = await play(database, serviceMenu)
  await using desk = await play(database, issueSystem)
  await prepareRollups(database)
  const pool = database.pool('etl')
  const activityOf = async (activity_no: string, lead_unit_code: string, activity_date: string, status: string): Promise<void> => menu.add('activity', {
    activity_no, title: 't', activity_type: '运动会', category: '体育健身', key_flag: '是', lead_org_level: '村', lead_unit_code, center_no: 'DQ1', activity_date,
    status, attendance: 40, count_method: '签到', rated_5: 0, rated_4: 0, rated_3: 0, rated_2: 0, rated_1: 0, updated_at: '2024-03-01',
  })
  await activityOf('HD1', fengle, '2024-03-20', '已举办')
  await activityOf('HD2', fengle, '2024-04-03', '计划')
  await activityOf('HD3', '440704001', '2024-04-03', '计划') // the first that 江海区 ever tells of
  await loadSystem(database, serviceMenu, { ...morning, url: menu.url, asOf: '2024-03-25T02:00:00+08:00' })
  // April comes, and another system is read, but not this one.
  await desk.add('issue', {
    issue_no: 'SQ1', issue_type: '基层治理', category: '消防安全隐患', channel: '心愿墙', reporter: '居民', area_code: fengle, title: 't',
    accepted_at: '2024-04-01 09:00+08', first_due: '2024-04-20', state: '办理中', updated_at: '2024-04-01',
  })
  await loadSystem(database, issueSystem, { ...morning, url: desk.url, asOf: '2024-04-06T02:00:00+08:00' })
  expect(await run(database, '2024-04-05')).toMatchObject({ version: 1 })
  expect(await cell(pool, activities, fengle, 'm', '2024-04-01')).toBeUndefined()
  await menu.run(`update activity set status = '已举办'`)
  await loadSystem(database, serviceMenu, { ...morning, url: menu.url, asOf: '2024-04-06T03:00:00+08:00' })
  await run(database, '2024-04-05')
  expect(await cell(pool, activities, fengle, 'm', '2024-04-01')).toMatchObject({ activity_count: '1' })
  expect(await cell(pool, activities, '440704', 'm', '2024-04-01')).toMatchObject({ activity_count: '1' })
})

test('a tick that is caught up late publishes for the day already reached', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, 'service-menu', '440703', ['2024-03-01', '2024-04-01'])
  await activity(pool, fengle, '2024-03-05')
  await activity(pool, fengle, '2024-04-02')
  await run(database, '2024-04-30')
  await run(database, '2024-03-31')
  const { rows } = await pool.raw<{ rows: { version: number; business_on: string }[] }>('select version, business_on from data_version order by version')
  expect(rows).toEqual([{ version: 1, business_on: '2024-04-30' }, { version: 2, business_on: '2024-04-30' }])
  expect(await cell(pool, activities, fengle, 'm', '2024-04-01')).toMatchObject({ activity_count: '1' })
})

test('a changed cell is closed and a new one opened; what did not change is not touched', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, 'service-menu', '440703', ['2024-03-01'])
  await activity(pool, fengle, '2024-03-05')
  await activity(pool, xiangshan, '2024-03-05')
  await run(database, '2024-03-31')
  await pool.raw(`update fact_activity set attendance = 12 where unit_id = (select unit_id from unit where code = ?)`, [fengle])
  await pool('dirty').insert({ county_id: (await unit(pool, fengle)).county_id, subject: 'activity', month_on: '2024-03-01' })
  const second = await run(database, '2024-03-31')
  expect(second?.version).toBe(2)
  const { rows } = await pool.raw<{ rows: { code: string; activity_person_times: string; from_version: number; until_version: number | null }[] }>(
    `select code, activity_person_times, from_version, until_version from rollup_activity join unit using (unit_id)
     where grain = 'm' and dim = '' and code in (?, ?) order by code, from_version`, [fengle, xiangshan])
  expect(rows).toEqual([
    { code: xiangshan, activity_person_times: '10', from_version: 1, until_version: null },
    { code: fengle, activity_person_times: '10', from_version: 1, until_version: 2 },
    { code: fengle, activity_person_times: '12', from_version: 2, until_version: null },
  ])
})

test('a figure that is told for the first time, of months that were over, is no restatement', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, 'service-menu', '440703', ['2024-03-01'])
  await activity(pool, fengle, '2024-03-05')
  await run(database, '2024-04-30')
  // As a program left it that did not know the figure yet.
  await database.pool('owner').raw(`update data_version set definitions = definitions - 'activity_key_count'; update rollup_activity set activity_key_count = null; delete from folded where what = 'subject activity'`)
  await run(database, '2024-04-30')
  expect(await cell(pool, activities, '440703', 'm', '2024-03-01')).toMatchObject({ activity_count: '1', activity_key_count: '1' })
  const { unit_id: unitId, county_id: countyId } = await unit(pool, '440703')
  const { sql, binds } = restatedSql({ of: { unitId, countyId } as Unit, children: [], scope: { exact: true } as Scope, v: 2, since: '2020-01-01', limit: 10 })
  expect((await pool.raw<{ rows: unknown[] }>(sql, binds as Record<string, string>)).rows).toEqual([])
})

test('a version goes on telling the targets it told, whatever is decided since', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  const county = await unit(pool, '440703')
  const told = async (): Promise<unknown> => (await pool.raw<{ rows: { told: string }[] }>(`select concat_ws(' ', value, from_version, until_version) as told from target_told order by 1`)).rows.map((r) => r.told)
  await pool('target').insert({ ...county, metric_code: 'activity_count', year: 2024, value: 1000 })
  await run(database, '2024-03-31')
  await run(database, '2024-03-31')
  expect(await told()).toEqual(['1000 1'])
  await pool('target').update({ value: 1200 })
  expect(await told()).toEqual(['1000 1'])
  await run(database, '2024-03-31')
  expect(await told()).toEqual(['1000 1 3', '1200 3'])
  await pool('target').delete()
  await run(database, '2024-03-31')
  expect(await told()).toEqual(['1000 1 3', '1200 3 4'])
})

test('a full run after an incremental one changes nothing', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, 'service-menu', '440703', ['2024-03-01', '2024-04-01'])
  await activity(pool, fengle, '2024-03-05')
  await run(database, '2024-04-30')
  const before = (await pool.raw<{ rows: unknown[] }>(`${cellsSql(activities)} order by 1, 2, 3, 4, 5, 6`)).rows
  const full = await run(database, '2024-04-30', true)
  expect(full).toMatchObject({ opened: 0, closed: 0 })
  expect((await pool.raw<{ rows: unknown[] }>(`${cellsSql(activities)} order by 1, 2, 3, 4, 5, 6`)).rows).toEqual(before)
})

test('a run that beats while it publishes is published; one that is asked to stop meanwhile is not', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, 'service-menu', '440703', ['2024-03-01', '2024-04-01'])
  await activity(pool, fengle, '2024-03-05')
  const businessOn = '2024-04-30'
  expect(await runJob(database, 'a', { job: 'beaten', fireAt: '2024-05-01T02:00:00+08:00', businessOn }, { loads: [], beatEvery: 1 })).toMatchObject({ version: 1 })
  const stopped = runJob(database, 'a', { job: 'stopped', fireAt: '2024-05-01T02:00:00+08:00', businessOn, full: true }, {
    loads: [],
    onNews: (news) => {
      if (news.step === 'publish' && news.state === 'begin') database.pool('desk').raw(`update run set cancel_asked = true where job = 'stopped'`).then(() => undefined, () => undefined)
    },
  })
  await expect(stopped).rejects.toThrow('was cancelled')
  const { rows } = await pool.raw<{ rows: { job: string; state: string }[] }>('select job, state from run order by job')
  expect(rows).toEqual([{ job: 'beaten', state: 'done' }, { job: 'stopped', state: 'cancelled' }])
})

test('the same tick runs once', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const tick = { job: 'nightly', fireAt: '2024-05-01T02:00:00+08:00' }
  const [first, second] = await Promise.all([runJob(database, 'a', tick, { loads: [] }), runJob(database, 'b', tick, { loads: [] })])
  expect([first, second].filter((r) => r !== undefined)).toHaveLength(1)
  const { rows } = await database.pool('etl').raw<{ rows: { business_on: string; state: string }[] }>('select business_on, state from run')
  expect(rows).toEqual([{ business_on: '2024-04-30', state: 'done' }])
})

test('what lies before the first month to fold waits: no version tells of it until the next run, which ends where one fold would', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, 'service-menu', '440703', ['2022-12-01', '2023-11-01', '2024-01-01'])
  await activity(pool, fengle, '2022-12-05')
  await activity(pool, xiangshan, '2023-11-05')
  await activity(pool, fengle, '2024-01-05')
  const from = async (): Promise<unknown> => (await pool.raw<{ rows: unknown[] }>('select month_on::text, from_version from coverage order by 1')).rows.map((r) => Object.values(r as object))
  const months = async (): Promise<unknown> => Promise.all(['2022-12-01', '2023-11-01', '2024-01-01'].map(async (on) => (await cell(pool, activities, '440703', 'm', on))?.activity_count))

  await runJob(database, 'test', { job: 'first', fireAt: '2024-02-01T02:00:00+08:00', businessOn: '2024-01-31' }, { loads: [], since: '2023-01-01' })
  expect(await months()).toEqual([undefined, '1', '1'])
  expect(await from()).toEqual([['2022-12-01', null], ['2023-11-01', 1], ['2024-01-01', 1]])

  expect(await run(database, '2024-01-31')).toMatchObject({ version: 2, closed: 0 })
  expect(await months()).toEqual(['1', '1', '1'])
  expect(await from()).toEqual([['2022-12-01', 2], ['2023-11-01', 1], ['2024-01-01', 1]])
  expect((await pool.raw<{ rows: unknown[] }>('select from dirty')).rows).toEqual([])
  // What is told for the first time revises nothing.
  const { unit_id: unitId, county_id: countyId } = await unit(pool, '440703')
  const { sql, binds } = restatedSql({ of: { unitId, countyId } as Unit, children: [], scope: { exact: true } as Scope, v: 2, since: '2020-01-01', limit: 10 })
  expect((await pool.raw<{ rows: unknown[] }>(sql, binds as Record<string, string>)).rows).toEqual([])
  expect(await run(database, '2024-01-31', true)).toMatchObject({ opened: 0, closed: 0 })
})

test('two publications, the older months last, make the cells of one; no rule compares with months still to come', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  const units = await Promise.all([fengle, xiangshan].map(async (code) => unit(pool, code)))
  await randomFacts(pool, { seed: 3, rows: 60, units: units.map((u) => ({ unitId: u.unit_id, countyId: u.county_id })), from: '2023-11-01', days: 120 })
  const months = ['2023-11-01', '2023-12-01', '2024-01-01', '2024-02-01']
  await randomCoverage(pool, { seed: 3, counties: [...new Set(units.map((u) => u.county_id))], months, gaps: 0 })
  await withoutUnreported(pool)

  await runJob(database, 'test', { job: 'first', fireAt: '2024-03-01T02:00:00+08:00', businessOn: '2024-02-29' }, { loads: [], since: '2024-01-01' })
  await run(database, '2024-02-29')
  const { rows } = await pool.raw<{ rows: { told: string }[] }>(`select from_version || ' ' || to_char(month_on, 'YYYY-MM') as told from coverage where source = 'issue-system' order by 1`)
  expect(rows.map((r) => r.told)).toEqual(['1 2024-01', '1 2024-02', '2 2023-11', '2 2023-12'])
  expect(await run(database, '2024-02-29', true)).toMatchObject({ opened: 0, closed: 0 })
})
