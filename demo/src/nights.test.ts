import { expect, test } from 'vitest'
import { playNights } from './nights.js'

const nights = Array.from({ length: 31 }, (_, i) => new Date(Date.parse('2026-10-28T18:00:00Z') + i * 86_400_000).toISOString())
const took = (night: ReturnType<typeof playNights>[number] | undefined, name: string): number => {
  const step = night?.steps.find((s) => s.name === name)
  return step ? step.to - step.from : NaN
}
const medianOf = (list: readonly number[]): number => {
  const sorted = list.toSorted((a, b) => a - b)
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN) + (sorted[Math.floor(sorted.length / 2)] ?? NaN)) / 2
}

test('the last night is published at 06:42, for the station gates took 3.1 times their median in three tries', () => {
  const played = playNights(1, nights)
  const [last, before] = [played.at(-1), played.slice(0, -1)]
  expect(last?.published).toBe((4 * 60 + 42) * 60)
  expect(took(last, 'load station-gates') / medianOf(before.map((n) => took(n, 'load station-gates')))).toBeCloseTo(3.1, 3)
  expect(last?.steps.filter((s) => s.tries > 1).map((s) => [s.name, s.tries])).toEqual([['load station-gates', 3]])
})

test.each([1, 2, 7, 40])('with seed %i all other nights keep the promise of six o’clock, and nothing in them overlaps more than two at a time', (seed) => {
  const played = playNights(seed, nights)
  for (const { published } of played.slice(0, -1)) expect(published).toBeLessThan(4 * 3600)
  for (const { steps, published } of played) {
    for (const s of steps) {
      expect(s.to).toBeGreaterThan(s.from)
      expect(s.rowsOut + s.rowsRejected).toBe(s.rowsIn)
      expect(steps.filter((o) => o.from <= s.from && o.to > s.from).length).toBeLessThanOrEqual(2)
    }
    const publish = steps.find((s) => s.name === 'publish')
    expect(Math.max(...steps.filter((s) => s.name.startsWith('load')).map((s) => s.to))).toBe(publish?.from)
    expect(publish?.to).toBe(published)
    expect(took({ steps, published, fireAt: '' }, 'publish')).toBeGreaterThan(10 * 60)
  }
})

test('a night is the same whatever nights are played around it', () => {
  expect(playNights(1, nights.slice(5, 20))[3]).toEqual(playNights(1, nights)[8])
})
