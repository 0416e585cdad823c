import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'
import type { Measurement } from './measurement.js'

interface Opened {
  readonly lcp: Readonly<Record<string, number>>
  readonly blocked: number
  readonly change: number
  readonly workbook: number
}

/** Opens the overview of the demo in a browser that has nothing of it, in an office and far from one, and says how long people wait, against the budgets. Sizes are openings. */
export const page: Measurement = async ({ report, sizes, say }) => {
  if (!existsSync(new URL('../../web/dist/index.html', import.meta.url))) throw new Error('The page is not built: run npm run build first.')
  for (const times of sizes) {
    say(`filling the demo and opening the overview ${times} times …`)
    const vitest = await startVitest('test', ['bench/page.play.ts'], {
      root: fileURLToPath(new URL('../../', import.meta.url)), watch: false, include: ['bench/page.play.ts'], provide: { page: { times } },
    })
    const [played] = vitest.state.getFiles().flatMap((file) => file.tasks)
    const opened = (played?.meta as { readonly opened?: Opened } | undefined)?.opened
    await vitest.close()
    if (!opened) throw new Error('The page was not opened to the end; why is said above.')
    const against = (name: string, value: number, budget: number): void => {
      report.add({ name: `page: ${name}, budget`, size: times, value: budget, unit: 'ms' })
      report.add({ name: `page: ${name}`, size: times, value, unit: 'ms', floor: `page: ${name}, budget`, target: '<= 1' })
    }
    against('largest paint in an office', opened.lcp['office'] ?? NaN, 1000)
    against('largest paint over 1.6 Mbit/s, 150 ms and a quarter of the processor', opened.lcp['slow'] ?? NaN, 1800)
    against('main thread blocked until the first chart', opened.blocked, 300)
    against('slowest answer to a key that changes the month', opened.change, 200)
    against('workbook of a clerk, from the click to the file', opened.workbook, 5000)
  }
}
