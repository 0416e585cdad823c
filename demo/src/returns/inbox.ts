import { join } from 'node:path'
import { type Day, type Month, monthOf } from '../days.js'
import type { World } from '../system.js'
import { firstRoster } from '../workforce.js'
import { writeWhole } from '../write-whole.js'
import { deliveries } from './deadline.js'
import { fileName, reporters, writeReturn } from './return-sheet.js'

/** Folder of the returns, below the inbox. */
export const returnsFolder = 'returns'

/** The month of the first returns. */
export const firstReturn: Month = firstRoster

/** Writes the returns delivered after one day and up to another; answers their names below the inbox, in order. */
export function deliverReturns(world: World, dir: string, after: Day, upto: Day): string[] {
  const written: string[] = []
  for (let month = Math.max(firstReturn, monthOf(after) - 1); month < monthOf(upto); month++) {
    const [first, second] = deliveries(world.calendar, month)
    const latest = [first, second].filter(day => day <= upto).at(-1)
    if (latest === undefined || latest <= after) continue
    for (const reporter of reporters(world)) {
      const name = `${returnsFolder}/${fileName(reporter, month)}`
      writeWhole(join(dir, name), writeReturn(world, reporter, month, latest === second))
      written.push(name)
    }
  }
  return written
}
