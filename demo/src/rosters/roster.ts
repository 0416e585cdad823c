import { type Day, dayIn, type Month } from '../days.js'
import { miscopied, type Person, person } from '../people.js'
import type { Platform } from '../platforms.js'
import { between, pick, random } from '../random.js'
import type { World } from '../system.js'
import { type Finding, streetsIn, type Worker, type Workforce } from '../workforce.js'

/** A line of a roster, before its platform writes it in its own way. */
export interface Line extends Person {
  readonly firm: string
  readonly group: string
  /** A unit by code, or a text that no unit has. */
  readonly street: string
  /** A day, or a text that is none. */
  readonly joined: Day | string
  readonly status: string
  readonly left: Day | undefined
}

/** The days on which a roster is delivered, and perhaps delivered again with other content. */
export function deliveries(seed: number, { slug }: Platform, month: Month): readonly Day[] {
  const r = random(seed, 'delivered', slug, month)
  const first = dayIn(month, 20) + (r() < 0.2 ? between(r, 1, 4) : 0)
  return r() < 0.04 ? [first, first + 3] : [first]
}

/** The lines a platform sends for a month. What is not `final` will be delivered again: it lacks people and has some in the wrong street. */
export function rosterOf(world: World, platform: Platform, month: Month, work: Workforce, final: boolean): Line[] {
  const { seed, places: { zone } } = world
  const workers = [...work.listed, ...work.left.keys()].filter(w => w.platform === platform || w.other === platform).sort((a, b) => a.no - b.no)
  const lines = workers.flatMap(worker => {
    const r = random(seed, 'line', platform.slug, month, worker.no)
    const finding = work.members.get(worker)
    if (r() < 0.003 && !finding && month % 12 !== 11) return [] // forgotten; at the end of the year lists are checked twice
    const hasty = r()
    if (!final && hasty < 0.05) return []
    const streets = final || hasty > 0.1 ? streetsIn(worker, month) : [pick(r, zone.town)]
    const status = statusIn(seed, worker, month, finding)
    const { name, id, phone, firm, joined } = worker
    const group = platform.groups[worker.group]?.word ?? '其他'
    return streets.map((street): Line => ({ name, id, phone, firm, group, street: street.code, joined, status, left: work.left.get(worker) }))
  })
  return [...lines, ...badLines(world, platform, month, lines)]
}

// Whom only the territory found has not told his platform.
function statusIn(seed: number, worker: Worker, month: Month, finding: Finding | undefined): string {
  if (finding && finding.way !== 'territory') return month < finding.fullFrom ? '预备党员' : '中共党员'
  return pick(random(seed, 'status', worker.no), ['群众', '群众', '群众', '共青团员', ''])
}

// A quarter of the files has a line or two nobody can use: people who are in no other file, except the line that came twice.
function badLines(world: World, platform: Platform, month: Month, good: readonly Line[]): Line[] {
  const r = random(world.seed, 'bad line', platform.slug, month)
  if (r() >= 0.25 || good.length === 0) return []
  return Array.from({ length: between(r, 1, 2) }, (_, i) => {
    const example = pick(r, good)
    const stranger: Line = { ...example, ...person(world.seed, 'stranger', month * 10 + i), status: '群众', left: undefined }
    const fault = pick(r, ['number', 'street', 'day', 'twice', ...(platform.street === 'code' && month % 12 !== 11 ? ['spreadsheet'] : [])])
    if (fault === 'number') return { ...stranger, id: miscopied(stranger.id) }
    if (fault === 'street') return { ...stranger, street: platform.street === 'code' ? '440899001' : '南海街道' }
    if (fault === 'day') return { ...stranger, joined: platform.dates === '20240315' ? '20230230' : '2023-02-30' }
    if (fault === 'spreadsheet') return { ...stranger, street: `${example.street}.0` }
    return example
  })
}
