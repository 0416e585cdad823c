import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { demoSources, fillSources } from '@mingshu/demo'
import { applyModels, fileSources, loadFiles, loadSystem, runJob, systems, type LoadStep, type RunResult } from '@mingshu/etl'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { readAllFacts } from './all-facts.js'
import { timed, type Took } from './clock.js'
import type { Measurement } from './measurement.js'
import { watchMemory } from './memory.js'
import { numberOf, openPlace, type Place } from './place.js'
import { listenTo } from './statements.js'
import { mustEqualFacts } from './totals.js'

const copied = 'demo: the tables of the sources copied out'
const scan = 'demo: one group by over each fact'

/** Reads all sources of the demo up to yesterday and publishes everything, as the first start does; then once more, when nothing has changed. */
export const demo: Measurement = async ({ report, seed, statements, say }) => {
  await using place = await openPlace()
  const { database, dataDir } = place
  await applyModels(database)
  const inbox = join(dataDir, 'inbox')
  const on = new Date(Date.now() + 8 * 3600_000 - 24 * 3600_000).toISOString().slice(0, 10)
  const filled = await timed(() => fillSources(database, inbox, { seed, to: on }), dataDir)
  const size = Object.values(filled.result.rows).reduce((sum, n) => sum + n, 0)
  report.add({ name: 'demo: the sources filled', size, unit: 's', took: filled })
  report.add({ name: copied, size, unit: 's', took: await timed(() => copyOut(place, inbox), dataDir) })

  if (statements !== undefined) listenTo(database.pool('etl'), statements, say)
  globalThis.gc?.() // what filling the sources left behind is not the reader's
  const peak = watchMemory(dataDir)
  const first = await run(place, inbox, on, 1)
  const { own, server } = peak()
  const facts = await readAllFacts(place)
  report.add({ name: scan, size, unit: 's', took: facts.scan })
  report.add({ name: 'demo: seven sources read', size, unit: 's', took: first.reading, floor: copied })
  report.add({ name: 'demo: rows read', size, value: first.rows, unit: 'rows' })
  report.add({ name: 'demo: facts', size, value: facts.rows, unit: 'rows' })
  report.add({ name: 'demo: everything folded and published', size, unit: 's', took: first.publishing, floor: scan })
  report.add({ name: 'demo: cells', size, value: first.done.opened, unit: 'cells' })
  report.add({ name: 'demo: peak memory of this process', size, value: own, unit: 'MB' })
  if (server !== undefined) report.add({ name: 'demo: peak memory of PostgreSQL but for its shared buffers', size, value: server, unit: 'MB' })
  await mustEqualFacts(place, on)
  await mustTellTheArticle(place)

  const again = await run(place, inbox, on, 2)
  report.add({ name: 'demo: seven sources read again, nothing changed', size, unit: 's', took: again.reading, floor: copied })
  report.add({ name: 'demo: published again, nothing changed', size, unit: 's', took: again.publishing, floor: scan })
  if (again.done.opened > 0) throw new Error(`${again.done.opened} cells changed though no source had.`)
}

interface Ran {
  readonly reading: Took
  readonly publishing: Took
  readonly rows: number
  readonly done: RunResult
}

/** A run as the server does it, but for the sample that it counts again; timed in two parts. */
async function run(place: Place, inbox: string, businessOn: string, tick: number): Promise<Ran> {
  const { database, dataDir } = place
  let rows = 0
  const failures: string[] = []
  const loads = (await loadsOf(place, inbox)).map((load): LoadStep => ({
    name: load.name,
    async run(progress) {
      const counts = await load.run(progress)
      rows += counts.rowsIn
      return counts
    },
  }))
  let begin = (): void => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const running = runJob(database, 'bench', { job: 'bench', fireAt: new Date(Date.UTC(2030, 0, 1, 0, tick)).toISOString(), businessOn }, {
    loads, sample: 0,
    onNews({ step, state, note }) {
      if (state === 'failed') failures.push(`${step}: ${note?.en}`)
      if (step === 'publish' && state === 'begin') begin()
    },
  })
  const reading = await timed(() => Promise.race([begun, running]), dataDir)
  const { result: done, ...publishing } = await timed(() => running, dataDir)
  if (failures.length > 0 || !done) throw new Error(failures.join('\n') || 'The run was offered before.')
  return { reading, publishing, rows, done }
}

async function loadsOf({ database }: Place, inbox: string): Promise<LoadStep[]> {
  const options = { pseudonymKey: { kid: 'k1', secret: Buffer.alloc(32, 1) }, isDemo: true, asOf: new Date().toISOString() }
  const sources = Object.entries(await demoSources(database, inbox))
  return sources.map(([name, at]): LoadStep => ({
    name: `load ${name}`,
    async run() {
      const { entities } = 'url' in at
        ? await loadSystem(database, found(systems.find((s) => s.id === name), name), { ...options, url: at.url })
        : await loadFiles(database, { ...options, source: found(fileSources.find((s) => s.id === name), name), inbox: at.inbox, settle: 0 })
      return { rowsIn: entities.reduce((sum, e) => sum + e.read, 0), rowsOut: entities.reduce((sum, e) => sum + e.changed, 0) }
    },
  }))
}

function found<T>(source: T | undefined, name: string): T {
  if (source === undefined) throw new Error(`There is no source ${name}.`)
  return source
}

/** What reading the databases costs at the least: every table of theirs, sent here and thrown away. */
async function copyOut({ database }: Place, inbox: string): Promise<void> {
  for (const at of Object.values(await demoSources(database, inbox))) {
    if (!('url' in at)) continue
    const client = new pg.Client({ connectionString: at.url })
    await client.connect()
    try {
      const { rows: tables } = await client.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'`)
      for (const { name } of tables) await pipeline(client.query(copyTo(`copy ${name} to stdout`)), new Writable({ write: (_piece, _encoding, done) => done() }))
    } finally {
      await client.end()
    }
  }
}

/** The key activities of Jiangmen in 2024, printed as “2800多”: the demo is made so that they come out, whatever the seed. */
async function mustTellTheArticle({ database }: Place): Promise<void> {
  const told = await numberOf(database,
    `select sum(activity_key_count) from rollup_activity r join unit u on u.unit_id = r.unit_id
     where u.code = '440700' and grain = 'm' and dim = '' and until_version is null and year_of(period_on) = '2024-01-01'`)
  if (told !== 2836) throw new Error(`Jiangmen held ${told} key activities in 2024, not 2836.`)
}
