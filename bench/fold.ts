import { runJob, cellsSql, type RunResult } from '@mingshu/etl'
import { activities } from '@mingshu/metrics'
import { timed, type Took } from './clock.js'
import { changeActivities, historyOf, makeActivities, type Where } from './facts.js'
import type { Measurement } from './measurement.js'
import { numberOf, openPlace, type Place } from './place.js'
import { refreshViews, viewsSql, viewCellsSql } from './views.js'
import { listenTo } from './statements.js'

const changes: readonly (readonly [rows: number, where: Where])[] = [[1_000, 'last month'], [1_000, 'scattered'], [100_000, 'last month'], [100_000, 'scattered']]

/** Folds and publishes one subject: all of it, and after changes; beside materialized views of the same cells that are refreshed. */
export const fold: Measurement = async ({ report, sizes, seed, statements, say }) => {
  for (const size of sizes) {
    await using place = await openPlace()
    const history = historyOf(size)
    const pool = place.database.pool('etl')
    await makeActivities(pool, history, seed)
    if (statements !== undefined) listenTo(pool, statements, say)
    const run = runner(place, history.businessOn)

    const scan = await timed(() => numberOf(place.database, `select count(*) from (select unit_id, held_on, count(*), sum(attendance) from fact_activity group by unit_id, held_on) g`), place.dataDir)
    report.add({ name: 'fold: one group by over the facts', size, value: scan.seconds, unit: 's', ...cpuOf(scan) })
    const first = await run()
    report.add({ name: 'fold: first', size, value: first.seconds, unit: 's', ...cpuOf(first), floor: 'fold: one group by over the facts' })
    const full = await run(true)
    report.add({ name: 'fold: full, nothing changed', size, value: full.seconds, unit: 's', ...cpuOf(full), floor: 'fold: one group by over the facts' })

    const owner = place.database.pool('owner')
    await owner.raw(viewsSql)
    const refresh = await timed(() => refreshViews(owner), place.dataDir)
    report.add({ name: 'fold: materialized views refreshed', size, value: refresh.seconds, unit: 's', ...cpuOf(refresh), floor: 'fold: one group by over the facts' })
    await sameCells(place)

    for (const [rows, where] of changes) {
      await changeActivities(pool, history, rows, where, seed)
      const took = await run()
      report.add({
        name: `fold: change of ${rows}, ${where}`, size, value: took.seconds, unit: 's', ...cpuOf(took), floor: 'fold: materialized views refreshed',
        ...(where === 'last month' && { target: rows === 1_000 ? '<= 0.01' : '<= 0.1' }),
      })
    }
    await refreshViews(owner)
    await sameCells(place)
  }
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  if (least === most) return
  for (const [rows, where] of changes) {
    const at = (size: number): number => report.rows.find((r) => r.name === `fold: change of ${rows}, ${where}` && r.size === size)?.value ?? NaN
    report.add({ name: `fold: change of ${rows}, ${where}, by history`, size: most, value: at(most) / at(least), unit: `times the cost at ${least}` })
  }
}

const cpuOf = ({ cpu }: Took): { cpu?: number } => (cpu === undefined ? {} : { cpu })

/** Runs the nightly job without its loads: marks, fold, checks and publication. */
function runner({ database, dataDir }: Place, businessOn: string): (full?: boolean) => Promise<Took & { result: RunResult | undefined }> {
  let tick = 0
  return async (full = false) => timed(
    () => runJob(database, 'bench', { job: 'bench', fireAt: new Date(Date.UTC(2030, 0, 1, 0, ++tick)).toISOString(), businessOn, full }, { loads: [], subjects: [activities] }),
    dataDir,
  )
}

async function sameCells({ database }: Place): Promise<void> {
  await database.pool('owner').raw('grant select on all tables in schema public to mingshu_etl')
  const ours = cellsSql(activities)
  const differ = await numberOf(database, `select count(*) from ((${ours} except ${viewCellsSql}) union all (${viewCellsSql} except ${ours})) d`)
  if (differ > 0) throw new Error(`${differ} cells of the roll-up and of the materialized views differ.`)
}
