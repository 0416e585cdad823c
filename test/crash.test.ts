import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { cellsSql, offerRun, prepareRollups, runJob } from '@mingshu/etl'
import { activities, centerUse } from '@mingshu/metrics'
import { expect, inject, test } from 'vitest'
import { build } from 'vite'
import { freshDatabase } from './database.js'

const kills = 100
const counted = [activities, centerUse]
// Beside etl/src, from where it finds the files of etl that are not code.
const out = join(import.meta.dirname, `../etl/dist-crash-${process.pid}`)

test(`${kills} times kill -9 in the middle of runs: no cell lost, doubled or wrong, and no reader sees two versions`, { timeout: 600_000 }, async () => {
  await using database = await freshDatabase()
  await prepareRollups(database, counted)
  await build({
    configFile: false, logLevel: 'silent', root: import.meta.dirname, resolve: { conditions: ['@mingshu/source'] }, ssr: { resolve: { conditions: ['@mingshu/source'] }, noExternal: [/^@mingshu/] },
    build: { ssr: 'crash-child.ts', outDir: out, emptyOutDir: true, target: 'node20', rollupOptions: { output: { entryFileNames: 'child.mjs' } } },
  })
  const pool = database.pool('etl')
  const connection = JSON.stringify({ bootstrap: database.url('owner'), passwords: inject('server').passwords, embedded: true })
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [join(out, 'child.mjs'), connection, counted.map((s) => s.id).join(',')], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout ?? child, 'data')
    return child
  }

  // A reader that looks all the while: a page of the city and its counties at the version it found.
  const torn: string[] = []
  let pages = 0
  let reading = true
  const reader = (async () => {
    while (reading) {
      const { rows: [at] } = await pool.raw<{ rows: { version: number }[] }>('select version from published')
      if (!at) continue
      const { rows: [page] } = await pool.raw<{ rows: { city: string | null; counties: string | null }[] }>(
        `select sum(activity_count) filter (where u.level = 'city') as city, sum(activity_count) filter (where u.level = 'county') as counties
         from rollup_activity r join unit u using (unit_id)
         where r.grain = 'm' and r.dim = '' and r.from_version <= :v and (r.until_version is null or r.until_version > :v)`, { v: at.version })
      pages++
      if (page?.city !== page?.counties) torn.push(`${at.version}: ${page?.city} ${page?.counties}`)
    }
  })()

  const { rows: villages } = await pool.raw<{ rows: { unit_id: string; county_id: number }[] }>(
    `select unit_id, county_id from unit where level = 'village' and county_id in (select county_id from unit where code in ('440703', '440704', '440781')) order by unit_id limit 60`)
  await pool.raw(`insert into coverage (county_id, source, month_on, load_id) select distinct county_id, 'service-menu', m::date, 1
    from unit, generate_series('2024-01-01'::timestamp, '2024-12-01', '1 month') m where county_id = any(:counties::int[])`, { counties: [...new Set(villages.map((v) => v.county_id))] })
  let seq = 0
  let child = await start()
  const random = (n: number): number => (Math.imul(++seq, 2654435761) >>> 0) % n
  for (let kill = 0; kill < kills; kill++) {
    const village = villages[random(villages.length)]
    if (!village) throw new Error('No village.')
    const day = `2024-${String(1 + random(12)).padStart(2, '0')}-${String(1 + random(28)).padStart(2, '0')}`
    await pool.transaction(async (trx) => {
      await trx('fact_activity').insert({
        ...village, source: 'service-menu', src_id: `a${kill}`, load_id: 1, row_no: kill, held_on: day, title: 't', kind: 'other', category: 'other', organiser_level: 'village', is_key: true,
        status: 'held', attendance: 1, count_method: 'sign_in', center_id: null, is_demand_based: false, ratings_valid: 0, ratings_good: 0,
      })
      for (const s of counted) await trx('dirty').insert({ county_id: village.county_id, subject: s.id, month_on: `${day.slice(0, 7)}-01` })
    })
    await offerRun(pool, { job: 'crash', fireAt: new Date(1.7e12 + kill * 1000).toISOString(), businessOn: '2024-12-31' })
    await new Promise((resolve) => setTimeout(resolve, random(800)))
    child.kill('SIGKILL')
    await once(child, 'exit')
    // The lease runs out at once, so that the next process takes over without our waiting half a minute.
    await pool.raw(`update run_lease set until = now() - interval '1 second'`)
    child = await start()
  }
  child.kill('SIGKILL')
  await once(child, 'exit')
  await pool.raw(`update run set state = 'failed' where state in ('queued', 'running')`)
  await runJob(database, 'parent', { job: 'last', fireAt: '2025-01-01T00:00:00Z', businessOn: '2024-12-31' }, { loads: [], subjects: counted })
  reading = false
  await reader

  const picture = async (): Promise<unknown[]> => Promise.all(counted.map(async (s) => (await pool.raw<{ rows: unknown[] }>(`${cellsSql(s)} order by 1, 2, 3, 4, 5, 6`)).rows))
  const survived = await picture()
  for (const s of counted) await pool.raw(`delete from rollup_${s.id}`)
  await runJob(database, 'parent', { job: 'rebuild', fireAt: '2025-01-02T00:00:00Z', businessOn: '2024-12-31', full: true }, { loads: [], subjects: counted })
  expect(await picture()).toEqual(survived)
  const { rows: [year] } = await pool.raw<{ rows: { activity_count: string }[] }>(
    `select sum(activity_count) as activity_count from rollup_activity join unit using (unit_id) where code = '440700' and grain = 'm' and dim = '' and until_version is null`)
  expect(year?.activity_count).toBe(String(kills))
  expect(torn).toEqual([])
  // Some runs were killed and some came through, and somebody was looking.
  const { rows: [versions] } = await pool.raw<{ rows: { n: number; tries: number }[] }>('select count(*)::int as n, (select max(attempt) from run) as tries from data_version')
  expect(versions?.n).toBeGreaterThan(10)
  expect(versions?.tries).toBeGreaterThan(1)
  expect(pages).toBeGreaterThan(kills)
  rmSync(out, { recursive: true, force: true })
})
