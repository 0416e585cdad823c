import { activities } from '@mingshu/metrics'
import { timed } from './clock.js'
import { attendanceCorrected, correct, historyOf, makeActivities, type Where } from './facts.js'
import type { Measurement } from './measurement.js'
import { numberOf, openPlace } from './place.js'
import { mustEqualCells, publisher } from './publication.js'
import { listenTo } from './statements.js'
import { refreshViews, viewCellsSql, viewsSql } from './views.js'

const changes: readonly (readonly [rows: number, where: Where, target?: string])[] = [
  [1_000, 'last month', '<= 0.01'], [1_000, 'scattered'], [100_000, 'last month', '<= 0.1'], [100_000, 'scattered'],
]
const nameOf = (rows: number, where: Where): string => `fold: change of ${rows.toLocaleString('en')}, ${where}`

/** Folds and publishes one subject: all of it, and after changes; beside materialized views of the same cells that are refreshed. */
export const fold: Measurement = async ({ report, sizes, seed, statements, say }) => {
  const scan = 'fold: one group by over the facts'
  const views = 'fold: materialized views refreshed'
  for (const size of sizes) {
    await using place = await openPlace()
    const history = historyOf(size)
    const etl = place.database.pool('etl')
    const owner = place.database.pool('owner')
    await makeActivities(etl, history, seed)
    if (statements !== undefined) listenTo(etl, statements, say)
    const publish = publisher(place, activities, history.businessOn)
    const row = { size, unit: 's' }

    const scanned = await timed(() => numberOf(place.database, 'select count(*) from (select unit_id, held_on, count(*), sum(attendance) from fact_activity group by unit_id, held_on) g'), place.dataDir)
    report.add({ ...row, name: scan, took: scanned })
    await owner.raw(viewsSql)
    report.add({ ...row, name: views, took: await timed(() => refreshViews(owner), place.dataDir), floor: scan })
    await owner.raw('grant select on all tables in schema public to mingshu_etl')

    report.add({ ...row, name: 'fold: first', took: await publish(), floor: views })
    await mustEqualCells(place, activities, viewCellsSql)
    await owner.raw('vacuum analyze rollup_activity') // as autovacuum does within a minute
    report.add({ ...row, name: 'fold: everything, nothing changed', took: await publish(true), floor: views })
    report.add({ ...row, name: 'fold: nothing to fold but the running month', took: await publish(), floor: views })
    for (const [rows, where, target] of changes) {
      await correct(etl, history, attendanceCorrected, rows, where, seed)
      report.add({ ...row, name: nameOf(rows, where), took: await publish(), floor: views, ...(target !== undefined && { target }) })
    }
    await refreshViews(owner)
    await mustEqualCells(place, activities, viewCellsSql)
  }

  const [least = 0, most = 0] = [Math.min(...sizes), Math.max(...sizes)]
  if (least === most) return
  for (const [rows, where] of changes) {
    const name = nameOf(rows, where)
    const secondsAt = (size: number): number => report.rows.find((r) => r.name === name && r.size === size)?.value ?? NaN
    report.add({ name: `${name}: longer history by shorter`, size: most, value: secondsAt(most) / secondsAt(least), unit: `times its seconds at ${least.toLocaleString('en')}` })
  }
}
