import { describe, expect, test } from 'vitest'
import { type UnitLine, unitTree } from './unit-tree.js'

const line = (unitId: string, code: string, level: string, parent: string, county: number, more: Partial<UnitLine> = {}): UnitLine => ({
  unitId, code, nameZh: code, nameEn: code, level, kind: level, parent, sortNo: Number(unitId), county, validFrom: '2000-01-01', validTo: null, ...more,
})
const tree = [
  line('1', 'city', 'city', '', 0),
  line('2', 'east', 'county', 'city', 1),
  line('3', 'west', 'county', 'city', 2),
  line('4', 'north', 'town', 'east', 1),
  line('5', 'south', 'town', 'east', 1),
  line('6', 'mill', 'village', 'north', 1),
]
const above = (lines: UnitLine[], unitId: string): string[] => unitTree(lines).closure
  .filter(row => row.unitId === unitId)
  .sort((a, b) => a.depth - b.depth || (a.validFrom < b.validFrom ? -1 : 1))
  .map(({ ancestorId, depth, validFrom, validTo }) => `${depth} ${ancestorId} ${validFrom}..${validTo ?? ''}`)

test('a unit stands above itself, and every unit on the way up above it', () => {
  expect(above(tree, '6')).toEqual(['0 6 2000-01-01..', '1 4 2000-01-01..', '2 2 2000-01-01..', '3 1 2000-01-01..'])
  expect(unitTree(tree).units.map(({ unitId, parentId, county }) => [unitId, parentId, county])).toEqual([
    ['1', null, 0], ['2', '1', 1], ['3', '1', 2], ['4', '2', 1], ['5', '2', 1], ['6', '4', 1],
  ])
})

describe('a village that moves', () => {
  test('to another town of its county stays the same unit, and the tree keeps where it was', () => {
    const moved = [...tree, line('6', 'mill-new', 'village', 'south', 1, { validFrom: '2024-07-01' })]
    expect(above(moved, '6')).toEqual([
      '0 6 2000-01-01..', '1 4 2000-01-01..2024-07-01', '1 5 2024-07-01..', '2 2 2000-01-01..', '3 1 2000-01-01..',
    ])
    expect(unitTree(moved).units.find(({ unitId }) => unitId === '6')).toMatchObject({
      code: 'mill-new', parentId: '5', validFrom: '2000-01-01', validTo: null,
    })
  })

  test('to another county becomes a new unit that ends the old one', () => {
    const moved = [...tree, line('7', 'hill', 'town', 'west', 2), line('8', 'mill', 'village', 'hill', 2, { validFrom: '2024-07-01' })]
    expect(above(moved, '6').map(row => row.split('..')[1])).toEqual(['2024-07-01', '2024-07-01', '2024-07-01', '2024-07-01'])
    expect(above(moved, '8')).toEqual(['0 8 2024-07-01..', '1 7 2024-07-01..', '2 3 2024-07-01..', '3 1 2024-07-01..'])
  })

  test('to another county is refused under its old number', () => {
    const moved = [...tree, line('7', 'hill', 'town', 'west', 2), line('6', 'mill', 'village', 'hill', 2, { validFrom: '2024-07-01' })]
    expect(() => unitTree(moved)).toThrow('mill (mill) is in county 1 and then in 2. A unit that moves to another county needs a new unit_id')
  })
})

test('a town that moves carries its villages only when they are told to move too', () => {
  const moved = [...tree, line('9', 'north', 'town', 'west', 2, { validFrom: '2024-07-01' })]
  expect(() => unitTree(moved)).toThrow('mill (mill) is in county 1, but from 2024-07-01 north (north) above it is in county 2')
  expect(above([...moved, line('10', 'mill', 'village', 'north', 2, { validFrom: '2024-07-01' })], '10')).toEqual([
    '0 10 2024-07-01..', '1 9 2024-07-01..', '2 3 2024-07-01..', '3 1 2024-07-01..',
  ])
})

test('an abolished unit ends with all its ancestors, and a code may be used again later', () => {
  const ended = tree.map(unit => (unit.unitId === '6' ? { ...unit, validTo: '2010-01-01' } : unit))
  const again = [...ended, line('11', 'mill', 'village', 'south', 1, { validFrom: '2015-01-01' })]
  expect(above(again, '6').every(row => row.endsWith('..2010-01-01'))).toBe(true)
  expect(above(again, '11')[0]).toBe('0 11 2015-01-01..')
})

test.each([
  ['a parent that is not there', [...tree, line('7', 'pond', 'village', 'nowhere', 1)], 'pond (pond) has nothing above it from 2000-01-01: there is no unit “nowhere” then.'],
  ['a parent that comes later', [...tree, line('7', 'hill', 'town', 'west', 2, { validFrom: '2010-01-01' }), line('8', 'pond', 'village', 'hill', 2)],
    'pond (pond) has nothing above it from 2000-01-01'],
  ['a parent that ends earlier', [...tree, line('7', 'hill', 'town', 'west', 2, { validTo: '2010-01-01' }), line('8', 'pond', 'village', 'hill', 2)],
    'pond (pond) has nothing above it from 2010-01-01'],
  ['a level that is skipped', [...tree, line('7', 'pond', 'village', 'east', 1)], 'pond (pond) is a village and cannot be below east (east), a county.'],
  ['a level that is none', [...tree, line('7', 'pond', 'hamlet', 'east', 1)], 'has the level “hamlet”'],
  ['two lines from one day', [...tree, line('6', 'mill', 'village', 'south', 1)], 'mill (mill) has two lines from 2000-01-01'],
  ['one code for two units at a time', [...tree, line('7', 'mill', 'village', 'south', 1)], 'mill (mill) has two lines from 2000-01-01'],
])('%s is refused', (_, lines, sentence) => {
  expect(() => unitTree(lines)).toThrow(sentence)
})
