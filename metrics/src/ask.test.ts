import { expect, test } from 'vitest'
import { monthsOfYear, rollupByHand } from '../../test/rollup-by-hand.js'
import { activities, stations } from './index.js'

test('a flow adds whole months and the days of partial ones', async () => {
  await using hand = await rollupByHand()
  await hand.cover('service-menu', ['440703'], monthsOfYear(2024))
  await hand.cell(activities, '440703', 'm', '2024-03-01', { activity_count: 10, activity_key_count: 4 })
  await hand.cell(activities, '440703', 'm', '2024-04-01', { activity_count: 20, activity_key_count: 5 })
  await hand.cell(activities, '440703', 'd', '2024-05-02', { activity_count: 3, activity_key_count: 0 })
  await hand.cell(activities, '440703', 'd', '2024-05-09', { activity_count: 100, activity_key_count: 0 })
  const value = async (period: string) => (await hand.ask({ metrics: ['activity_count'], unit: '440703', period })).total.cells.activity_count
  expect(await value('2024')).toEqual({ value: '30', status: 'ok' })
  expect(await value('2024Q1')).toEqual({ value: '10', status: 'ok' })
  expect(await value('2024-03..2024-05-02')).toEqual({ value: '33', status: 'ok' })
  expect(await value('2024-05-02')).toEqual({ value: '3', status: 'ok' })
  expect(await value('2024-06')).toEqual({ value: '0', status: 'ok' })
  expect(await value('2023')).toEqual({ value: null, status: 'not_reported' })
})

test('a stock is read at the end of the month, or on a day less what changed after it', async () => {
  await using hand = await rollupByHand()
  await hand.cover('station-gates', ['4408Z1'], monthsOfYear(2024))
  await hand.cell(stations, '4408Z1', 'm', '2024-11-01', { station_count: 14 })
  await hand.cell(stations, '4408Z1', 'm', '2024-12-01', { station_count: 16 })
  await hand.cell(stations, '4408Z1', 'd', '2024-12-10', { station_count: 3 })
  await hand.cell(stations, '4408Z1', 'd', '2024-12-20', { station_count: -1 })
  const value = async (period: string) => (await hand.ask({ metrics: ['station_count'], unit: '4408Z1', period })).total.cells.station_count?.value
  expect(await value('2024')).toBe('16')
  expect(await value('2024-11')).toBe('14')
  expect(await value('2024-12-09')).toBe('14')
  expect(await value('2024-12-10')).toBe('17')
  expect(await value('2024-12-19')).toBe('17')
  expect(await value('2024-12-20')).toBe('16')
  expect(await value('2024-01..2024-12-15')).toBe('17')
})
