import { expect, test } from 'vitest'
import { newYear } from './days.js'
import { random } from './random.js'
import { dailyShare, growing } from './share.js'

test('the days of a year add up to its total, whatever the weights', () => {
  for (let seed = 0; seed < 50; seed++) {
    const share = dailyShare(year => year + seed, day => (day % 7 === 0 ? 0 : random(seed, day)()))
    for (const year of [2023, 2024]) {
      const days = Array.from({ length: newYear(year + 1) - newYear(year) }, (_, i) => share(newYear(year) + i))
      expect(days.reduce((a, b) => a + b)).toBe(year + seed)
      expect(Math.min(...days)).toBeGreaterThanOrEqual(0)
    }
  }
})

test('a total stands for its year and grows around it', () => {
  const total = growing({ 2023: 90, 2024: 100 }, 0.1)
  expect([2022, 2023, 2024, 2025, 2026].map(total)).toEqual([82, 90, 100, 110, 121])
})
