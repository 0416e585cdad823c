import { expect, test } from 'vitest'
import { shortCode, unitBook, type UnitVersion } from './unit-book.js'

const unit = (unitId: string, code: string, name: string, parentId: string | null, from = '2000-01-01', to: string | null = null): UnitVersion => ({ unitId, countyId: 1, code, name, parentId, from, to })
const find = unitBook([
  unit('1', '440700', '江门市', null),
  unit('2', '440703', '蓬江区', '1'),
  unit('3', '440703002', '白沙街道', '2'),
  unit('4', '440703002131', '丰乐社区', '3'),
  unit('5', '440703003', '潮连街道', '2'),
  unit('6', '440703003131', '丰乐社区', '5'),
  unit('7', '440703003200', '塘边村', '5'),
  unit('8', '4408Z1', '湛江经济技术开发区', null),
  unit('9', '440803071', '乐华街道', '8'),
  unit('10', '440703004', '旧镇', '2', '2000-01-01', '2020-07-01'),
  unit('11', '440703004', '新镇', '2', '2020-07-01'),
])
const idOf = (typed: string, on = '2024-03-15'): string => {
  const found = find(typed, on)
  return 'refused' in found ? found.refused.zh : found.unitId
}

test.each([
  ['440703002131', '4'], ['440703002', '3'], ['440703002000', '3'], ['440703000000', '2'], ['4408z1', '8'], ['4408Z1000000', '8'],
  ['塘边村', '7'], ['塘边村委会', '7'], ['塘边村村民委员会', '7'], ['白沙街道', '3'], ['白沙街道办事处', '3'], ['白沙街道丰乐社区', '4'], ['白沙街道办丰乐社区居委会', '4'],
  ['蓬江区潮连街道丰乐居委会', '6'], ['江门市蓬江区白沙街道丰乐社区居民委员会', '4'], ['湛江经开区乐华街道', '9'], ['湛江经济技术开发区 乐华街道', '9'],
])('%s is a unit', (typed, id) => {
  expect(idOf(typed)).toBe(id)
})

test('a name that several units have is refused, with their codes', () => {
  expect(idOf('丰乐社区')).toBe('有 2 个同名单位(白沙街道丰乐社区 440703002131、潮连街道丰乐社区 440703003131)。请填写单位代码')
})

test('a code means the unit of that day', () => {
  expect([idOf('440703004', '2020-06-30'), idOf('440703004', '2020-07-01')]).toEqual(['10', '11'])
  expect(idOf('旧镇')).toContain('在该日不存在')
})

test('before the tree begins its first units stand for it', () => {
  expect(idOf('440703002', '1995-05-01')).toBe('3')
})

test.each(['440799', '南海街道', '丰乐'])('%s is nobody', (typed) => {
  expect(idOf(typed)).toContain('不是已知的单位')
})

test('a code with decimals is refused, with the code it was', () => {
  expect(idOf('440703002131.0')).toContain('请写成 440703002131，')
})

test('only filled zeros are cut off', () => {
  expect(['440703002100', '440703100', '440700', '440703002000', '440703000'].map(shortCode)).toEqual(['440703002100', '440703100', '440700', '440703002', '440703'])
})
