import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { monthsOfYear, rollupByHand, type ByHand } from '../../test/rollup-by-hand.js'
import { activities, care, firmCover, firms, issues, issueSpells, QuestionRefused, stationVisits, workers, type Cell } from './index.js'

let hand: ByHand
beforeAll(async () => {
  hand = await rollupByHand()
})
afterAll(() => hand[Symbol.asyncDispose]())

const counties = ['440703', '440704', '440705', '440781', '440783', '440784', '440785']

describe('comparisons', () => {
  beforeAll(async () => {
    await hand.cover('service-menu', ['440703'], [...monthsOfYear(2024), ...monthsOfYear(2025, 1, 11)])
    for (const [grain, on, n] of [
      ['m', '2024-10-01', 60], ['m', '2024-11-01', 90], ['d', '2024-11-03', 40], ['d', '2024-11-25', 50],
      ['m', '2025-10-01', 80], ['d', '2025-10-24', 60], ['d', '2025-10-25', 20], ['m', '2025-11-01', 66], ['d', '2025-11-20', 66],
    ] as const) {
      await hand.cell(activities, '440703', grain, on, { activity_count: n, activity_rating_valid: n, activity_rating_good: n === 66 ? 33 : n / 2 + 5 })
    }
  })
  const ask = async (period: string, compare: readonly ('prev' | 'yoy' | 'ytd' | 'target')[], metric = 'activity_count', businessOn = '2025-11-24') =>
    hand.ask({ metrics: [metric], unit: '440703', period, compare }, { businessOn })

  test('of counts are rates, of ratios differences', async () => {
    expect((await ask('2025-10', ['prev', 'yoy'])).total.cells.activity_count).toEqual({
      value: '80', status: 'ok', prev_value: '0', prev: null, yoy_value: '60', yoy: '0.333333',
    })
    expect((await ask('2025-10', ['yoy'], 'activity_satisfaction_rate')).total.cells.activity_satisfaction_rate).toEqual({
      value: '0.5625', of: '45', to: '80', status: 'ok', yoy_value: '0.583333', yoy: '-0.020833',
    })
  })

  test('of a running month take as many days of the others, and the note says so', async () => {
    const { total, notes } = await ask('2025-11', ['prev', 'yoy'])
    expect(total.cells.activity_count).toEqual({ value: '66', status: 'ok', prev_value: '60', prev: '0.1', yoy_value: '40', yoy: '0.65' })
    expect(notes).toEqual([{
      code: 'running_period',
      zh: '2025年11月未结束，数据截至11月24日。时期数的环比以11月1日至11月24日比10月1日至10月24日。同比以上年相同日期为界。',
      en: 'November 2025 is not over: figures are up to 24 November. Counts over the period compare 1 November to 24 November with 1 October to 24 October. A year earlier is cut at the same day.',
    }])
  })

  test('cumulate from January, this year and last', async () => {
    expect((await ask('2025-11', ['ytd'])).total.cells.activity_count).toEqual({ value: '66', status: 'ok', ytd: '146', ytd_yoy_value: '100', ytd_yoy: '0.46' })
  })

  test('with months that were not reported are left out, unless the same are missing', async () => {
    await hand.cover('issue-system', ['440703'], ['2023-02', '2024-02'])
    await hand.cell(issues, '440703', 'm', '2023-02-01', { issue_accepted_count: 10 })
    await hand.cell(issues, '440703', 'm', '2024-02-01', { issue_accepted_count: 12 })
    const asked = async (period: string) => (await hand.ask({ metrics: ['issue_accepted_count'], unit: '440703', period, compare: ['prev', 'yoy'] })).total.cells.issue_accepted_count
    expect(await asked('2024-01..2024-02')).toEqual({ value: '12', status: 'partial', prev_value: null, prev: null, yoy_value: '10', yoy: '0.2' })
    await hand.cover('issue-system', ['440703'], ['2023-01'])
    expect(await asked('2024-01..2024-02')).toMatchObject({ yoy_value: null, yoy: null })
  })

  test('of states stand at the ends of the periods', async () => {
    await hand.cover('issue-system', ['440704'], [...monthsOfYear(2024), ...monthsOfYear(2025, 1, 11)])
    await hand.cell(issueSpells, '440704', 'm', '2025-10-01', { issue_open_count: 8 })
    await hand.cell(issueSpells, '440704', 'd', '2025-10-30', { issue_open_count: 3 })
    await hand.cell(issueSpells, '440704', 'm', '2025-11-01', { issue_open_count: 6 })
    await hand.cell(issueSpells, '440704', 'm', '2024-11-01', { issue_open_count: 9 })
    await hand.cell(issueSpells, '440704', 'd', '2024-11-28', { issue_open_count: 5 })
    const { total } = await hand.ask({ metrics: ['issue_open_count'], unit: '440704', period: '2025-11', compare: ['prev', 'yoy', 'ytd'] }, { businessOn: '2025-11-24' })
    expect(total.cells.issue_open_count).toEqual({
      value: '6', status: 'ok', prev_value: '8', prev: '-0.25', yoy_value: '4', yoy: '0.5', ytd: '6', ytd_yoy_value: '4', ytd_yoy: '0.5',
    })
  })

  test('of distinct counts are made only where the same days were counted', async () => {
    await hand.cover('station-gates', ['440703'], [...monthsOfYear(2024), ...monthsOfYear(2025, 1, 11)])
    await hand.cell(care, '440703', 'm', '2025-11-01', { care_site_count: 5 })
    await hand.cell(care, '440703', 'm', '2025-10-01', { care_site_count: 4 })
    await hand.cell(care, '440703', 'm', '2025-09-01', { care_site_count: 2 })
    const asked = async (period: string) => (await hand.ask({ metrics: ['care_site_count'], unit: '440703', period, compare: ['prev'] }, { businessOn: '2025-11-24' })).total.cells.care_site_count
    expect(await asked('2025-11')).toEqual({ value: '5', status: 'ok', prev_value: null, prev: null })
    expect(await asked('2025-10')).toEqual({ value: '4', status: 'ok', prev_value: '2', prev: '1' })
  })

  test('of a roster that has not come compare the months that have', async () => {
    await hand.cover('industry-rosters', ['440703'], ['2024-10', '2024-11', '2025-09', '2025-10'])
    await hand.cell(workers, '440703', 'm', '2025-10-01', { neg_worker_count: 300 })
    await hand.cell(workers, '440703', 'm', '2024-10-01', { neg_worker_count: 200 })
    await hand.cell(workers, '440703', 'm', '2024-11-01', { neg_worker_count: 999 })
    const { total } = await hand.ask({ metrics: ['neg_worker_count'], unit: '440703', period: '2025', compare: ['yoy'] }, { businessOn: '2025-11-24' })
    expect(total.cells.neg_worker_count).toEqual({ value: '300', status: 'ok', yoy_value: '200', yoy: '0.5' })
  })

  test('with a target show how much of the year\'s is done', async () => {
    const { unitId, countyId } = await hand.unit('440703')
    await hand.database.pool('etl')('target_told').insert({ county_id: countyId, unit_id: unitId, metric_code: 'activity_count', year: 2025, value: 200, from_version: 1, until_version: 9 })
    await hand.database.pool('etl')('target_told').insert({ county_id: countyId, unit_id: unitId, metric_code: 'activity_count', year: 2025, value: 160, from_version: 9 })
    expect((await ask('2025-10', ['target'])).total.cells.activity_count).toEqual({ value: '80', status: 'ok', target: '200', completion: '0.4' })
    const ninth = await hand.ask({ metrics: ['activity_count'], unit: '440703', period: '2025-10', compare: ['target'] }, { v: 9, businessOn: '2025-11-24' })
    expect(ninth.total.cells.activity_count).toMatchObject({ target: '160', completion: '0.5' })
    expect((await ask('2024-10', ['target'])).total.cells.activity_count).toEqual({ value: '60', status: 'ok', target: null, completion: null })
  })
})

