import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, addMonthsToEnd, daysBetween } from './day.js'
import { isCumulative, labelOf, monthsOf, parsePeriod, passed, periodOf, previous, previousPart, split, yearBefore, yearToDate } from './period.js'
import { QuestionRefused } from './refused.js'

const days = (code: string): [string, string] => {
  const { from, to } = parsePeriod(code)
  return [from, to]
}

describe('a period is read half-open', () => {
  test.each([
    ['2024', '2024-01-01', '2025-01-01'],
    ['2024Q3', '2024-07-01', '2024-10-01'],
    ['2024q4', '2024-10-01', '2025-01-01'],
    ['2024-10', '2024-10-01', '2024-11-01'],
    ['2024-02-29', '2024-02-29', '2024-03-01'],
    ['2024-12-31', '2024-12-31', '2025-01-01'],
    ['2024-01..2024-10', '2024-01-01', '2024-11-01'],
    ['2023Q4..2024-02-10', '2023-10-01', '2024-02-11'],
    ['2024-10-15..2024', '2024-10-15', '2025-01-01'],
    ['2024-03..2024-03', '2024-03-01', '2024-04-01'],
  ])('%s', (code, from, to) => expect(days(code)).toEqual([from, to]))
})

test('what is no period is refused with a sentence that shows how to write one', () => {
  for (const code of ['', '24', '2024Q5', '2024-13', '2023-02-29', '2024-04-31', '2024-1', '2024..', '..2024', '2024..2025..2026', '1024', 'last-month', '2024-10-3']) {
    expect(() => parsePeriod(code), code).toThrow(QuestionRefused)
  }
  expect(() => parsePeriod('2024-13')).toThrow('“2024-13” is not a period. Write 2024, 2024Q3, 2024-10, 2024-10-31, or two of these as 2024-01..2024-10.')
  expect(() => parsePeriod('2024-10..2024-03')).toThrow('ends before it begins. Turn it around: “2024-03..2024-10”.')
})

test('days are counted as the calendar does, leap years and centuries included', () => {
  const utc = fc.integer({ min: -7670, max: 83_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
  fc.assert(fc.property(utc, fc.integer({ min: -3000, max: 3000 }), (day, n) => {
    const expected = new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
    return addDays(day, n) === expected && daysBetween(day, expected) === n
  }), { numRuns: 2000 })
})

test('a month later than the 31st is the last day of a shorter month; an excluded end becomes the first of the next', () => {
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
  expect(addMonths('2024-02-29', -12)).toBe('2023-02-28')
  expect(addMonthsToEnd('2024-03-31', -1)).toBe('2024-03-01')
  expect(addMonthsToEnd('2024-03-01', -12)).toBe('2023-03-01')
  expect(addMonths('2024-01-15', -1)).toBe('2023-12-15')
})

test('the period before has the same length', () => {
  const before = (code: string): string => periodOf(previous(parsePeriod(code))).code
  expect(before('2024')).toBe('2023')
  expect(before('2024Q1')).toBe('2023Q4')
  expect(before('2024-03')).toBe('2024-02')
  expect(before('2024-03-01')).toBe('2024-02-29')
  expect(before('2024-01..2024-10')).toBe('2023-03..2023-12')
  expect(before('2024-03-11..2024-03-20')).toBe('2024-03-01..2024-03-10')
})

test('the same period last year knows the leap day', () => {
  const before = (code: string): string => periodOf(yearBefore(parsePeriod(code))).code
  expect(before('2025-02')).toBe('2024-02')
  expect(before('2024-02')).toBe('2023-02')
  expect(before('2024-02-29')).toBe('2023-02-28')
  expect(before('2024-02-10..2024-02-29')).toBe('2023-02-10..2023-02-28')
  expect(before('2024')).toBe('2023')
})

test('a running period is compared with the same part of the one before', () => {
  const compared = (code: string, on: string): string[] => {
    const p = parsePeriod(code)
    const part = passed(p, on)
    return part ? [periodOf(part).code, periodOf(previousPart(p, part)).code, periodOf(yearBefore(part)).code] : []
  }
  expect(compared('2025-11', '2025-11-24')).toEqual(['2025-11-01..2025-11-24', '2025-10-01..2025-10-24', '2024-11-01..2024-11-24'])
  expect(compared('2025', '2025-11-24')).toEqual(['2025-01-01..2025-11-24', '2024-01-01..2024-11-24', '2024-01-01..2024-11-24'])
  expect(compared('2025-03', '2025-03-30')).toEqual(['2025-03-01..2025-03-30', '2025-02', '2024-03-01..2024-03-30'])
  expect(compared('2025-03', '2025-03-31')).toEqual(['2025-03', '2025-02', '2024-03'])
  expect(compared('2025-12', '2025-11-24')).toEqual([])
})

test('January up to a month is cumulative; a year is not', () => {
  expect(isCumulative(parsePeriod('2024-01..2024-10'))).toBe(true)
  expect(isCumulative(parsePeriod('2024-01'))).toBe(true)
  expect(isCumulative(parsePeriod('2024-01..2024-12'))).toBe(false)
  expect(isCumulative(parsePeriod('2024-02..2024-10'))).toBe(false)
  expect(yearToDate(parsePeriod('2023-11..2024-02'))).toEqual({ from: '2024-01-01', to: '2024-03-01' })
})

test('a period is cut along the calendar and loses nothing', () => {
  expect(split(parsePeriod('2024'), 'quarter').map((p) => p.code)).toEqual(['2024Q1', '2024Q2', '2024Q3', '2024Q4'])
  expect(split(parsePeriod('2024-10-15..2024-12-03'), 'month').map((p) => p.code)).toEqual(['2024-10-15..2024-10-31', '2024-11', '2024-12-01..2024-12-03'])
  expect(split(parsePeriod('2024-02'), 'day')).toHaveLength(29)
  expect(monthsOf(parsePeriod('2024-10-15..2025-01-03'))).toEqual(['2024-10-01', '2024-11-01', '2024-12-01', '2025-01-01'])
})

test('a period is printed as an official writes it', () => {
  expect(['2024', '2024Q3', '2024-10', '2024-10-31', '2024-01..2024-10', '2023-11..2024-02', '2023..2024', '2024-10-15..2024-12-03'].map((c) => labelOf(parsePeriod(c)).zh))
    .toEqual(['2024年', '2024年三季度', '2024年10月', '2024年10月31日', '2024年1—10月', '2023年11月—2024年2月', '2023—2024年', '2024年10月15日—12月3日'])
  expect(labelOf(parsePeriod('2024-01..2024-10')).en).toBe('January–October 2024')
})
