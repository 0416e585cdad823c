import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { delivered, factsOf, type Given } from '../../test/given.js'
import { rowsOf } from '../../test/played-system.js'

const database = await freshDatabase()
afterAll(() => database.close())

const line = (month: string, more: Partial<Given> = {}): Given => {
  const { parent = 'k:1', platform = '骑达', unit_id = '1777' } = more
  return {
    entity: 'roster_row', key: `${String(platform)}/${month}/${parent}/${String(unit_id)}`, parent, platform, worker_group: 'rider', unit_id, month_on: `${month}-01`,
    hired_on: '2020-01-01', political: 'none', left_on: null, ...more,
  }
}
const verification = (verified_on: string, result = 'confirmed'): Given => ({ entity: 'verification', key: verified_on, parent: 'k:1', result, verified_on, county: 0 })
const columns = 'worker_pid, platform, unit_id::int, worker_group, listed_from, listed_to, verified_on'
const months = ['2024-01', '2024-02', '2024-03', '2024-04']
await delivered(database, '骑达', ...months)

test.each<[string, Given[], object[]]>([
  ['months one after another are one run, open while it stands in the latest roster', months.map((m) => line(m)), [{ listed_from: '2024-01-01', listed_to: null }]],
  ['who is missing from the next roster is off with its month', [line('2024-01'), line('2024-02')], [{ listed_from: '2024-01-01', listed_to: '2024-03-01' }]],
  ['who comes back begins a new run', [line('2024-01'), line('2024-03')], [{ listed_from: '2024-01-01', listed_to: '2024-02-01' }, { listed_from: '2024-03-01', listed_to: '2024-04-01' }]],
  ['who is hired within the month is listed from that day', [line('2024-02', { hired_on: '2024-02-15' }), line('2024-03', { hired_on: '2024-02-15' })], [{ listed_from: '2024-02-15', listed_to: '2024-04-01' }]],
  ['who left is off from that day', [line('2024-02'), line('2024-03', { left_on: '2024-02-27' })], [{ listed_from: '2024-02-01', listed_to: '2024-02-27' }]],
  ['who left before being listed never was', [line('2024-03', { hired_on: '2024-02-22', left_on: '2024-02-27' })], []],
  ['who is hired again after leaving begins a new run', [line('2024-02', { left_on: '2024-02-10' }), line('2024-03')], [{ listed_to: '2024-02-10' }, { listed_from: '2024-03-01', listed_to: '2024-04-01' }]],
  ['another street is another run, though the person is the same', [line('2024-01'), line('2024-02', { unit_id: '1786' })], [{ unit_id: 1777, listed_to: '2024-02-01' }, { unit_id: 1786, listed_from: '2024-02-01' }]],
  ['two streets at once are two runs', [line('2024-04'), line('2024-04', { unit_id: '1786' })], [{ unit_id: 1777, listed_to: null }, { unit_id: 1786, listed_to: null }]],
  ['a run is cut where the worker was verified again, and each piece knows its own verification',
    [...months.map((m) => line(m)), verification('2023-11-20'), verification('2024-02-10'), verification('2024-03-01', 'unreachable')], [
      { listed_from: '2024-01-01', listed_to: '2024-02-10', verified_on: '2023-11-20' }, { listed_from: '2024-02-10', listed_to: null, verified_on: '2024-02-10' },
    ]],
])('%s', async (_, rows, expected) => {
  expect(await factsOf(database, 'fact_worker', columns, rows)).toMatchObject(expected)
})

test('a month the platform did not deliver breaks no run, and another platform is another matter', async () => {
  await delivered(database, '安运', '2024-01', '2024-04')
  await delivered(database, '速餐', '2024-01', '2024-02', '2024-03')
  const rows = [line('2024-01', { platform: '安运' }), line('2024-04', { platform: '安运' }), line('2024-01', { platform: '速餐' }), line('2024-03', { platform: '速餐' })]
  expect(await factsOf(database, 'fact_worker', columns, rows)).toMatchObject([
    { platform: '安运', listed_from: '2024-01-01', listed_to: null },
    { platform: '速餐', listed_from: '2024-01-01', listed_to: '2024-02-01' }, { platform: '速餐', listed_from: '2024-03-01', listed_to: null },
  ])
})

test('a roster with a refused line takes nobody off, but who is listed elsewhere on the platform', async () => {
  await delivered(database, '邮快', '2024-01', '2024-03', '2024-04')
  await delivered(database, '邮快', '2024-02', '2024-03') // March again, and its line is still refused
  await rowsOf(database, `update load set rows_read = 1, rows_rejected = 1 where page = '邮快/2024-03'`)
  const at = (month: string, parent: string, more: Partial<Given> = {}): Given => line(month, { platform: '邮快', parent, ...more })
  const rows = [
    at('2024-01', 'a'), at('2024-02', 'a'), at('2024-04', 'a'),
    at('2024-02', 'b', { political: 'member' }),
    at('2024-02', 'c'), at('2024-03', 'c', { unit_id: '1786' }), at('2024-04', 'c'),
    at('2024-01', 'd'),
  ]
  expect(await factsOf(database, 'fact_worker', columns, rows)).toMatchObject([
    { worker_pid: 'a', listed_from: '2024-01-01', listed_to: null },
    { worker_pid: 'd', listed_from: '2024-01-01', listed_to: '2024-02-01' },
    { worker_pid: 'b', listed_from: '2024-02-01', listed_to: '2024-04-01' },
    { worker_pid: 'c', unit_id: 1777, listed_from: '2024-02-01', listed_to: '2024-03-01' },
    { worker_pid: 'c', unit_id: 1786, listed_from: '2024-03-01', listed_to: '2024-04-01' },
    { worker_pid: 'c', unit_id: 1777, listed_from: '2024-04-01', listed_to: null },
  ])
  expect(await factsOf(database, 'fact_found_member', 'worker_pid, industry_from, industry_to', rows)).toEqual([{ worker_pid: 'b', industry_from: '2024-02-01', industry_to: '2024-04-01' }])
})
