import { describe, expect, it } from 'vitest'
import { axisNumber, headcount, number, percentage, points, withSign } from './number.js'

describe('printed numbers', () => {
  it('carry thousands separators and a true minus sign', () => {
    expect(number('18720')).toBe('18,720')
    expect(number('-1032')).toBe('−1,032')
    expect(number('1234567.895', 2)).toBe('1,234,567.90')
    expect(number('-0.3')).toBe('0')
  })

  it('print rates from fractions of one, half up', () => {
    expect(percentage('0.89655')).toBe('89.7%')
    expect(percentage('0.0129459')).toBe('1.3%')
    expect(percentage('1')).toBe('100.0%')
    expect(points('-0.0243')).toBe('−2.4')
  })

  it('keep all digits on a card up to 999,999 and use 万 and 亿 beyond', () => {
    expect(headcount('123456', 'zh')).toBe('123,456')
    expect(headcount('999999', 'zh')).toBe('999,999')
    expect(headcount('1234567', 'zh')).toBe('123.5万')
    expect(headcount('-1235500', 'zh')).toBe('−123.6万')
    expect(headcount('123456789', 'zh')).toBe('1.23亿')
    expect(headcount('1234567', 'en')).toBe('1.23 M')
  })

  it('sign rises but not zero', () => {
    expect(withSign('21')).toBe('+21')
    expect(withSign('−21')).toBe('−21')
    expect(withSign('0.0%')).toBe('0.0%')
  })

  it('label axes in 万 only when the greatest value reaches 100,000', () => {
    expect(axisNumber(99_000, 'zh')(20_000)).toBe('20,000')
    expect(axisNumber(150_000, 'zh')(50_000)).toBe('5万')
    expect(axisNumber(150_000, 'zh')(0)).toBe('0')
    expect(axisNumber(150_000, 'en')(50_000)).toBe('50k')
  })
})
