import { expect, test } from 'vitest'
import { drawOutlines } from './outline.js'

const square = (x: number, y: number, size: number): [number, number][] => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]

test('outlines are drawn north up, east and west as near as they are at that latitude, names in the middle of the largest part', () => {
  const { width, height, shapes } = drawOutlines([{ unit: 'south', outline: [[square(0, 59.9, 0.1)], [square(0.15, 59.9, 0.05)]] }, { unit: 'north', outline: [[square(0.1, 60, 0.1)]] }], 100)
  // 0.2 degrees of longitude at 60° north are as long as 0.1 of latitude: the map is twice as high as wide.
  expect([width, height]).toEqual([100, 200])
  expect(shapes).toEqual([
    { unit: 'south', x: 25, y: expect.closeTo(150, 0), path: expect.stringMatching(/^M0 200L50 200L50 100L0 100L0 200ZM75 /) },
    { unit: 'north', x: 75, y: expect.closeTo(50, 0), path: expect.stringMatching(/^M50 100L100 100L100 0L50 0L/) },
  ])
})
