import type { Measurement } from './measurement.js'
import { play } from './play.js'

/** Plays random histories of loads, corrections, deletions and broken runs; after each, what the incremental road left must equal a rebuild. */
export const histories: Measurement = async ({ report, sizes, seed, say }) => {
  for (const count of sizes) {
    say(`playing ${count} histories from seed ${seed} …`)
    const begun = performance.now()
    // It ends early when cells differ, naming the seed, the history and the table.
    await play('histories', { count, seed })
    report.add({ name: 'histories: whose cells equal a rebuild', size: count, value: count, unit: 'histories' })
    report.add({ name: 'histories: time for each', size: count, value: (performance.now() - begun) / 1000 / count, unit: 's' })
  }
}