describe('by unit', () => {
  beforeAll(async () => {
    await hand.cover('member-register', counties, monthsOfYear(2024))
    for (const [code, before, now] of [['440700', 20, 30], ['440703', 10, 16], ['440704', 5, 5], ['440705', 5, 9]] as const) {
      await hand.cell(firms, code, 'm', '2024-11-01', { neg_firm_count: before })
      await hand.cell(firmCover, code, 'm', '2024-11-01', { firm_org_covered: before / 5, firm_work_covered: before })
      await hand.cell(firms, code, 'm', '2024-12-01', { neg_firm_count: now })
      await hand.cell(firmCover, code, 'm', '2024-12-01', { firm_org_covered: code === '440705' ? 9 : 4, firm_work_covered: now })
    }
  })

  test('every child has its row in administrative order, with share, place and part of the change', async () => {
    const { total, rows } = await hand.ask({ metrics: ['neg_firm_count', 'org_coverage_rate'], unit: '440700', period: '2024-12', by: 'unit', compare: ['prev'] })
    expect(total.cells.neg_firm_count).toMatchObject({ value: '30', prev_value: '20', prev: '0.5', share: null, rank: null, contribution: null })
    expect(rows.map((r) => r.unit)).toEqual(counties)
    const firmsOf = rows.map((r) => r.cells.neg_firm_count)
    expect(firmsOf.slice(0, 4).map((c) => [c?.value, c?.share, c?.contribution, c?.rank])).toEqual([
      ['16', '0.533333', '0.6', null], ['5', '0.166667', '0', null], ['9', '0.3', '0.4', null], ['0', '0', '0', null],
    ])
    expect(rows.slice(0, 4).map((r) => [r.cells.org_coverage_rate?.value, r.cells.org_coverage_rate?.rank, r.cells.org_coverage_rate?.status]))
      .toEqual([['0.25', 3, 'ok'], ['0.8', 2, 'ok'], ['1', 1, 'ok'], [null, null, 'not_applicable']])
    expect(rows[0]?.cells.org_coverage_rate).not.toMatchObject({ share: expect.any(String) as string })
  })

  test('equal values share a place, and the better direction decides who is first', async () => {
    await hand.cover('issue-system', ['440783'], monthsOfYear(2024, 12, 12))
    const towns = (await hand.narrowed({ metrics: [], unit: '440783', period: '2024' })).children.map((c) => c.code)
    for (const [i, n] of [4, 2, 2].entries()) await hand.cell(issueSpells, towns[i] ?? '', 'm', '2024-12-01', { issue_open_count: n })
    const { rows } = await hand.ask({ metrics: ['issue_open_count'], unit: '440783', period: '2024-12', by: 'unit' })
    const places = rows.map((r) => r.cells.issue_open_count?.rank)
    expect(places.slice(0, 3)).toEqual([rows.length, rows.length - 2, rows.length - 2])
    expect(new Set(places.slice(3))).toEqual(new Set([1]))
  })

  test('people counted in several children are told as overlap', async () => {
    await hand.cover('industry-rosters', counties, ['2024-12'])
    for (const [code, n] of [['440700', 90], ['440703', 60], ['440704', 37]] as const) await hand.cell(workers, code, 'm', '2024-12-01', { neg_worker_count: n })
    const { notes, rows } = await hand.ask({ metrics: ['neg_worker_count'], unit: '440700', period: '2024-12', by: 'unit' })
    expect(notes.map((n) => n.zh)).toEqual(['新就业群体人数：各下级单位之和比合计多7人，是跨单位重复计入的，合计已去重。'])
    expect(rows[0]?.cells.neg_worker_count?.share).toBeNull()
  })

  test('a city with a functional zone says whose figures leave it out', async () => {
    const { notes } = await hand.ask({ metrics: ['neg_firm_count'], unit: '440800', period: '2024', by: 'unit' })
    expect(notes.filter((n) => n.code === 'zone')).toEqual([{
      code: 'zone', zh: '霞山区、麻章区数据不含湛江经济技术开发区。',
      en: expect.stringContaining('leave out') as string,
    }])
  })
})

