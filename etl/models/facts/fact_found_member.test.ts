import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { delivered, factsOf, type Given } from '../../test/given.js'

const database = await freshDatabase()
afterAll(() => database.close())

const months = ['2024-01', '2024-02', '2024-03', '2024-04']
for (const platform of ['骑达', '速餐']) await delivered(database, platform, ...months)
const line = (month: string, political = 'none', more: Partial<Given> = {}): Given => {
  const { parent = 'k:1', platform = '骑达' } = more
  return {
    entity: 'roster_row', key: `${String(platform)}/${month}/${parent}/1777`, parent, platform, worker_group: 'rider', unit_id: '1777', month_on: `${month}-01`,
    hired_on: null, political, left_on: null, ...more,
  }
}
const all = (political = 'none'): Given[] => months.map((m) => line(m, political))
const member = (channel: string, more: Partial<Given> = {}): Given => ({
  entity: 'member', key: channel, parent: 'k:1', status: 'full', channel, unit_id: '1777', registered_on: '2024-02-10', managed_from: null, left_on: null, ...more,
})
const columns = 'probationary_from, probationary_to, found_from, found_to, industry_from, industry_to, territory_from, territory_to, overlap_from, overlap_to, managed_from, managed_to, first_found_on'
const none = { overlap_from: null, overlap_to: null, managed_from: null, managed_to: null }

test.each<[string, Given[], object[]]>([
  ['a worker nobody knows as a member is not found', all(), []],
  ['a member who is on no roster is not found', [member('territory')], []],
  ['the platform finds by its lines, from the month they say so', [...months.slice(0, 2).map((m) => line(m)), ...months.slice(2).map((m) => line(m, 'member'))],
    [{ found_from: '2024-03-01', found_to: null, industry_from: '2024-03-01', industry_to: null, territory_from: null, ...none, first_found_on: '2024-03-01', probationary_from: null }]],
  ['lines that no longer say so end it', [line('2024-01', 'member'), ...months.slice(1).map((m) => line(m))], [{ industry_from: '2024-01-01', industry_to: '2024-02-01', found_to: '2024-02-01' }]],
  ['the territory finds from the day of registration, while listed', [...all(), member('territory')],
    [{ found_from: '2024-02-10', found_to: null, industry_from: null, territory_from: '2024-02-10', territory_to: null, ...none, first_found_on: '2024-02-10' }]],
  ['who leaves the register or the roster is no longer found by the territory', [line('2024-01'), line('2024-02'), member('territory', { left_on: '2024-02-20' })], [{ territory_from: '2024-02-10', territory_to: '2024-02-20' }]],
  ['found by both is one finding with an overlap', [...all('probationary'), member('territory', { status: 'probationary' })], [{
    probationary_from: '2024-01-01', probationary_to: null, found_from: '2024-01-01', found_to: null, industry_from: '2024-01-01', territory_from: '2024-02-10', overlap_from: '2024-02-10', overlap_to: null, first_found_on: '2024-01-01',
  }]],
  ['a row the industry sent is no finding by the territory, but may be managed', [...all('member'), member('industry', { managed_from: '2024-03-05' })], [{
    territory_from: null, overlap_from: null, managed_from: '2024-03-05', managed_to: null,
  }]],
  ['who was on probation when found is so until the day of becoming a full member', [...all(), member('territory', { full_on: '2024-06-18' })], [{ found_from: '2024-02-10', probationary_from: '2024-02-10', probationary_to: '2024-06-18' }]],
  ['an everyday registration finds nobody', [...all(), member('everyday')], []],
  ['who is managed before being found is managed from the finding', [...all(), member('territory', { managed_from: '2023-01-01' })], [{ found_from: '2024-02-10', managed_from: '2024-02-10' }]],
])('%s', async (_, rows, expected) => {
  expect(await factsOf(database, 'fact_found_member', columns, rows)).toMatchObject(expected)
})

test('a person on two platforms, or back after a pause, is newly found once', async () => {
  const rows = [line('2024-02', 'member'), line('2024-04', 'member'), line('2024-01', 'member', { platform: '速餐' })]
  expect(await factsOf(database, 'fact_found_member', 'found_from, first_found_on', rows)).toEqual([
    { found_from: '2024-01-01', first_found_on: '2024-01-01' }, { found_from: '2024-02-01', first_found_on: null }, { found_from: '2024-04-01', first_found_on: null },
  ])
})
