import { describe, expect, it } from 'vitest'
import { areAlike, cutsOf } from './redefined.js'

describe('a figure defined anew on a day', () => {
  it('compares on either side of the day and not across it', () => {
    expect(areAlike('2025-05', '2025-06', '2025-07-01')).toBe(true)
    expect(areAlike('2025-07', '2025-08', '2025-07-01')).toBe(true)
    expect(areAlike('2025-06', '2025-07', '2025-07-01')).toBe(false)
    expect(areAlike('2024', '2025', '2025-07-01')).toBe(false)
    expect(areAlike('2025', '2025', '2025-07-01')).toBe(false)
  })

  it('cuts a series where the new definition begins, and nowhere when there is none', () => {
    expect(cutsOf(['2025-06', '2025-07', '2025-08'], '2025-07-01')).toEqual([1])
    expect(cutsOf(['2025-06-30', '2025-07-01'], '2025-07-01')).toEqual([1])
    expect(cutsOf(['2025-08', '2025-09'], '2025-07-01')).toEqual([])
    expect(cutsOf(['2025-06', '2025-07'], undefined)).toEqual([])
  })
})
