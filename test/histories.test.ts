import { expect, test } from 'vitest'
import { playHistories } from './histories.js'

// The seed of the day is printed, so a failure can be played again.
const seed = Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''))

test.each([seed, seed + 1, seed + 2])('after any history of loads, corrections, deletions and broken runs the cells are those of a rebuild (seed %i)', { timeout: 1_800_000 }, async (mine) => {
  const told = await playHistories({ seed: mine, count: 100, each: 10 })
  process.stdout.write(`seed ${mine}: ${JSON.stringify(told)}\n`)
  expect(told.histories).toBe(100)
  expect(told.interrupted).toBeGreaterThan(0)
})
