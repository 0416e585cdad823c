import { participants } from '@mingshu/metrics'
import { timed } from './clock.js'
import { correct, historyOf, makeAttendances, personCorrected } from './facts.js'
import type { Measurement } from './measurement.js'
import { openPlace } from './place.js'
import { mustEqualCells, publisher } from './publication.js'
import { listenTo } from './statements.js'

// As one would write it without knowing better: each level and each kind of period counts again from the facts.
const grains: Readonly<Record<string, string>> = { d: 'attended_on', m: 'month_of(attended_on)', q: 'quarter_of(attended_on)', y: 'year_of(attended_on)' }
const levels = ['village', 'town', 'county', 'city']
const naive = levels.flatMap((level) => [
  ...Object.entries(grains).map(([grain, period]) => countSql(level, grain, period, '')),
  countSql(level, 't', 'm::date', `cross join lateral generate_series(month_of(attended_on)::timestamp, (year_of(attended_on) + interval '11 months')::timestamp, interval '1 month') m`),
])

function countSql(level: string, grain: string, period: string, periods: string): string {
  return `insert into counted
    select a.county_id, a.unit_id, '${grain}', ${period}, count(distinct participant_pid)
    from fact_attendance f
    join unit_closure c on c.unit_id = f.unit_id and c.valid_to is null
    join unit a on a.unit_id = c.ancestor_id and a.level = '${level}'
    ${periods}
    where ${period} <= :businessOn::date
    group by 1, 2, 3, 4`
}

/** Counts distinct people over units and periods: the fold's way, and with `count(distinct)` for each level and period. */
export const distinct: Measurement = async ({ report, sizes, seed, statements, say }) => {
  const counted = 'distinct: count(distinct) for each level and period'
  for (const size of sizes) {
    await using place = await openPlace()
    const history = historyOf(size)
    const etl = place.database.pool('etl')
    const owner = place.database.pool('owner')
    await makeAttendances(etl, history, seed)
    await owner.raw('create unlogged table counted (county_id int, unit_id bigint, grain text, period_on date, n numeric); grant select, insert, truncate on counted to mingshu_etl')
    if (statements !== undefined) listenTo(etl, statements, say)
    const publish = publisher(place, participants, history.businessOn)
    const row = { size, unit: 's' }
    const count = (): Promise<void> => etl.transaction(async (trx) => {
      await trx.raw('truncate counted')
      for (const sql of naive) await trx.raw(sql, { businessOn: history.businessOn })
    })
    const cells = `select county_id, unit_id, grain, period_on, '', '', n from counted`

    report.add({ ...row, name: counted, took: await timed(count, place.dataDir) })
    report.add({ ...row, name: 'distinct: first', took: await publish(), floor: counted, target: '<= 0.125' })
    await mustEqualCells(place, participants, cells)
    await owner.raw('vacuum analyze rollup_participant')
    report.add({ ...row, name: 'distinct: everything, nothing changed', took: await publish(true), floor: counted, target: '<= 0.125' })
    await correct(etl, history, personCorrected, 1_000, 'last month', seed)
    report.add({ ...row, name: 'distinct: change of 1,000, last month', took: await publish(), floor: counted })
    await count()
    await mustEqualCells(place, participants, cells)
  }
}
