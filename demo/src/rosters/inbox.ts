import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Day, type Month, monthOf } from '../days.js'
import { platforms } from '../platforms.js'
import { returnsFolder } from '../returns/inbox.js'
import type { World } from '../system.js'
import type { Workforce } from '../workforce.js'
import { writeWhole } from '../write-whole.js'
import { deliveries, rosterOf } from './roster.js'
import { fileName, writeSheet } from './sheet.js'

const mark = '演示数据.txt'
const markText = '本目录的名册和月报由演示程序生成，姓名、身份证号、手机号和数据均为虚构。\r\nThe rosters and returns in this folder are made by the demo; names and numbers are invented.\r\n'

/** Folder of the rosters, below the inbox. */
export const rostersFolder = 'rosters'

/** Empties the demo's inbox, but for the two folders that are read. Refuses a folder that holds something but not the demo's mark. */
export function clearInbox(dir: string): void {
  mkdirSync(dir, { recursive: true })
  const held = readdirSync(dir)
  if (held.length > 0 && !held.includes(mark)) {
    throw new Error(`${dir} holds files that are not the demo's. Empty it, or name another folder as the demo's inbox.`)
  }
  for (const name of held) rmSync(join(dir, name), { recursive: true })
  writeFileSync(join(dir, mark), markText)
  for (const folder of [rostersFolder, returnsFolder]) mkdirSync(join(dir, folder))
}

/** Writes the rosters delivered after one day and up to another; answers their names below the inbox, in order. */
export function deliverRosters(world: World, workforce: (month: Month) => Workforce, dir: string, after: Day, upto: Day): string[] {
  const written: string[] = []
  for (let month = monthOf(after); month <= monthOf(upto); month++) {
    for (const platform of platforms) {
      const days = deliveries(world.seed, platform, month)
      const latest = days.filter(day => day <= upto).at(-1)
      if (latest === undefined || latest <= after) continue
      const lines = rosterOf(world, platform, month, workforce(month), latest === days.at(-1))
      const name = `${rostersFolder}/${fileName(platform, month)}`
      writeWhole(join(dir, name), writeSheet(platform, month, lines, world.places))
      written.push(name)
    }
  }
  return written
}
