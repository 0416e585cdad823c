import { expect, it } from 'vitest'
import { weekdayOf } from './weekday.js'

it('names the day of the week', () => {
  expect(weekdayOf('2025-10-04', 'zh')).toBe('周六')
  expect(weekdayOf('2024-02-29', 'en')).toBe('Thu')
})
