import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { monthsOfYear, rollupByHand, type ByHand, type Viewpoint } from '../../test/rollup-by-hand.js'
import { activities, care, centerUse, issues, issueSpells, participants, QuestionRefused, stations, workers, type Cell, type Question } from './index.js'

let hand: ByHand
beforeAll(async () => {
  hand = await rollupByHand()
})
afterAll(() => hand[Symbol.asyncDispose]())

const cell = async (metric: string, unit: string, period: string, as?: Viewpoint): Promise<Cell | undefined> =>
  (await hand.ask({ metrics: [metric], unit, period }, as)).total.cells[metric]

const refusal = async (question: Question, as?: Viewpoint): Promise<string> => {
  try {
    await hand.ask(question, as)
  } catch (error) {
    if (error instanceof QuestionRefused) return `${error.code}: ${error.text.zh}`
    throw error
  }
  return 'answered'
}

describe('flows', () => {
  beforeAll(async () => {
    await hand.cover('service-menu', ['440703'], monthsOfYear(2024))
    await hand.cell(activities, '440703', 'm', '2024-03-01', { activity_count: 10 })
    await hand.cell(activities, '440703', 'm', '2024-04-01', { activity_count: 20 })
    await hand.cell(activities, '440703', 'd', '2024-05-02', { activity_count: 3 })
    await hand.cell(activities, '440703', 'd', '2024-05-09', { activity_count: 100 })
  })

  test('add whole months, and the days of partial ones', async () => {
    expect(await cell('activity_count', '440703', '2024')).toEqual({ value: '30', status: 'ok' })
    expect(await cell('activity_count', '440703', '2024Q1')).toEqual({ value: '10', status: 'ok' })
    expect(await cell('activity_count', '440703', '2024-03..2024-05-02')).toEqual({ value: '33', status: 'ok' })
    expect(await cell('activity_count', '440703', '2024-05-02..2024-05-09')).toEqual({ value: '103', status: 'ok' })
  })

  test('are zero where the month was reported and nothing counted, and not reported where it was not', async () => {
    expect(await cell('activity_count', '440703', '2024-06')).toEqual({ value: '0', status: 'ok' })
    expect(await cell('activity_count', '440703', '2023')).toEqual({ value: null, status: 'not_reported' })
    expect(await cell('activity_count', '440703', '2025-03')).toEqual({ value: null, status: 'not_reported' })
  })
})

describe('what was declared after a version', () => {
  beforeAll(async () => {
    await hand.cover('service-menu', ['440704'], monthsOfYear(2024))
    await hand.cell(activities, '440704', 'm', '2024-03-01', { activity_count: 10 }, { from: 7, until: 8 })
    await hand.cell(activities, '440704', 'm', '2024-03-01', { activity_count: 10, activity_key_count: 4 }, { from: 8 })
    for (const [version, definitions] of [[7, { activity_count: 'a' }], [8, { activity_count: 'a', activity_key_count: 'b' }]] as const) {
      await hand.database.pool('etl').raw(
        `insert into data_version (version, run_id, business_on, data_as_of, tree_on, definitions, checks, is_demo, published_at)
         values (:version, gen_random_uuid(), '2024-12-31', now(), '2024-12-31', :definitions, '[]', false, now())`, { version, definitions: JSON.stringify(definitions) })
    }
  })

  test('is not applicable in it, and not zero', async () => {
    expect(await cell('activity_count', '440704', '2024-03', { v: 7 })).toEqual({ value: '10', status: 'ok' })
    expect(await cell('activity_key_count', '440704', '2024-03', { v: 7 })).toEqual({ value: null, status: 'not_applicable' })
    expect(await cell('activity_key_count', '440704', '2024-03', { v: 8 })).toEqual({ value: '4', status: 'ok' })
    expect(await cell('activity_key_count', '440704', '2024-04', { v: 8 })).toEqual({ value: '0', status: 'ok' })
  })
})

