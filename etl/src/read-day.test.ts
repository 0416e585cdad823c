import { expect, test } from 'vitest'
import { isDay, readDay } from './read-day.js'

const zh = (cell: string | number): string | null => {
  const day = readDay(cell)
  return day === null || typeof day === 'string' ? day : day.refused.zh
}

test.each([
  ['2024-05-01', '2024-05-01'], ['2024/5/1', '2024-05-01'], ['2024.5.1', '2024-05-01'], ['2024年5月1日', '2024-05-01'], ['20240501', '2024-05-01'],
  ['２０２４－０５－０１', '2024-05-01'], ['  2024-5-1 ', '2024-05-01'], [45413, '2024-05-01'], ['45413', '2024-05-01'], [45413.75, '2024-05-01'],
  ['2024-02-29', '2024-02-29'], ['2024-05-01 23:59:59.999+08', '2024-05-01'], ['2024-05-01T00:00:00+08:00', '2024-05-01'],
])('%s is read as %s', (typed, day) => {
  expect(zh(typed)).toBe(day)
})

test.each(['', '  ', null])('%j is no day, and no mistake', (typed) => {
  expect(readDay(typed)).toBeNull()
})

test.each([
  '2024-02-30', '2023-02-29', '2024.13.1', '20240230', '2024-00-10', '2024-04-31', '24.5.1', '5月1日', '2024年5月', '2024.05', '2024.5.1-5.3', '3月下旬', '农历三月初三',
  '2024-05-01 01:00:00Z', 'infinity', 'now', '99999-01-01', 440703, '1e5',
])('%s is refused, with the way to write it', (typed) => {
  expect(zh(typed)).toMatch(/请(写成|核对)/)
})

test('every day of a Gregorian cycle is told from its neighbours', () => {
  const days = Array.from({ length: 36_525 }, (_, i) => zh(36_526 + i))
  expect(new Set(days).size).toBe(36_525)
  expect([days[0], days[59], days.at(-1)]).toEqual(['2000-01-01', '2000-02-29', '2099-12-31'])
  expect(days.every((day) => day !== null && isDay(day))).toBe(true)
})
