import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '@mingshu/db'
import pg from 'pg'
import { applyChange, changeOf, rowsOf } from './change.js'
import { copyInto } from './copy.js'
import { begin, type Day, dayOf, isoOf } from './days.js'
import { deliverReturns, returnsFolder } from './returns/inbox.js'
import { clearInbox, deliverRosters, rostersFolder } from './rosters/inbox.js'
import type { System } from './system.js'
import { openStage, type Stage } from './world.js'

/** The first day the demo knows anything of. */
export const firstDay = isoOf(begin)

/** What one filling or advance did. */
export interface Played {
  /** Rows written or removed by `system.table`. */
  readonly rows: Readonly<Record<string, number>>
  /** Rosters and returns written, by their names below the inbox. */
  readonly files: readonly string[]
}

/** What to play. */
export interface Play {
  /** Everything the rows are drawn from. */
  readonly seed: number
  /** First day, `YYYY-MM-DD`. Default: the first the demo knows. */
  readonly from?: string
  /** Last day; the sources stand as at its end. */
  readonly to: string
}

/** Makes the source databases anew beside ours and fills them and the inbox. Needs a migrated database. */
export async function fillSources(database: Database, inboxDir: string, { seed, from = firstDay, to }: Play): Promise<Played> {
  const [first, last] = [dayOf(from), dayOf(to)]
  if (first < begin || last < first) throw new RangeError(`The demo plays from ${firstDay} on; it cannot play from ${from} to ${to}.`)
  const stage = await openStage(database, seed)
  clearInbox(inboxDir)
  const rows = await Promise.all(stage.systems.map(system => fill(database, system, stage, first, last)))
  const files = deliver(stage, inboxDir, first - 1, last)
  return { rows: Object.assign({}, ...rows) as Played['rows'], files }
}

/** Brings the sources to a later day: rows inserted, corrected and deleted since, new and repeated files. Does nothing when they are there. */
export async function advanceSources(database: Database, inboxDir: string, { seed, to }: Omit<Play, 'from'>): Promise<Played> {
  const stage = await openStage(database, seed)
  const last = dayOf(to)
  const filled = await Promise.all(stage.systems.map(system => inSource(database, system, client => readFilled(client, system, seed))))
  // Files first, from where the last system stands: to write one again does no harm, to leave one out would.
  const files = deliver(stage, inboxDir, Math.min(...filled.map(at => at.to)), last)
  const rows: Record<string, number> = {}
  for (const system of stage.systems) {
    await inSource(database, system, async client => {
      const at = await readFilled(client, system, seed)
      if (at.to >= last) return
      for (const table of system.tables) rows[`${system.name}.${table.name}`] = await applyChange(client, table, changeOf(table, at.from, at.to, last))
      await note(client, { filled_to: to })
    })
  }
  return { rows, files }
}

/**
 * Where each source is: the address of its database, or the folder of its files. Of the systems that are filled; in the order to read
 * them in: the register before the rosters, whose workers it is looked up for, and the large ones early.
 */
export async function demoSources(database: Database, inboxDir: string): Promise<Record<string, { url: string } | { inbox: string }>> {
  const at = async (name: System['name']): Promise<Record<string, { url: string }>> => {
    const url = await database.findDatabase(databases[name])
    return url === undefined ? {} : { [name]: { url } }
  }
  return {
    ...(await at('member-register')), ...(await at('service-menu')),
    'industry-rosters': { inbox: join(inboxDir, rostersFolder) },
    ...(await at('station-gates')), ...(await at('issue-system')),
    'monthly-returns': { inbox: join(inboxDir, returnsFolder) },
    ...(await at('party-affairs')),
  }
}

const databases: Readonly<Record<System['name'], string>> = {
  'service-menu': 'demo_service_menu', 'station-gates': 'demo_station_gates',
  'member-register': 'demo_member_register', 'issue-system': 'demo_issue_system', 'party-affairs': 'demo_party_affairs',
}

// Every file delivered after one day and up to another.
const deliver = ({ world, workforce }: Stage, dir: string, after: Day, upto: Day): string[] =>
  [...deliverRosters(world, workforce, dir, after, upto), ...deliverReturns(world, dir, after, upto)]

async function fill(database: Database, system: System, { world }: Stage, from: Day, to: Day): Promise<Record<string, number>> {
  await database.dropDatabase(databases[system.name])
  await database.createDatabase(databases[system.name])
  const rows: Record<string, number> = {}
  await inSource(database, system, async client => {
    await client.query(readFileSync(new URL(`../systems/${system.name}.sql`, import.meta.url), 'utf8'))
    for (const table of system.tables) rows[`${system.name}.${table.name}`] = await copyInto(client, table, rowsOf(table, from, to))
    await note(client, { data_kind: '演示数据', seed: String(world.seed), filled_from: isoOf(from), filled_to: isoOf(to) })
  })
  return rows
}

async function inSource<T>(database: Database, system: System, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = await database.findDatabase(databases[system.name])
  if (url === undefined) throw new Error(`There is no demo database ${databases[system.name]}; fill the demo's sources first.`)
  const client = new pg.Client({ connectionString: url, application_name: 'mingshu demo' })
  client.on('error', () => {}) // told by the query that fails; unheard it would end the process
  await client.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } finally {
    await client.end() // whatever was not committed is gone with the connection
  }
}

async function note(client: pg.Client, items: Readonly<Record<string, string>>): Promise<void> {
  await client.query(
    `insert into system_info (item, value) select key, value from jsonb_each_text($1)
     on conflict (item) do update set value = excluded.value`,
    [JSON.stringify(items)])
}

async function readFilled(client: pg.Client, system: System, seed: number): Promise<{ from: Day; to: Day }> {
  const { rows } = await client.query<{ item: string; value: string }>('select item, value from system_info')
  const info = new Map(rows.map(({ item, value }) => [item, value]))
  const [from, to] = [info.get('filled_from'), info.get('filled_to')]
  if (from === undefined || to === undefined || info.get('seed') !== String(seed)) {
    throw new Error(`${databases[system.name]} was not filled with seed ${seed}; fill the demo's sources again.`)
  }
  return { from: dayOf(from), to: dayOf(to) }
}