describe('stocks', () => {
  beforeAll(async () => {
    await hand.cover('station-gates', ['4408Z1'], monthsOfYear(2024))
    await hand.cell(stations, '4408Z1', 'm', '2024-11-01', { station_count: 14 })
    await hand.cell(stations, '4408Z1', 'm', '2024-12-01', { station_count: 16 })
    await hand.cell(stations, '4408Z1', 'd', '2024-12-10', { station_count: 3 })
    await hand.cell(stations, '4408Z1', 'd', '2024-12-20', { station_count: -1 })
  })

  test('are read at the end of the period, or on any day less what changed after it', async () => {
    const value = async (period: string) => (await cell('station_count', '4408Z1', period))?.value
    expect(await value('2024')).toBe('16')
    expect(await value('2024-11')).toBe('14')
    expect(await value('2024-12-09')).toBe('14')
    expect(await value('2024-12-10')).toBe('17')
    expect(await value('2024-12-19')).toBe('17')
    expect(await value('2024-12-20')).toBe('16')
    expect(await value('2024-01..2024-12-15')).toBe('17')
  })

  test('are read at the business date while the period runs, and by day before it', async () => {
    const as = { businessOn: '2024-12-24' }
    expect(await cell('station_count', '4408Z1', '2024', as)).toEqual({ value: '16', status: 'ok' })
    expect(await cell('station_count', '4408Z1', '2024-12-12', as)).toEqual({ value: '17', status: 'ok' })
    expect(await cell('station_count', '4408Z1', '2024-12-31', as)).toEqual({ value: null, status: 'not_reported' })
  })

  test('split by day give every day of the period', async () => {
    const { rows } = await hand.ask({ metrics: ['station_count'], unit: '4408Z1', period: '2024-12-08..2024-12-11', by: 'day' })
    expect(rows.map((r) => [r.period, r.cells.station_count?.value])).toEqual([['2024-12-08', '14'], ['2024-12-09', '14'], ['2024-12-10', '17'], ['2024-12-11', '17']])
  })
})

describe('distinct counts', () => {
  beforeAll(async () => {
    await hand.cover('station-gates', ['440803'], monthsOfYear(2024))
    for (const [grain, on, n] of [['m', '2024-01-01', 2], ['m', '2024-02-01', 3], ['q', '2024-01-01', 4], ['t', '2024-02-01', 4], ['t', '2024-10-01', 9], ['y', '2024-01-01', 14], ['d', '2024-02-05', 1]] as const) {
      await hand.cell(care, '440803', grain, on, { care_site_count: n })
    }
    await hand.cover('industry-rosters', ['440803'], monthsOfYear(2024, 1, 11))
    await hand.cell(workers, '440803', 'm', '2024-10-01', { neg_worker_count: 340 })
    await hand.cell(workers, '440803', 'm', '2024-11-01', { neg_worker_count: 350 })
  })

  test('over a period are read from the very period, never added', async () => {
    const sites = async (period: string) => (await cell('care_site_count', '440803', period))?.value
    expect(await sites('2024')).toBe('14')
    expect(await sites('2024-01..2024-12')).toBe('14')
    expect(await sites('2024Q1')).toBe('4')
    expect(await sites('2024-01..2024-02')).toBe('4')
    expect(await sites('2024-01..2024-10')).toBe('9')
    expect(await sites('2024-02-05')).toBe('1')
    expect(await sites('2024-02-06')).toBe('0')
    expect(await refusal({ metrics: ['care_site_count'], unit: '440803', period: '2024-02..2024-05' })).toBe(
      'not_exact: “送温暖服务阵地数”在2024年2—5月答不出准确数：去重数不能由各段相加。可问一天、一月、一季、一年，或1月起的累计。')
  })

  test('by month leave the total empty where only the months are kept', async () => {
    const answer = await hand.ask({ metrics: ['care_site_count'], unit: '440803', period: '2024-02..2024-03', by: 'month' })
    expect(answer.total.cells.care_site_count).toEqual({ value: null, status: 'not_applicable' })
    expect(answer.rows.map((r) => r.cells.care_site_count?.value)).toEqual(['3', '0'])
  })

  test('of a state are told at ends of months; another day is refused', async () => {
    expect((await cell('neg_worker_count', '440803', '2024-10'))?.value).toBe('340')
    expect(await refusal({ metrics: ['neg_worker_count'], unit: '440803', period: '2024-10-15' })).toContain('只有月末的')
    expect(await refusal({ metrics: ['neg_worker_count'], unit: '440803', period: '2024-10', by: 'day' })).toContain('not_exact')
  })

  test('of a state are read at the last month that was reported, and say so', async () => {
    expect(await cell('neg_worker_count', '440803', '2024')).toEqual({ value: '350', status: 'partial' })
    const { total, notes } = await hand.ask({ metrics: ['neg_worker_count'], unit: '440803', period: '2024' }, { businessOn: '2024-12-20' })
    expect(total.cells.neg_worker_count).toEqual({ value: '350', status: 'ok' })
    expect(notes.map((n) => n.zh)).toEqual(['2024年未结束，数据截至11月30日。', '霞山区数据不含湛江经济技术开发区。'])
  })

  test('judged by whole months are refused for a day', async () => {
    expect(await refusal({ metrics: ['activity_idle_center_count'], unit: '440703', period: '2024-03-01' })).toContain('它按整月判断。请问整月，如 2024-03。')
    await hand.cell(centerUse, '440703', 'q', '2024-01-01', { activity_idle_center_count: 2 })
    expect((await cell('activity_idle_center_count', '440703', '2024Q1'))?.value).toBe('2')
  })

  test('that were not collected are not zero', async () => {
    await hand.cell(participants, '440703', 'y', '2024-01-01', { activity_person_count: 40 })
    expect(await cell('activity_person_count', '440703', '2024')).toEqual({ value: '40', status: 'ok' })
    expect(await cell('activity_person_count', '440703', '2024-03')).toEqual({ value: null, status: 'not_applicable' })
  })
})

