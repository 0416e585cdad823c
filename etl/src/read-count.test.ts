import { expect, test } from 'vitest'
import { readCount } from './read-count.js'

test.each([
  ['2800', 2800], ['2,800', 2800], ['２８００', 2800], ['83人次', 83], ['12场', 12], ['12.0', 12], [7, 7], ['0', 0], [' 5 ', 5],
])('%s is read as %s', (typed, count) => {
  expect(readCount(typed)).toBe(count)
})

test.each([null, '', '—', '-', '/', '无'])('%j is not reported, which is not 0', (typed) => {
  expect(readCount(typed)).toBeNull()
})

test.each(['2800多', '约20', '3.5万', '十二', '-3', '12.5', '1e3', '2,80', 'NaN', '99999999999', '40余', '12/13'])('%s is refused', (typed) => {
  expect(readCount(typed)).toHaveProperty('refused')
})
