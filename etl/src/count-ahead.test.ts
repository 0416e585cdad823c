import { activities, centers, subjects } from '@mingshu/metrics'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { randomCoverage, randomFacts, withoutUnreported } from '../../test/random-facts.js'
import { countAhead } from './count-ahead.js'
import { makeFresh, passesOf, prepareFold, type Slice } from './fold-pass.js'
import { cellsSql } from './publish.js'
import { prepareRollups } from './rollup-tables.js'
import { runJob } from './run.js'

async function filled(database: Awaited<ReturnType<typeof freshDatabase>>): Promise<void> {
  await prepareRollups(database)
  const etl = database.pool('etl')
  const { rows: units } = await etl.raw<{ rows: { unitId: string; countyId: number }[] }>(
    `select unit_id as "unitId", county_id as "countyId" from unit where code in ('440703002131', '440703002128', '440704001', '440703')`)
  await randomFacts(etl, { seed: 7, rows: 80, units, from: '2024-01-01', days: 90 })
  await randomCoverage(etl, { seed: 7, counties: [...new Set(units.map((u) => u.countyId))], months: ['2024-01-01', '2024-02-01', '2024-03-01'], gaps: 0 })
  await withoutUnreported(etl)
}

async function cells(database: Awaited<ReturnType<typeof freshDatabase>>): Promise<string[]> {
  const all: string[] = []
  for (const s of subjects) {
    const { rows } = await database.pool('etl').raw<{ rows: { cell: string }[] }>(`select c::text as cell from (${cellsSql(s)}) c order by 1`)
    all.push(...rows.map((r) => `${s.id} ${r.cell}`))
  }
  return all
}

test('cells counted in a second session are those counted in the run itself', async () => {
  await using database = await freshDatabase()
  await filled(database)
  const run = (at: string, largeFrom: number) => runJob(database, 'test', { job: 'test', fireAt: at, businessOn: '2024-03-31', full: true }, { loads: [], largeFrom })
  await run('2024-04-01T02:00:00+08:00', 0)
  const ahead = await cells(database)
  expect(ahead.length).toBeGreaterThan(100)
  expect(await run('2024-04-01T03:00:00+08:00', Infinity)).toMatchObject({ opened: 0, closed: 0 })
  expect(await cells(database)).toEqual(ahead)
})

test('it sees what the run sees: a fact that comes later is in neither', async () => {
  await using database = await freshDatabase()
  await filled(database)
  const pool = database.pool('etl')
  await pool.transaction(async (trx) => {
    await prepareFold(trx)
    const { rows: dirty } = await trx.raw<{ rows: Slice[] }>(`select county_id as "countyId", month_on as month from coverage where source = 'service-menu'`)
    const passes = passesOf(activities, dirty).filter((p) => !p.isUpper)
    // Somebody else empties the fact after our snapshot was taken.
    await pool.raw('delete from fact_activity')
    const ahead = await countAhead(pool, trx, passes, '2024-03-31')
    await makeFresh(trx, activities)
    for (const pass of passes) await ahead.take(pass)
    await ahead.end()
    const { rows: [found] } = await trx.raw<{ rows: { n: string }[] }>('select count(*) as n from fresh_activity')
    expect(Number(found?.n)).toBeGreaterThan(0)
  }, { isolationLevel: 'repeatable read' })
})

test('a pass that cannot be counted fails when it is taken, and the session is given back', async () => {
  await using database = await freshDatabase()
  await filled(database)
  const pool = database.pool('etl')
  await expect(pool.transaction(async (trx) => {
    const [pass] = passesOf(centers, [{ countyId: 1, month: '2024-01-01' }])
    if (!pass) throw new Error('There is no pass.')
    const broken = { ...pass, sql: 'select 1 / 0' }
    const ahead = await countAhead(pool, trx, [broken], '2024-03-31')
    try {
      await ahead.take(broken)
    } finally {
      await ahead.end()
    }
  }, { isolationLevel: 'repeatable read' })).rejects.toThrow('division by zero')
  const { rows } = await pool.raw<{ rows: unknown[] }>(`select from pg_stat_activity where datname = current_database() and usename = current_user and state like 'idle in transaction%'`)
  expect(rows).toEqual([])
})
