import { activities, issues, issueSpells, ruleFailures, rollupTable, subjects, type Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { prepareRollups } from './rollup-tables.js'
import { runJob } from './run.js'

const fengle = '440703002131'
let serial = 0
let fire = 0

async function unitOf(pool: Knex): Promise<{ unit_id: string; county_id: number }> {
  const found = await pool('unit').where({ code: fengle }).first<{ unit_id: string; county_id: number } | undefined>('unit_id', 'county_id')
  if (!found) throw new Error(`No unit ${fengle}.`)
  return found
}

/** Writes a fact and the marks its subjects would get. */
async function put(pool: Knex, fact: string, month: string, row: Record<string, unknown>): Promise<void> {
  serial += 1
  const unit = await unitOf(pool)
  await pool(fact).insert({ ...unit, source: fact === 'fact_activity' ? 'service-menu' : 'issue-system', src_id: `r${serial}`, load_id: 1, row_no: serial, ...row })
  for (const s of subjects.filter((x) => x.from === fact)) await pool('dirty').insert({ county_id: unit.county_id, subject: s.id, month_on: month })
}

const activity = { held_on: '2024-03-05', title: 't', kind: 'sports_meet', category: 'fitness', organiser_level: 'village', is_key: true, status: 'held', attendance: 9, count_method: 'sign_in', is_demand_based: false, ratings_valid: 0, ratings_good: 0 }
const issue = { kind: 'appeal', category: 'other', issue_source: 'forum', reporter_group: 'resident', title: 't', original_due_on: '2024-03-20', due_on: '2024-03-20', has_three_phases: true }

async function cover(pool: Knex, months: readonly string[]): Promise<void> {
  const { county_id } = await unitOf(pool)
  for (const source of ['service-menu', 'issue-system']) for (const month_on of months) {
    await pool('coverage').insert({ county_id, source, month_on, load_id: 1 })
    for (const s of subjects.filter((x) => x.system === source)) await pool('dirty').insert({ county_id, subject: s.id, month_on })
  }
}

test('a subject whose facts contradict themselves keeps its last figures and says why; all others go on; once mended it catches up', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  const run = (businessOn: string) => runJob(database, 'test', { job: 'test', fireAt: new Date(1e12 + ++fire * 1000).toISOString(), businessOn }, { loads: [] })
  const value = async (s: Subject, code: string, month: string): Promise<string | undefined> =>
    (await pool.raw<{ rows: { value: string }[] }>(
      `select ${code} as value from ${rollupTable(s)} r join unit u using (unit_id) where u.code = '440703' and grain = 'm' and period_on = ? and dim = '' and until_version is null`, [month])).rows[0]?.value
  const held = async (): Promise<string[]> => (await pool.raw<{ rows: { held: string[] }[] }>('select held from data_version join published using (version)')).rows[0]?.held ?? []

  await cover(pool, ['2024-03-01'])
  await put(pool, 'fact_activity', '2024-03-01', activity)
  await put(pool, 'fact_issue', '2024-03-01', { ...issue, accepted_on: '2024-03-05' })
  await run('2024-03-31')
  expect(await held()).toEqual([])
  await database.pool('owner').raw(`update data_version set definitions = definitions - 'issue_closed_count' || '{"issue_accepted_count": "older"}'`)
  expect(await value(issues, 'issue_accepted_count', '2024-03-01')).toBe('1')

  // An issue closed before it was accepted, in a new month; and an activity beside it.
  await cover(pool, ['2024-04-01'])
  await put(pool, 'fact_activity', '2024-04-01', { ...activity, held_on: '2024-04-02' })
  await put(pool, 'fact_issue', '2024-04-01', { ...issue, accepted_on: '2024-04-05', closed_on: '2024-04-01' })
  await run('2024-04-30')
  expect(await held()).toEqual([issues.id, issueSpells.id])
  // What it was counted by stays with it: a figure declared meanwhile is not told before it is counted.
  expect((await pool.raw<{ rows: unknown[] }>(
    `select definitions->>'issue_accepted_count' as kept, definitions->>'issue_closed_count' as fresh, definitions->>'activity_count' is not null as others from data_version where version = 2`)).rows)
    .toEqual([{ kept: 'older', fresh: null, others: true }])
  expect(await value(activities, 'activity_count', '2024-04-01')).toBe('1')
  expect(await value(issues, 'issue_accepted_count', '2024-03-01')).toBe('1')
  expect(await value(issues, 'issue_accepted_count', '2024-04-01')).toBeUndefined()
  // Nobody reads the new month of that system as zero meanwhile.
  expect((await pool('coverage').where({ source: 'issue-system', month_on: '2024-04-01' }).first<{ from_version: number | null }>('from_version'))?.from_version).toBeNull()
  const { rows: [said] } = await pool.raw<{ rows: { rule: string; severity: string; zh: string }[] }>(
    `select rule, severity, zh from rule_violation join published using (version) where severity = 'blocks'`)
  expect(said).toMatchObject({ rule: 'X27', severity: 'blocks' })
  expect(said?.zh).toContain('办结早于受理')
  expect(await value(ruleFailures, 'crossfoot_fail_count', '2024-04-01')).toBe('1')

  await pool('fact_issue').where({ closed_on: '2024-04-01' }).update({ closed_on: '2024-04-20' })
  await run('2024-04-30')
  expect(await held()).toEqual([])
  expect(await value(issues, 'issue_accepted_count', '2024-04-01')).toBe('1')
  expect(await value(ruleFailures, 'crossfoot_fail_count', '2024-04-01')).toBeUndefined()
  expect((await pool('coverage').where({ source: 'issue-system', month_on: '2024-04-01' }).first<{ from_version: number | null }>('from_version'))?.from_version).toBe(3)
}, 120_000)

test('a fault counts in every unit that has it, however many stand before it; of each county the first are told', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const pool = database.pool('etl')
  await cover(pool, ['2024-03-01'])
  const villages = await pool('unit').where({ level: 'village' }).whereIn('county_id', pool('unit').where({ level: 'county' }).whereIn('code', ['440703', '440781']).select('county_id')).select<{ unit_id: string; county_id: number }[]>('unit_id', 'county_id')
  const wrong = villages.flatMap((v) => [1, 2].map((i) => ({
    ...issue, unit_id: v.unit_id, county_id: v.county_id, source: 'issue-system', src_id: `${v.unit_id}/${i}`, load_id: 1, row_no: 1, accepted_on: '2024-03-05', closed_on: `2024-03-0${i}`,
  })))
  await pool.batchInsert('fact_issue', wrong, 500)
  await runJob(database, 'test', { job: 'test', fireAt: new Date(1e12 + ++fire * 1000).toISOString(), businessOn: '2024-03-31' }, { loads: [], sample: 0 })
  const perCounty = async (table: string, where: string) => (await pool.raw<{ rows: { n: number }[] }>(`select count(*)::int as n from ${table} where ${where} group by county_id order by county_id`)).rows.map((r) => r.n)
  const of = (county: number): number => villages.filter((v) => v.county_id === county).length
  const counties = [...new Set(villages.map((v) => v.county_id))].sort((a, b) => a - b)
  expect(Math.max(...counties.map(of))).toBeGreaterThan(200)
  expect(await perCounty('fact_rule_failure', `rule = 'x27-issue-dates'`)).toEqual(counties.map(of))
  expect(await perCounty('rule_violation', `name = 'x27-issue-dates'`)).toEqual(counties.map((county) => Math.min(of(county), 200)))
}, 120_000)
