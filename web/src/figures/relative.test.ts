import { describe, expect, it } from 'vitest'
import { relativeOf, relatives, resolved } from './relative.js'

describe('relative periods', () => {
  it.each([
    ['2026-11-27', ['2026-10', '2026-11', '2026Q3', '2026-01..2026-10', '2025']],
    ['2026-11-30', ['2026-11', '2026-11', '2026Q3', '2026-01..2026-11', '2025']],
    ['2026-01-15', ['2025-12', '2026-01', '2025Q4', '2025-01..2025-12', '2025']],
    ['2026-04-01', ['2026-03', '2026-04', '2026Q1', '2026-01..2026-03', '2025']],
  ] as const)('on %s mean %j', (day, periods) => {
    expect(relatives.map((r) => resolved(r, day))).toEqual(periods)
  })

  it('are found again from the period they mean', () => {
    expect(relativeOf('2026-10', '2026-11-27')).toBe('last-month')
    expect(relativeOf('2026-09', '2026-11-27')).toBeUndefined()
  })
})
