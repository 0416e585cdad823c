import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addressOf, axisName, daysOf, grainOf, isFuture, isRunning, lastWholeMonth, monthsUpTo, moved, nameOf, readPeriod, readTyped, shortNameOf,
  withQuarterEnd, yearBefore, yearElapsed, yearToDate,
} from './period.js'

const year = fc.integer({ min: 2000, max: 2098 })
const month = fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`)
const periods = fc.oneof(
  year.map(String),
  month,
  fc.tuple(year, fc.integer({ min: 1, max: 4 })).map(([y, q]) => `${y}Q${q}`),
  fc.tuple(month, fc.integer({ min: 1, max: 36 })).map(([last, count]) => monthsUpTo(last, count)),
)

describe('periods', () => {
  it('come back from an address as they were', () => {
    fc.assert(fc.property(periods, (p) => readPeriod(addressOf(p)) === p))
  })

  it('end where the next one begins', () => {
    fc.assert(fc.property(periods, (p) => daysOf(p).to === daysOf(moved(p, 1)).from))
  })

  it('come back when moved there and back', () => {
    fc.assert(fc.property(periods, fc.integer({ min: -12, max: 12 }), (p, n) => moved(moved(p, n), -n) === p))
  })

  it('are refused when they do not exist', () => {
    for (const text of ['2025-13', '2025-02-29', '2025q5', '2025-10..2025-01', 'last', '', '0000', '2025-1']) expect(readPeriod(text)).toBeUndefined()
  })

  it('are understood as people type them', () => {
    expect(readTyped('202510')).toBe('2025-10')
    expect(readTyped('2025.3')).toBe('2025-03')
    expect(readTyped('2025 年 10 月')).toBe('2025-10')
    expect(readTyped('２０２５')).toBe('2025')
    expect(readTyped('2025q3')).toBe('2025Q3')
    expect(readTyped('2025年三季度')).toBe('2025Q3')
    expect(readTyped('202501-202510')).toBe('2025-01..2025-10')
    expect(readTyped('2025-01..2025-10')).toBe('2025-01..2025-10')
    expect(readTyped('202513')).toBeUndefined()
    expect(readTyped('去年')).toBeUndefined()
  })

  it('know their grain, the year before and the months before', () => {
    expect(grainOf('2025-10-31')).toBe('day')
    expect(grainOf('2025-01..2025-10')).toBe('range')
    expect(yearBefore('2025Q3')).toBe('2024Q3')
    expect(yearBefore('2025-01..2025-10')).toBe('2024-01..2024-10')
    expect(monthsUpTo('2025-10', 13)).toBe('2024-10..2025-10')
    expect(monthsUpTo('2025Q3', 13)).toBe('2024-09..2025-09')
    expect(monthsUpTo('2024', 12)).toBe('2024-01..2024-12')
    expect(yearToDate('2025Q3')).toBe('2025-01..2025-09')
  })

  it('run until the business date reaches their last day', () => {
    expect(lastWholeMonth('2026-11-24')).toBe('2026-10')
    expect(lastWholeMonth('2026-11-30')).toBe('2026-11')
    expect(lastWholeMonth('2026-01-05')).toBe('2025-12')
    expect(isRunning('2026-11', '2026-11-24')).toBe(true)
    expect(isRunning('2026-11', '2026-11-30')).toBe(false)
    expect(isRunning('2026', '2026-11-30')).toBe(true)
    expect(isFuture('2026-12', '2026-11-30')).toBe(true)
  })

  it('are judged by quarters: by their own where one ended in them, else by the one before', () => {
    expect(withQuarterEnd('2025-10', '2026-01-05')).toBe('2025Q3')
    expect(withQuarterEnd('2025-09', '2026-01-05')).toBe('2025-09')
    expect(withQuarterEnd('2025-09', '2025-09-20')).toBe('2025Q2')
    expect(withQuarterEnd('2025', '2025-02-10')).toBe('2024Q4')
    expect(withQuarterEnd('2025-01..2025-10', '2026-01-05')).toBe('2025-01..2025-10')
  })

  it('know the part of the year that has passed', () => {
    expect(yearElapsed('2025-12', '2026-01-05')).toBe(1)
    expect(yearElapsed('2025Q1', '2026-01-05')).toBeCloseTo(90 / 365)
    expect(yearElapsed('2024', '2024-02-29')).toBeCloseTo(60 / 366)
  })

  it('are named as officials write them', () => {
    expect(nameOf('2025-10', 'zh')).toBe('2025年10月')
    expect(nameOf('2025Q3', 'zh')).toBe('2025年三季度')
    expect(nameOf('2025-01..2025-10', 'zh')).toBe('2025年1—10月')
    expect(nameOf('2024-10..2025-10', 'zh')).toBe('2024年10月—2025年10月')
    expect(nameOf('2025-10-09', 'zh')).toBe('2025年10月9日')
    expect(nameOf('2025-01..2025-10', 'en')).toBe('January–October 2025')
    expect(shortNameOf('2025-10', 'zh', '2025-11-24')).toBe('10月')
    expect(shortNameOf('2024-10', 'zh', '2025-11-24')).toBe('2024年10月')
    expect(axisName('2025-01', 'zh', false)).toBe('1月\n2025')
    expect(axisName('2025-02', 'zh', false)).toBe('2月')
  })
})
