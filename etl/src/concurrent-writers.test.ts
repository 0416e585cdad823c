import pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { morning, play, rowsOf } from '../test/played-system.js'
import { loadSystem } from './load-system.js'
import { stationGates } from './sources/index.js'

// The same choices every time: a failure can be played again.
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** Writes as an application does: keys from a sequence, commits out of order, some given up, rows changed and removed later. */
async function write(url: string, seed: number, isEnough: (transactions: number) => boolean): Promise<void> {
  const roll = dice(seed)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const pick = async (): Promise<string | undefined> =>
    (await client.query<{ visit_id: string }>('select visit_id from gate_visits where visit_id % 8 = $1 order by md5(visit_id::text || $2) limit 1', [seed % 8, String(roll())])).rows[0]?.visit_id
  for (let i = 0; !isEnough(i); i += 1) {
    await client.query('begin')
    const what = roll()
    if (what < 0.6) {
      const day = `2024-${String(1 + Math.floor(roll() * 12)).padStart(2, '0')}-15`
      await client.query(
        `insert into gate_visits select nextval('visit'), 1 + (i + $1) % 3, $2::date, '外卖骑手', '歇脚饮水', 1 + i % 9 from generate_series(1, $3) i`,
        [seed, day, 1 + Math.floor(roll() * 5)])
    } else {
      const id = await pick()
      if (what < 0.75) await client.query('update gate_visits set person_times = person_times + 1 where visit_id = $1', [id])
      else if (what < 0.82) await client.query(`update gate_visits set day = day - 40 where visit_id = $1`, [id])
      else if (what < 0.92) await client.query('delete from gate_visits where visit_id = $1', [id])
      else if (id !== undefined) {
        await client.query('delete from gate_visits where visit_id = $1', [id])
        await client.query(`insert into gate_visits values ($1, 2, '2023-07-01', '快递小哥', '手机充电', 3)`, [id])
      }
    }
    await client.query('select pg_sleep($1)', [roll() * 0.03])
    await client.query(roll() < 0.03 ? 'rollback' : 'commit')
  }
  await client.end()
}

test('whatever order writers commit in, what is kept equals the source once they rest', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, stationGates)
  await source.run(`create sequence visit; insert into stations select i, '驿站' || i, null, 'N站点', '商圈', '440803071000', '2022-01-01', null from generate_series(1, 3) i`)
  const load = () => loadSystem(database, stationGates, { ...morning, url: source.url, pageRows: 40 })

  let resting = false
  let loads = 0
  const isEnough = (transactions: number): boolean => transactions >= 60 && loads >= 6
  const writers = Promise.all(Array.from({ length: 8 }, (_, i) => write(source.url, i, isEnough))).then(() => (resting = true))
  while (!resting) {
    await load()
    loads += 1
  }
  await writers
  await load()

  const { rows } = await source.client.query<{ visit_id: string; station: string; day: string; times: string }>(
    `select visit_id::text, station_id::text as station, day::text, person_times::text as times from gate_visits v order by v.visit_id`)
  const expected = rows.map(({ visit_id: id, station, day, times }) => ({ id, station, day, times }))
  expect(expected.length).toBeGreaterThan(200)
  expect(await rowsOf(database, `
    select src_id as id, parent_id as station, payload->>'visited_on' as day, payload->>'person_times' as times
    from raw_latest where entity = 'station_visit' order by src_id::bigint`)).toEqual(expected)
  expect(await rowsOf(database, `
    select src_id as id, station_id as station, visited_on as day, person_times::text as times from fact_station_visit order by src_id::bigint`)).toEqual(expected)

  // Whoever was ever seen, changed or gone, stands in raw_row: replaying it gives the same.
  expect(await rowsOf(database, `
    select src_id as id from (
      select distinct on (src_id) src_id, state from raw_row where entity = 'station_visit' order by src_id, load_id desc, row_no desc
    ) last where state = 'good' order by src_id::bigint`)).toEqual(expected.map(({ id }) => ({ id })))

  const pages = await rowsOf(database, `select sum(row_count)::int as rows, max(row_count)::int as most from source_page where entity = 'station_visit'`)
  expect(pages).toMatchObject([{ rows: expected.length }])
  expect(Number(pages[0]?.['most'])).toBeLessThanOrEqual(80)
})

test('two loads of one source at once take turns', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, stationGates)
  await source.run(`insert into stations select i, '驿站' || i, null, 'N站点', '商圈', '440803071000', '2022-01-01', null from generate_series(1, 50) i`)
  const loads = await Promise.all([1, 2, 3].map(() => loadSystem(database, stationGates, { ...morning, url: source.url })))
  expect(loads.map(({ entities }) => entities.reduce((sum, e) => sum + e.changed, 0)).sort()).toEqual([0, 0, 50])
  expect(await rowsOf(database, `select count(*)::int from raw_row`)).toEqual([{ count: 50 }])
})
