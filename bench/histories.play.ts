import { expect, inject, test } from 'vitest'
import { playHistories } from '../test/histories.js'

declare module 'vitest' {
  interface ProvidedContext {
    histories: { readonly count: number; readonly seed: number }
  }
  interface TaskMeta {
    played?: unknown
  }
}

const { count, seed } = inject('histories')

test(`the cells of ${count} random histories equal those of a rebuild (seed ${seed})`, { timeout: 6 * 3600_000 }, async ({ task }) => {
  expect((await playHistories({ seed, count })).histories).toBe(count)
  task.meta.played = count
})
