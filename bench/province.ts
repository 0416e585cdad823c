import { subjects } from '@mingshu/metrics'
import { readAllFacts } from './all-facts.js'
import { timed } from './clock.js'
import type { Measurement } from './measurement.js'
import { watchMemory } from './memory.js'
import { numberOf, openPlace, type Place } from './place.js'
import { businessOn, correctVillage, makeProvinceYear } from './province-facts.js'
import { makeUnits, provinceOf } from './province-units.js'
import { publisher } from './publication.js'
import { listenTo } from './statements.js'
import { mustEqualFacts } from './totals.js'

const first = 'province: first publication, all subjects and rules'
const corrections = { 'province: a village corrected in the last month': '2025-12-01', 'province: a village corrected in every month': '2025-01-01' }

/** Publishes a year of a whole province, by the number of its villages: all subjects and rules, at once, and after a village was corrected. */
export const province: Measurement = async ({ report, sizes: villages, seed, statements, say }) => {
  const scan = 'province: one group by over each fact'
  for (const size of villages) {
    await using place = await openPlace()
    const { database, dataDir } = place
    const etl = database.pool('etl')
    say(`making a year of ${size.toLocaleString('en')} villages …`)
    await makeUnits(database, provinceOf(size))
    const made = await timed(() => makeProvinceYear(etl, seed), dataDir)
    const facts = await readAllFacts(place)
    say(`made in ${made.seconds.toFixed(0)} s`)
    report.add({ name: 'province: facts', size, value: facts.rows, unit: 'rows' })
    report.add({ name: 'province: size of the facts', size, value: facts.size, unit: 'MB' })
    report.add({ name: scan, size, unit: 's', took: facts.scan })

    if (statements !== undefined) listenTo(etl, statements, say)
    const publish = publisher(place, subjects, businessOn)
    const peak = watchMemory(dataDir)
    const published = await publish()
    report.add({ name: first, size, unit: 's', took: published, floor: scan })
    report.add({ name: `${first}, cells`, size, value: published.result.opened, unit: 'cells' })
    const { own, server } = peak()
    report.add({ name: `${first}, peak memory of this process`, size, value: own, unit: 'MB' })
    if (server !== undefined) report.add({ name: `${first}, peak memory of PostgreSQL but for its shared buffers`, size, value: server, unit: 'MB' })
    report.add({ name: 'province: size of the roll-ups', size, value: await rollupSize(place), unit: 'MB' })
    await mustEqualFacts(place, businessOn)
    for (const { id } of subjects) await database.pool('owner').raw(`vacuum analyze rollup_${id}`) // as autovacuum does within a minute

    for (const [name, since] of Object.entries(corrections)) {
      say(`${await correctVillage(etl, Math.floor(size / 2), since)} rows of a village corrected since ${since}`)
      const again = await publish()
      report.add({ name, size, unit: 's', took: again, floor: first })
      report.add({ name: `${name}, cells`, size, value: again.result.opened, unit: 'cells' })
      await mustEqualFacts(place, businessOn)
    }
  }
}

const rollupSize = ({ database }: Place): Promise<number> =>
  numberOf(database, `select sum(pg_total_relation_size(oid)) / 1e6 from pg_class where relname like 'rollup\\_%' and relkind = 'r'`)
