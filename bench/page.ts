import type { Measurement } from './measurement.js'
import { play } from './play.js'

/** Milliseconds, each the median of several openings in a browser that has nothing of the page. */
export interface Opened {
  readonly lcp: Readonly<Record<string, number>>
  readonly blocked: number
  readonly change: number
  readonly workbook: number
}

/** Opens the overview of the demo in a browser that has nothing of it, in an office and far from one, and says how long people wait, against the budgets. Sizes are openings. */
export const page: Measurement = async ({ report, sizes, say }) => {
  for (const times of sizes) {
    say(`filling the demo and opening the overview ${times} times …`)
    const opened = await play<Opened>('page', { times })
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
