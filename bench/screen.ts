import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'
import type { Held } from './held.js'
import type { Measurement } from './measurement.js'

/** Pages an hour turns, one every twenty seconds. */
const turnsAnHour = 180
/** Twelve hours may add 20 MB. */
const budget = (20 * 1e6) / 12 / 1e3

/** What a wall held while its pages turned: once warm, and every minute from then on. */
export type Soak = readonly (Held & { readonly turns: number })[]

/** Lets a wall turn its pages as fast as they are drawn, with a new version every minute, and says what an hour of turns leaves behind. Sizes are minutes. */
export const screen: Measurement = async ({ report, sizes, say }) => {
  if (!existsSync(new URL('../../web/dist/index.html', import.meta.url))) throw new Error('The page is not built: run npm run build first.')
  for (const minutes of sizes) {
    say(`turning pages for ${minutes} minutes …`)
    const vitest = await startVitest('test', ['bench/screen.play.ts'], {
      root: fileURLToPath(new URL('../../', import.meta.url)), watch: false, include: ['bench/screen.play.ts'], provide: { screen: { minutes } },
    })
    const [played] = vitest.state.getFiles().flatMap((file) => file.tasks)
    const soak = (played?.meta as { readonly soak?: Soak } | undefined)?.soak ?? []
    await vitest.close()
    const [first, last] = [soak[0], soak.at(-1)]
    if (!first || !last || last.turns === first.turns) throw new Error('The wall did not turn to the end; why is said above.')
    const hours = (last.turns - first.turns) / turnsAnHour
    report.add({ name: 'screen: pages turned', size: minutes, value: last.turns - first.turns, unit: 'turns' })
    report.add({ name: 'screen: heap once warm', size: minutes, value: first.heap / 1e6, unit: 'MB' })
    report.add({ name: 'screen: heap an hour may add', size: minutes, value: budget, unit: 'KB/h' })
    report.add({ name: 'screen: heap an hour of turns adds', size: minutes, value: (last.heap - first.heap) / 1e3 / hours, unit: 'KB/h', floor: 'screen: heap an hour may add', target: '<= 1' })
    report.add({ name: 'screen: nodes of the document an hour of turns adds', size: minutes, value: (last.nodes - first.nodes) / hours, unit: 'nodes/h' })
    report.add({ name: 'screen: listeners an hour of turns adds', size: minutes, value: (last.listeners - first.listeners) / hours, unit: 'listeners/h' })
  }
}
