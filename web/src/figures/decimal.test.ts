import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, minus, plus, rounded, shifted, signOf } from './decimal.js'

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 8 }))
  .map(([digits, scale]) => shifted(digits.toString(), -scale))

describe('decimal strings', () => {
  it('round half away from zero, where binary floats do not', () => {
    expect(rounded('1.005', 2)).toBe('1.01')
    expect(rounded('-1.005', 2)).toBe('-1.01')
    expect(rounded('0.04999', 1)).toBe('0.0')
    expect(rounded('2.5', 0)).toBe('3')
    expect(rounded('7', 2)).toBe('7.00')
  })

  it('never print a minus before zero', () => {
    expect(rounded('-0.4', 0)).toBe('0')
    expect(signOf('-0.000')).toBe(0)
  })

  it('keep every digit when the point moves there and back', () => {
    fc.assert(fc.property(decimals, fc.integer({ min: 0, max: 6 }), (value, places) => compare(shifted(shifted(value, places), -places), value) === 0))
  })

  it('take away what was added', () => {
    fc.assert(fc.property(decimals, decimals, (a, b) => compare(minus(plus(a, b), b), a) === 0))
  })

  it('round to a value no more than half a unit away', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: 0, max: 4 }), (value, places) => {
        const off = minus(rounded(value, places), value).replace('-', '')
        return compare(off, shifted('0.5', -places)) <= 0
      }),
    )
  })

  it('refuse what is not a decimal', () => {
    expect(() => rounded('2800多', 0)).toThrow('2800多')
  })
})
