import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Day, type Month, monthOf } from '../days.js'
import { platforms } from '../platforms.js'
import type { World } from '../system.js'
import type { Workforce } from '../workforce.js'
import { deliveries, rosterOf } from './roster.js'
import { fileName, writeSheet } from './sheet.js'

const mark = '演示数据.txt'
const markText = '本目录的名册由演示程序生成，姓名、身份证号、手机号均为虚构。\r\nThe rosters in this folder are made by the demo; names and numbers are invented.\r\n'

/** Empties the demo's inbox. Refuses a folder that holds something but not the demo's mark. */
export function clearInbox(dir: string): void {
  mkdirSync(dir, { recursive: true })
  const held = readdirSync(dir)
  if (held.length > 0 && !held.includes(mark)) {
    throw new Error(`${dir} holds files that are not the demo's. Empty it, or name another folder as the demo's inbox.`)
  }
  for (const name of held) rmSync(join(dir, name), { recursive: true })
  writeFileSync(join(dir, mark), markText)
}

/** Writes the files delivered after one day and up to another; answers their names, in order. */
export function deliver(world: World, workforce: (month: Month) => Workforce, dir: string, after: Day, upto: Day): string[] {
  const written: string[] = []
  for (let month = monthOf(after); month <= monthOf(upto); month++) {
    for (const platform of platforms) {
      const days = deliveries(world.seed, platform, month)
      const latest = days.filter(day => day <= upto).at(-1)
      if (latest === undefined || latest <= after) continue
      const lines = rosterOf(world, platform, month, workforce(month), latest === days.at(-1))
      const name = fileName(platform, month)
      writeWhole(join(dir, name), writeSheet(platform, month, lines, world.places))
      written.push(name)
    }
  }
  return written
}

// A reader of the inbox sees a file whole or not at all.
function writeWhole(path: string, bytes: Uint8Array): void {
  if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.part`, bytes)
  renameSync(`${path}.part`, path)
}
