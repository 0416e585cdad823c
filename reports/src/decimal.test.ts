import { expect, test } from 'vitest'
import { add, compare, isSame, shift, subtract, vanishes } from './decimal.js'

test('decimals are added and subtracted exactly', () => {
  expect(add('0.1', '0.2')).toBe('0.3')
  expect(add()).toBe('0')
  expect(add('9007199254740993', '1', '-0.50')).toBe('9007199254740993.5')
  expect(subtract('2836', '2900.25')).toBe('-64.25')
  expect(subtract('-1', '-1')).toBe('0')
})

test('a share becomes per cent by moving the point', () => {
  expect(shift('0.0412', 2)).toBe('4.12')
  expect(shift('-0.5', 2)).toBe('-50')
  expect(shift('3', 2)).toBe('300')
})

test('numbers are compared as numbers', () => {
  expect(isSame('1.50', '1.5')).toBe(true)
  expect(compare('10', '9')).toBe(1)
  expect(compare('-10', '9')).toBe(-1)
})

test('a number vanishes when it would print as zero, half up', () => {
  expect(vanishes('0.0004', 3)).toBe(true)
  expect(vanishes('0.0005', 3)).toBe(false)
  expect(vanishes('-0.0004', 3)).toBe(true)
  expect(vanishes('0', 3)).toBe(false)
})

test('what is no decimal is refused', () => {
  expect(() => add('1e3')).toThrow('“1e3” is not a decimal number.')
})