describe('ratios', () => {
  beforeAll(async () => {
    await hand.cover('issue-system', ['440703'], monthsOfYear(2024))
    await hand.cell(issues, '440703', 'm', '2024-01-01', { issue_accepted_count: 3, issue_closed_of_accepted: 1 })
    await hand.cell(issues, '440703', 'm', '2024-02-01', { issue_accepted_count: 6, issue_closed_of_accepted: 4 })
    await hand.cell(stations, '440803', 'm', '2024-10-01', { station_count: 2 })
  })

  test('are divided last, from the sums of the level and period asked', async () => {
    expect(await cell('issue_closure_rate', '440703', '2024')).toEqual({ value: '0.555556', status: 'ok', of: '5', to: '9' })
    expect(await cell('issue_closure_rate', '440703', '2024-01')).toEqual({ value: '0.333333', status: 'ok', of: '1', to: '3' })
  })

  test('of nothing are not applicable', async () => {
    expect(await cell('issue_closure_rate', '440703', '2024-03')).toEqual({ value: null, status: 'not_applicable', of: '0', to: '0' })
  })

  test('over two subjects read each in its own way', async () => {
    expect(await cell('station_per_1000_workers', '440803', '2024-10')).toEqual({ value: '5.882353', status: 'ok', of: '2', to: '340' })
  })

  test('over two systems wait for the later one', async () => {
    await hand.cell(stations, '440803', 'm', '2024-11-01', { station_count: 3 })
    await hand.cell(stations, '440803', 'm', '2024-12-01', { station_count: 4 })
    const { total } = await hand.ask({ metrics: ['station_per_1000_workers', 'station_count'], unit: '440803', period: '2024' }, { businessOn: '2024-12-20' })
    expect(total.cells.station_per_1000_workers).toMatchObject({ of: '3', to: '350', status: 'ok' })
    expect(total.cells.station_count).toMatchObject({ value: '4', status: 'ok' })
  })
})

describe('versions', () => {
  test('each shows the cells and the reports it knew', async () => {
    await hand.cover('issue-system', ['440704'], ['2024-01'])
    await hand.cover('issue-system', ['440704'], ['2024-02'], 2)
    await hand.cell(issueSpells, '440704', 'm', '2024-01-01', { issue_closed_count: 7, issue_open_count: 2 }, { until: 2 })
    await hand.cell(issueSpells, '440704', 'm', '2024-01-01', { issue_closed_count: 8, issue_open_count: 1 }, { from: 2 })
    await hand.cell(issueSpells, '440704', 'm', '2024-02-01', { issue_closed_count: 5, issue_open_count: 3 }, { from: 2 })
    expect(await cell('issue_closed_count', '440704', '2024-01..2024-02', { v: 1 })).toEqual({ value: '7', status: 'partial' })
    expect(await cell('issue_closed_count', '440704', '2024-01..2024-02', { v: 2 })).toEqual({ value: '13', status: 'ok' })
    expect(await cell('issue_open_count', '440704', '2024-02', { v: 1 })).toEqual({ value: null, status: 'not_reported' })
    expect((await hand.ask({ metrics: ['issue_open_count'], unit: '440704', period: '2024', v: 2 })).question.v).toBe(2)
  })
})

