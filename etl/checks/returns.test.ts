import { expect, test } from 'vitest'
import { type Row, useGivenRows } from './given-rows.js'

const given = useGivenRows()

// 白沙街道 and 仓后街道 of 蓬江区.
const baisha = '440703002'
const of = (month: string, more: Row = {}): Row => ({
  unit: baisha, month_on: `${month}-01`, submitted_on: `${month}-28`, visits_by_cadres: 31, visits_by_grid_workers: 52, visits_by_volunteers: 13, council_meetings: 2, council_decisions: 3, ...more,
})

test('X44 a return is no copy of the month before', given(async ({ put, found }) => {
  await put('fact_monthly_return', of('2024-03'), of('2024-04', { visits_by_cadres: 30, visits_by_volunteers: 14 }), of('2024-06', { visits_by_cadres: 30, visits_by_volunteers: 14 }))
  expect(await found('x44-return-copied')).toEqual([])
  await put('fact_monthly_return', of('2024-07', { visits_by_cadres: 30, visits_by_volunteers: 15 }))
  expect(await found('x44-return-copied')).toEqual(['白沙街道 2024-07 的月报有 4 个数与上月完全相同(共 5 个)；请核对是否照抄，属实的请说明。'])
}))

test('X45 household visits do not all end in 00', given(async ({ put, found }) => {
  await put('fact_monthly_return', of('2024-03', { visits_by_cadres: 200, visits_by_grid_workers: 150, visits_by_volunteers: 100 }), of('2024-04', { visits_by_cadres: 200, visits_by_grid_workers: 0, visits_by_volunteers: 0 }))
  expect(await found('x45-return-round')).toEqual([])
  await put('fact_monthly_return', of('2024-05', { visits_by_cadres: 200, visits_by_grid_workers: 300, visits_by_volunteers: 0 }))
  expect(await found('x45-return-round')).toEqual(['白沙街道 2024-05 月报的入户户次全是整百数(200、300、0)；请核对是否估报，属实的请说明。'])
}))

test('X46 a town has one return of a month', given(async ({ put, found }) => {
  await put('fact_monthly_return', of('2024-03'), of('2024-04'))
  expect(await found('x46-return-twice')).toEqual([])
  await put('fact_monthly_return', of('2024-04'))
  expect(await found('x46-return-twice')).toEqual(['白沙街道 2024-04 的月报有 2 行，会重复计算；请核对是哪个填报单位重报，删去多余的一行后重新报送。'])
}))

test('X46 rows hang on units there are', given(async ({ trx, put, found }) => {
  await put('fact_demand', { collected_on: '2024-03-01' })
  expect(await found('x46-unit-unknown-or-expired')).toEqual([])
  await put('fact_demand', { collected_on: '2024-03-02', src_id: 'D' })
  await trx('fact_demand').where({ src_id: 'D' }).update({ unit_id: 999_999 })
  expect(await found('x46-unit-unknown-or-expired')).toEqual(['fact_demand 有 1 行挂在已不存在的单位上(编号 999999)；请重新装载来源，或补上单位。'])
}))

test('X47 a return that is past its deadline is there', given(async ({ trx, put, found }) => {
  const { rows: towns } = await trx.raw<{ rows: { code: string; name: string }[] }>(
    `select code, name_zh as name from unit where county_id = (select county_id from unit where code = :baisha) and level = 'town' and kind not in ('quasi_town', 'branch') order by sort_no`, { baisha })
  for (const { code } of towns) await put('fact_monthly_return', of('2024-03', { unit: code, submitted_on: '2024-04-02' }))
  expect(await found('x47-return-missing', { businessOn: '2024-05-06' })).toEqual([])
  // The 5th of May 2024 was a holiday; the 6th was worked.
  for (const { code } of towns.slice(1)) await put('fact_monthly_return', of('2024-04', { unit: code, submitted_on: '2024-05-04' }))
  expect(await found('x47-return-missing', { businessOn: '2024-05-06' })).toEqual([])
  expect(await found('x47-return-missing', { businessOn: '2024-05-07' })).toEqual([
    `${towns[0]?.name}(蓬江区)未报 2024-04 月报，截止日 2024-05-06 已过，当月已报 ${towns.length - 1}/应报 ${towns.length}；请催报，或经批准豁免并说明。`,
  ])
}))
