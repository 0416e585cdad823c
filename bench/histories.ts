import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'
import type { Measurement } from './measurement.js'

/** Plays random histories of loads, corrections, deletions and broken runs; after each, what the incremental road left must equal a rebuild. */
export const histories: Measurement = async ({ report, sizes, seed, say }) => {
  for (const count of sizes) {
    say(`playing ${count} histories from seed ${seed} …`)
    const begun = performance.now()
    const vitest = await startVitest('test', ['bench/histories.play.ts'], {
      root: fileURLToPath(new URL('../../', import.meta.url)), watch: false, include: ['bench/histories.play.ts'], provide: { histories: { count, seed } },
    })
    const failed = vitest.state.getCountOfFailedTests()
    await vitest.close()
    if (failed > 0) throw new Error('A history ended with other cells than its rebuild; the seed, the history and the table are named above.')
    report.add({ name: 'histories: whose cells equal a rebuild', size: count, value: count, unit: 'histories' })
    report.add({ name: 'histories: time for each', size: count, value: (performance.now() - begun) / 1000 / count, unit: 's' })
  }
}