describe('by a dimension', () => {
  beforeAll(async () => {
    await hand.cover('station-gates', ['4408Z1'], monthsOfYear(2024))
    await hand.cell(stationVisits, '4408Z1', 'm', '2024-12-01', { station_visit_person_times: 100 })
    await hand.cell(stationVisits, '4408Z1', 'm', '2024-12-01', { station_visit_person_times: 70 }, { dim: 'worker_group', member: 'courier' })
    await hand.cell(stationVisits, '4408Z1', 'm', '2024-12-01', { station_visit_person_times: 30 }, { dim: 'worker_group', member: 'rider' })
    await hand.cell(stationVisits, '440803070', 'm', '2024-12-01', { station_visit_person_times: 9 }, { dim: 'worker_group', member: 'rider' })
  })
  const question = { metrics: ['station_visit_person_times'], unit: '4408Z1', period: '2024-12', by: 'worker_group' } as const

  test('all members have a row, in the order of the declaration', async () => {
    const { total, rows } = await hand.ask(question)
    expect(total.cells.station_visit_person_times?.value).toBe('100')
    expect(rows.map((r) => [r.member, r.cells.station_visit_person_times?.value])).toEqual([['rider', '30'], ['courier', '70'], ['driver', '0'], ['trucker', '0'], ['other', '0']])
  })

  test('a metric that has no such breakdown is refused, and days below the county', async () => {
    await expect(hand.ask({ ...question, metrics: ['care_site_count'] })).rejects.toThrow(QuestionRefused)
    await expect(hand.ask({ ...question, by: 'venue_kind', metrics: ['station_count'] })).resolves.toBeDefined()
    expect((await hand.ask({ ...question, unit: '440803070' })).rows[0]?.cells.station_visit_person_times?.value).toBe('9')
    await expect(hand.ask({ ...question, unit: '440803070', period: '2024-12-05' })).rejects.toThrow('below the county a day is not broken down by worker_group')
    await expect(hand.ask({ ...question, period: '2024-12-05' })).resolves.toBeDefined()
  })

  test('below the county a running month is not compared with part of another', async () => {
    const { rows } = await hand.ask({ ...question, unit: '440803070', compare: ['prev'] }, { businessOn: '2024-12-20' })
    expect(rows[0]?.cells.station_visit_person_times).toEqual({ value: '9', status: 'ok', prev_value: null, prev: null })
  })
})

describe('by period', () => {
  test('months that have not begun are not reported; those before compare with their own predecessors', async () => {
    const { rows } = await hand.ask({ metrics: ['activity_count'], unit: '440703', period: '2025', by: 'month', compare: ['prev'] }, { businessOn: '2025-11-24' })
    const cells = rows.map((r): [string, Cell | undefined] => [r.period, r.cells.activity_count])
    expect(cells).toHaveLength(12)
    expect(cells.slice(9)).toEqual([
      ['2025-10', { value: '80', status: 'ok', prev_value: '0', prev: null }],
      ['2025-11', { value: '66', status: 'ok', prev_value: '60', prev: '0.1' }],
      ['2025-12', { value: null, status: 'not_reported' }],
    ])
  })

  test('too many rows are refused', async () => {
    await expect(hand.ask({ metrics: ['activity_count'], unit: '440703', period: '2000..2025', by: 'day' })).rejects.toThrow('at most 1100')
  })
})
