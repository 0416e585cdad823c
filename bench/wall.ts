import type { Held } from './held.js'
import type { Measurement } from './measurement.js'
import { play } from './play.js'

/** What was seen of a wall that nobody touched. */
export interface Hung {
  /** Once warm, and every minute from then on. */
  readonly held: readonly Held[]
  /** How often the page began anew by itself. */
  readonly begun: number
  /** Different times of the figures that stood in its head: one to begin with, and one for each version that came. */
  readonly told: number
  /** Pages that were seen, of the two it turns. */
  readonly pages: number
  /** Minutes in which it showed no figures, or not the time of the day. */
  readonly dark: number
}

/** Bytes that twelve hours may add. */
const budget = 20 * 1e6

/** Hangs a wall that nobody touches, by the clock, with a new version every hour, and says what it holds at the end beyond what it held at the beginning. Sizes are minutes. */
export const wall: Measurement = async ({ report, sizes, say }) => {
  for (const minutes of sizes) {
    say(`leaving a wall alone for ${minutes} minutes …`)
    const hung = await play<Hung>('wall', { minutes })
    // A page that begins anew every hour is fuller at the end of its hour: like is compared with like.
    const hour = Math.min(60, Math.ceil(hung.held.length / 2))
    const fullest = (held: Hung['held']): number => Math.max(...held.map((h) => h.heap)) / 1e6
    const [first, last] = [fullest(hung.held.slice(0, hour)), fullest(hung.held.slice(-hour))]
    const add = (name: string, value: number, unit: string): void => report.add({ name: `wall: ${name}`, size: minutes, value, unit })
    add('pages seen', hung.pages, 'pages')
    add('versions that came by themselves', hung.told - 1, 'versions')
    add('begun anew by itself', hung.begun, 'times')
    add('minutes without figures or the time of the day', hung.dark, 'minutes')
    add('fullest heap of the first hour', first, 'MB')
    add('heap it may add', budget / 1e6, 'MB')
    report.add({ name: 'wall: heap the last hour holds beyond the first', size: minutes, value: last - first, unit: 'MB', floor: 'wall: heap it may add', target: '<= 1' })
  }
}
