import { expect, it } from 'vitest'
import { colorOfArea } from './colors.js'

const colors = (...focus: string[]): number[] => focus.map((unit) => colorOfArea(unit, { focus }))

it('an area keeps its colour while others come and go, and no two that are compared share one', () => {
  expect(colors('a', 'b', 'c')).toEqual([0, 1, 2])
  expect(colors('b', 'c')).toEqual([1, 2])
  expect(colors('b', 'c', 'd')).toEqual([1, 2, 0])
  // Its old colour was given away meanwhile.
  expect(new Set(colors('b', 'c', 'd', 'a')).size).toBe(4)
  expect(colors('b')).toEqual([1])
})
