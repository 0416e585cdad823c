import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSources } from '@mingshu/demo'
import { runJob } from '@mingshu/etl'
import { freshDatabase } from '../../../test/database.js'
import { prepareDatabase } from '../prepare.js'
import { demoSeed, inboxOf } from './demo.js'
import { loadsOf } from './loads.js'

const key = { kid: 'k1', secret: Buffer.from('0123456789abcdef0123456789abcdef') }
const dataDir = mkdtempSync(join(tmpdir(), 'mingshu-loads-'))
let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase()
  await prepareDatabase(database)
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  rmSync(dataDir, { recursive: true, force: true })
})

const at = (day: string) => () => new Date(`${day}T09:00:00+08:00`)

test('without sources and without the demo there is nothing to read', async () => {
  expect(await loadsOf({ database, dataDir, sources: {}, key })).toEqual([])
})

test('the demo is played up to yesterday before it is read, and what comes of it is marked as demonstration', async () => {
  await fillSources(database, inboxOf(dataDir), { seed: demoSeed, from: '2026-10-20', to: '2026-11-03' })
  const loads = await loadsOf({ database, dataDir, sources: {}, key, now: at('2026-11-06') })
  expect(loads.map((l) => l.name).sort()).toEqual(['demo', 'load industry-rosters', 'load issue-system', 'load member-register', 'load monthly-returns', 'load party-affairs', 'load service-menu', 'load station-gates'])
  expect(loads[0]?.name).toBe('demo')
  const done = await runJob(database, 'test', { job: 'nightly', fireAt: '2026-11-06T02:00:00+08:00' }, { loads })
  expect(done).toMatchObject({ version: 1 })
  const { rows: steps } = await database.pool('desk').raw<{ rows: { name: string; rowsOut: string | null; note: string | null }[] }>(`select name, rows_out as "rowsOut", note_en as note from run_step order by seq`)
  expect(steps.filter((s) => s.rowsOut === null).map((s) => `${s.name}: ${s.note}`)).toEqual([])
  expect(Number(steps.find((s) => s.name === 'demo')?.rowsOut)).toBeGreaterThan(0)
  const { rows: [version] } = await database.pool('api').raw<{ rows: { isDemo: boolean; on: string }[] }>('select is_demo as "isDemo", business_on as "on" from data_version')
  expect(version).toEqual({ isDemo: true, on: '2026-11-05' })
  const { rows: [last] } = await database.pool('etl').raw<{ rows: { on: string }[] }>('select max(day_on) as "on" from fact_station_day')
  expect(last?.on).toBe('2026-11-05')
})

test('real sources take the place of the demo, and a system nobody knows is named', async () => {
  const url = 'postgres://nobody@127.0.0.1:1/none'
  expect((await loadsOf({ database, dataDir, sources: { 'issue-system': { url }, 'industry-rosters': { inbox: dataDir } }, key })).map((l) => l.name)).toEqual(['load issue-system', 'load industry-rosters'])
  await expect(loadsOf({ database, dataDir, sources: { 'weather': { url } }, key })).rejects.toThrow('weather is no known source')
})
