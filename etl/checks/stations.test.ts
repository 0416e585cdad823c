import { addDays } from '@mingshu/metrics'
import { expect, test } from 'vitest'
import { fengle, longtou, type Row, useGivenRows } from './given-rows.js'

const given = useGivenRows()

const days = (station_id: string, from: string, n: number, more: Row = {}): Row[] =>
  Array.from({ length: n }, (_, i) => ({ unit: longtou, station_id, day_on: addDays(from, i), is_open: true, ...more }))

test('X34 somebody uses a station that is scheduled', given(async ({ put, found }) => {
  await put('fact_station', { unit: longtou, station_id: 'A', name: '龙头驿站', opened_on: '2023-01-01' }, { unit: longtou, station_id: 'B', name: '新驿站', opened_on: '2024-12-05' },
    { unit: longtou, station_id: 'C', name: '旧驿站', opened_on: '2023-01-01', closed_on: '2024-12-20' })
  await put('fact_station_day', ...days('A', '2024-12-01', 1, { visits: 9 }), ...days('A', '2024-12-02', 30), ...days('B', '2024-12-05', 27), ...days('C', '2024-12-02', 18))
  expect(await found('x34-station-unused', { businessOn: '2024-12-30' })).toEqual([])
  expect(await found('x34-station-unused')).toEqual(['龙头村的龙头驿站最近30日排班 30 日(其中开放 30 日)，没有一人次使用，上次使用在 2024-12-01；请核实是否停用，并更新排班或说明原因。'])
  await put('fact_station_visit', { unit: longtou, station_id: 'A', visited_on: '2024-12-20', person_times: 1 })
  expect(await found('x34-station-unused')).toEqual([])
}))

test('X34 nobody is served on a day a station is closed', given(async ({ put, found }) => {
  await put('fact_station', { unit: longtou, station_id: 'A', name: '龙头驿站', opened_on: '2023-01-01' })
  await put('fact_station_day', ...days('A', '2024-03-01', 1, { visits: 9 }), ...days('A', '2024-03-02', 1, { is_open: false }))
  await put('fact_station_visit', { unit: longtou, station_id: 'A', visited_on: '2024-03-01', person_times: 9 })
  expect(await found('x34-visits-on-closed-day')).toEqual([])
  await put('fact_station_day', ...days('A', '2024-03-03', 1, { is_open: false, visits: 4 }), ...days('A', '2024-03-04', 1, { is_open: false }))
  await put('fact_station_visit', { unit: longtou, station_id: 'A', visited_on: '2024-03-04', person_times: 3 })
  expect(await found('x34-visits-on-closed-day')).toEqual(['龙头村的龙头驿站有 2 个停开日登记了服务人次，如 2024-03-03 4 人次；请在驿站闸机系统核对当日状态或计数。'])
}))

test('X05 no points account is overdrawn at any moment', given(async ({ put, found }) => {
  const entry = (src_id: string, entered_on: string, points: number, account_no = 'JF1'): Row => ({ src_id, entered_on, points, account_no, action: points > 0 ? 'volunteering' : 'redeemed' })
  await put('fact_points', entry('9', '2024-03-01', 30), entry('10', '2024-03-01', -30), entry('11', '2024-03-02', 10, 'JF2'))
  expect(await found('x05-account-overdrawn')).toEqual([])
  await put('fact_points', entry('12', '2024-03-05', -20), entry('13', '2024-03-06', 100))
  expect(await found('x05-account-overdrawn')).toEqual(['丰乐社区积分账户 JF1 在 2024-03-05 余额为 -20 分；请在积分家园小程序核对该账户的流水，补记或冲正。'])
  expect(await found('x05-account-overdrawn', { businessOn: '2024-03-04' })).toEqual([])
}))

test('P03 nothing is open in a unit that is no more', given(async ({ trx, put, found }) => {
  await put('fact_center', { opened_on: '2020-01-01' }, { opened_on: '2020-01-01', closed_on: '2024-05-01' })
  await put('fact_issue_spell', { opened_on: '2024-05-01' }, { opened_on: '2024-05-02' })
  await put('fact_station', { unit: longtou, opened_on: '2020-01-01' })
  await trx('unit').where({ code: fengle }).update({ valid_to: '2024-07-01' })
  expect(await found('p03-open-in-ended-unit', { businessOn: '2024-06-30' })).toEqual([])
  expect(await found('p03-open-in-ended-unit')).toEqual(['丰乐社区已于 2024-07-01 撤销，仍有党群服务中心 1、在办件 2，现计入其上级单位；请在来源系统办结、停用或转到现单位。'])
}, 'owner'))
