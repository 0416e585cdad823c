import { parsePeriod } from '@mingshu/metrics'
import { afterEach, expect, test } from 'vitest'
import { clockOf, monthNames, serialOf, spanName, twelveMonths } from './period.js'

const zone = process.env['TZ']
afterEach(() => {
  process.env['TZ'] = zone
})

test.each(['Asia/Shanghai', 'UTC', 'America/New_York'])('a day has the same serial number in %s', (tz) => {
  process.env['TZ'] = tz
  expect(new Date(2024, 0, 1).getTimezoneOffset()).toBe({ 'Asia/Shanghai': -480, UTC: 0, 'America/New_York': 300 }[tz])
  expect(serialOf('2024-01-01')).toBe(45292)
  expect(serialOf('2024-12-31')).toBe(45657)
  expect(clockOf('2024-12-31T22:00:00Z')).toBe('2025-01-01 06:00')
})

test('the head of a table says which days its figures tell about', () => {
  expect(spanName(parsePeriod('2024'), '2025-01-31', 'zh')).toBe('2024年1—12月')
  expect(spanName(parsePeriod('2024Q3'), '2025-01-31', 'zh')).toBe('2024年7—9月')
  expect(spanName(parsePeriod('2024-10'), '2025-01-31', 'zh')).toBe('2024年10月')
  expect(spanName(parsePeriod('2024'), '2024-11-24', 'zh')).toBe('2024年1月1日—11月24日')
  expect(spanName(parsePeriod('2024'), '2024-10-31', 'zh')).toBe('2024年1—10月')
})

test('a trend covers the twelve months that end with the period', () => {
  expect(twelveMonths(parsePeriod('2024')).code).toBe('2024-01..2024-12')
  expect(twelveMonths(parsePeriod('2024-10')).code).toBe('2023-11..2024-10')
  expect(twelveMonths(parsePeriod('2024-10-07..2024-10-13')).code).toBe('2023-11..2024-10')
})

test('months of one year go by their number', () => {
  expect(monthNames(['2024-01', '2024-12'], 'zh')).toEqual(['1月', '12月'])
  expect(monthNames(['2023-12', '2024-01'], 'zh')).toEqual(['2023-12', '2024-01'])
})
