import { activities, addMonths, centerUse, type Subject } from '@mingshu/metrics'
import { expect, test } from 'vitest'
import { passesOf, type Slice } from './fold-pass.js'

const months = (from: string, count: number): string[] => Array.from({ length: count }, (_, i) => addMonths(from, i))
const told = (dirty: readonly Slice[], of: Subject = activities) => passesOf(of, dirty).map(({ isUpper, isPeriods, since, before, slices }) => [isUpper ? 'upper' : 'counties', isPeriods ? 'periods' : 'months', since, before, slices.length])

test('a long history is folded in parts of two years, each month once, counties before the units above them', () => {
  const dirty = months('2023-01-01', 47).flatMap((month) => [{ countyId: 1, month }, { countyId: 2, month }])
  expect(told(dirty)).toEqual([
    ['counties', 'months', '2023-01-01', '2025-01-01', 48], ['counties', 'months', '2025-01-01', '2026-12-01', 46],
    ['upper', 'months', '2023-01-01', '2025-01-01', 24], ['upper', 'months', '2025-01-01', '2026-12-01', 23],
  ])
})

test('months apart are passes apart; what is distinct in a period is folded by whole years', () => {
  const dirty = [{ countyId: 1, month: '2023-11-01' }, { countyId: 1, month: '2024-03-01' }]
  expect(told(dirty, centerUse)).toEqual([
    ['counties', 'months', '2023-11-01', '2023-12-01', 1], ['counties', 'months', '2024-03-01', '2024-04-01', 1], ['counties', 'periods', '2023-01-01', '2025-01-01', 2],
    ['upper', 'months', '2023-11-01', '2023-12-01', 1], ['upper', 'months', '2024-03-01', '2024-04-01', 1], ['upper', 'periods', '2023-01-01', '2025-01-01', 2],
  ])
})

test('a unit above that changed alone folds no county', () => {
  expect(told([{ countyId: 0, month: '2024-03-01' }])).toEqual([['upper', 'months', '2024-03-01', '2024-04-01', 1]])
})
