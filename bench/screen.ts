import type { Held } from './held.js'
import type { Measurement } from './measurement.js'
import { play } from './play.js'

/** Pages an hour turns, one every twenty seconds. */
const turnsAnHour = 180
/** Twelve hours may add 20 MB. */
const budget = (20 * 1e6) / 12 / 1e3

/** What a wall held while its pages turned: once warm, and every minute from then on. */
export type Soak = readonly (Held & { readonly turns: number })[]

/** Lets a wall turn its pages as fast as they are drawn, with a new version every minute, and says what an hour of turns leaves behind. Sizes are minutes. */
export const screen: Measurement = async ({ report, sizes, say }) => {
  for (const minutes of sizes) {
    say(`turning pages for ${minutes} minutes …`)
    const soak = await play<Soak>('screen', { minutes })
    const [first, last] = [soak[0], soak.at(-1)]
    if (!first || !last || last.turns === first.turns) throw new Error('The wall did not turn.')
    const hours = (last.turns - first.turns) / turnsAnHour
    report.add({ name: 'screen: pages turned', size: minutes, value: last.turns - first.turns, unit: 'turns' })
    report.add({ name: 'screen: heap once warm', size: minutes, value: first.heap / 1e6, unit: 'MB' })
    report.add({ name: 'screen: heap an hour may add', size: minutes, value: budget, unit: 'KB/h' })
    report.add({ name: 'screen: heap an hour of turns adds', size: minutes, value: (last.heap - first.heap) / 1e3 / hours, unit: 'KB/h', floor: 'screen: heap an hour may add', target: '<= 1' })
    report.add({ name: 'screen: nodes of the document an hour of turns adds', size: minutes, value: (last.nodes - first.nodes) / hours, unit: 'nodes/h' })
    report.add({ name: 'screen: listeners an hour of turns adds', size: minutes, value: (last.listeners - first.listeners) / hours, unit: 'listeners/h' })
  }
}
