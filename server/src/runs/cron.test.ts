import { expect, test } from 'vitest'
import { lastTick, nextTick, parseCron, ticks } from './cron.js'

const at = (text: string): Date => new Date(text)

test('two o’clock is that of Shanghai', () => {
  const nightly = parseCron('0 2 * * *')
  expect(nextTick(nightly, at('2026-11-25T01:59:59+08:00'))).toBe('2026-11-24T18:00:00.000Z')
  expect(nextTick(nightly, at('2026-11-25T02:00:00+08:00'))).toBe('2026-11-25T18:00:00.000Z')
  expect(lastTick(nightly, at('2026-11-25T02:00:00+08:00'))).toBe('2026-11-24T18:00:00.000Z')
  expect(lastTick(nightly, at('2026-11-25T01:59:00+08:00'))).toBe('2026-11-23T18:00:00.000Z')
})

test('missed ticks come oldest first, each once, over the end of a leap February', () => {
  expect(ticks(parseCron('30 6,18 * * *'), at('2024-02-28T18:30:00+08:00'), at('2024-03-01T06:30:00+08:00'))).toEqual([
    '2024-02-28T22:30:00.000Z', '2024-02-29T10:30:00.000Z', '2024-02-29T22:30:00.000Z',
  ])
})

test('ranges, steps, weekdays and either of day and weekday are understood', () => {
  const week = ticks(parseCron('0 8-18/5 * * 1-5'), at('2026-11-20T23:00:00+08:00'), at('2026-11-23T23:00:00+08:00'))
  expect(week).toEqual(['2026-11-23T00:00:00.000Z', '2026-11-23T05:00:00.000Z', '2026-11-23T10:00:00.000Z'])
  expect(ticks(parseCron('0 0 1 * 7'), at('2026-11-28T12:00:00+08:00'), at('2026-12-02T00:00:00+08:00'))).toEqual(['2026-11-28T16:00:00.000Z', '2026-11-30T16:00:00.000Z'])
})

test('the 29th of February comes every four years, the 30th never', () => {
  expect(nextTick(parseCron('0 2 29 2 *'), at('2024-03-01T00:00:00Z'))).toBe('2028-02-28T18:00:00.000Z')
  expect(nextTick(parseCron('0 2 30 2 *'), at('2024-03-01T00:00:00Z'))).toBeUndefined()
})

test.each(['', '0 2 * *', '0 2 * * * *', '60 2 * * *', '0 24 * * *', '0 2 0 * *', '0 2 * 13 *', '0 2 * * 8', 'a 2 * * *', '5-1 2 * * *', '*/0 2 * * *', '1,,2 * * * *'])('“%s” is refused with what would be right', (text) => {
  expect(() => parseCron(text)).toThrow('five fields')
})