describe('reports', () => {
  test('missing from some counties make the unit above partial, and the note names them', async () => {
    await hand.cover('member-register', ['440703', '440704', '440705', '440781', '440783', '440784', '440785'], ['2024-01'])
    await hand.cover('member-register', ['440703', '440704', '440705', '440781', '440784'], ['2024-02', '2024-03'])
    const answer = await hand.ask({ metrics: ['joint_branch_count', 'party_org_count'], unit: '440700', period: '2024Q1' })
    const missing = [{ zh: '开平市', en: 'Kaiping City' }, { zh: '恩平市', en: 'Enping City' }]
    expect(answer.total.cells.joint_branch_count).toEqual({ value: '0', status: 'partial', reach: { reported: 5, due: 7, missing } })
    expect(answer.notes).toEqual([{
      code: 'partial',
      zh: '数据不全：党员信息管理系统缺开平市、恩平市2024年3月，有关数字不含未上报部分。',
      en: 'Incomplete: the member register lacks Kaiping City, Enping City (2024-03); the figures leave out what was not reported.',
    }])
    expect((await cell('party_org_count', '440783', '2024Q1'))?.status).toBe('partial')
    expect((await cell('party_org_count', '440783', '2024-03'))?.status).toBe('not_reported')
    expect((await cell('party_org_count', '440700', '2024-01'))?.status).toBe('ok')
  })

  test('count the counties in a figure: of a flow each that lacks a month is out, of a state each that lacks the last', async () => {
    await hand.cover('party-affairs', ['440703', '440704', '440705', '440781', '440783', '440784', '440785'], ['2024-01', '2024-03'])
    await hand.cover('party-affairs', ['440703', '440704', '440705', '440781', '440783'], ['2024-02', '2024-04'])
    const reach = async (metric: string, unit: string, period: string) => {
      const told = (await cell(metric, unit, period))?.reach
      return told && [told.reported, told.due, ...told.missing.map((m) => m.zh)]
    }
    expect(await reach('party_day_count', '440700', '2024Q1')).toEqual([5, 7, '鹤山市', '恩平市'])
    expect(await reach('party_day_count', '440700', '2024-01..2024-04')).toEqual([5, 7, '鹤山市', '恩平市'])
    expect(await reach('party_day_count', '440700', '2024-03')).toBeUndefined()
    // Of a single county nobody is counted: the note names its months.
    expect(await reach('party_day_count', '440785', '2024Q1')).toBeUndefined()
    expect((await cell('party_day_count', '440785', '2024Q1'))?.status).toBe('partial')
    // Every row but the total tells it by its status alone.
    const { total, rows } = await hand.ask({ metrics: ['party_day_count'], unit: '440700', period: '2024Q1', by: 'month' })
    expect([total, ...rows].map((r) => [r.cells.party_day_count?.status, r.cells.party_day_count?.reach?.reported])).toEqual([['partial', 5], ['ok', undefined], ['partial', undefined], ['ok', undefined]])
  })
})

describe('rights', () => {
  test('the wall behind the question shows nothing of another county', async () => {
    const { countyId } = await hand.unit('440704')
    expect((await cell('activity_count', '440703', '2024', { counties: [countyId] }))?.value).toBe('0')
  })
})

describe('the tree', () => {
  test('of today is answered while nothing moved, and refused after a move', async () => {
    const question = { metrics: ['activity_count'], unit: '440703', period: '2024', tree: 'now' } as const
    expect((await hand.ask(question)).total.cells.activity_count?.value).toBe('30')
    const [old, fresh, village] = await Promise.all(['440703002', '440703101', '440703002131'].map((c) => hand.unit(c)))
    const owner = hand.database.pool('owner')
    await owner.raw(`update unit_closure set valid_to = '2024-06-15' where ancestor_id = :old and unit_id = :village`, { old: old?.unitId ?? '', village: village?.unitId ?? '' })
    await owner.raw(`insert into unit_closure values (:county, :fresh, :village, 1, '2024-06-15', null)`,
      { county: village?.countyId ?? 0, fresh: fresh?.unitId ?? '', village: village?.unitId ?? '' })
    expect((await hand.ask(question)).total.cells.activity_count?.value).toBe('30')
    expect(await refusal({ ...question, unit: '440703002' })).toContain('请用当时口径(tree=then)')
  })

  test('that changed between a day and its month\'s end leaves a stock of that day untold', async () => {
    await hand.cover('station-gates', ['440703'], monthsOfYear(2024))
    await hand.cell(stations, '440703002', 'm', '2024-06-01', { station_count: 5 })
    expect(await cell('station_count', '440703002', '2024-06-14')).toEqual({ value: null, status: 'not_applicable' })
    expect(await cell('station_count', '440703002', '2024-06-20')).toEqual({ value: '5', status: 'ok' })
  })

  test('a county that left during the period is due to a flow while it stood, and to no state after it', async () => {
    await hand.database.pool('owner').raw(`update unit_closure set valid_to = '2024-06-10' where ancestor_id = :city and unit_id = :county`, {
      city: (await hand.unit('440700')).unitId, county: (await hand.unit('440785')).unitId,
    })
    await hand.cover('party-affairs', ['440703', '440704', '440705', '440781', '440783', '440784', '440785'], ['2024-05'])
    await hand.cover('party-affairs', ['440703', '440704', '440705', '440781', '440783'], ['2024-06', '2024-07'])
    expect((await cell('party_day_count', '440700', '2024-05..2024-07'))?.reach).toMatchObject({ reported: 6, due: 7, missing: [{ zh: '鹤山市' }] })
    expect((await cell('applicant_count', '440700', '2024-05..2024-07'))?.reach).toMatchObject({ reported: 5, due: 6, missing: [{ zh: '鹤山市' }] })
  })
})
