import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import type { Database } from '@mingshu/db'
import { freshDatabase } from '../../test/database.js'
import { changeOf, rowsOf } from './change.js'
import { dayOf } from './days.js'
import { advanceSources, demoSources, fillSources } from './index.js'
import { between, random } from './random.js'
import type { Row } from './system.js'
import { openStage } from './world.js'

const from = '2026-08-01'

// Every table and every file by a fingerprint of what it holds.
async function dump(database: Database, inbox: string): Promise<Record<string, string>> {
  const held: Record<string, string> = {}
  for (const [name, source] of Object.entries(await demoSources(database, inbox))) {
    if (!('url' in source)) continue
    const client = new pg.Client({ connectionString: source.url })
    await client.connect()
    const { rows } = await client.query<{ table_name: string }>(`select table_name from information_schema.tables where table_schema = 'public'`)
    for (const { table_name: table } of rows) {
      const { rows: [print] } = await client.query<{ md5: string }>(
        `select count(*) || ' ' || md5(string_agg(t::text, ';' order by t::text)) as md5 from ${table} t`)
      held[`${name}.${table}`] = print?.md5 ?? ''
    }
    await client.end()
  }
  for (const entry of readdirSync(inbox, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    held[path.slice(inbox.length)] = createHash('sha256').update(readFileSync(path)).digest('hex')
  }
  return held
}

test('filled to one day and advanced day by day to another equals filled to the other', async () => {
  await using stepwise = await freshDatabase()
  await using atOnce = await freshDatabase()
  const inboxes = ['a', 'b'].map(name => mkdtempSync(join(tmpdir(), `demo-${name}-`)))
  const [first = '', second = ''] = inboxes
  await fillSources(stepwise, first, { seed: 7, from, to: '2026-11-17' })
  const steps = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-24', '2026-12-09']
  const played = []
  for (const to of steps) played.push(await advanceSources(stepwise, first, { seed: 7, to }))
  await fillSources(atOnce, second, { seed: 7, from, to: '2026-12-09' })
  expect(await dump(stepwise, first)).toEqual(await dump(atOnce, second))
  expect(played.flatMap(({ files }) => files).filter(name => name.startsWith('rosters/2026-11/')).length).toBeGreaterThanOrEqual(6)
  expect(played.flatMap(({ files }) => files).filter(name => name.startsWith('returns/2026-10/') || name.startsWith('returns/2026-11/'))).not.toEqual([])
  expect((await advanceSources(stepwise, first, { seed: 7, to: '2026-12-09' })).rows).toEqual({})
  for (const inbox of inboxes) rmSync(inbox, { recursive: true })
})

test('what a table holds on a day does not depend on when it was filled', async () => {
  await using database = await freshDatabase()
  const { systems } = await openStage(database, 3)
  const r = random('pairs')
  for (const table of systems.flatMap(system => system.tables)) {
    for (let pair = 0; pair < 4; pair++) {
      const before = dayOf('2023-10-01') + between(r, 0, 1000)
      const after = before + between(r, 1, 40)
      const start = before - 100
      const keyOf = (row: Row): string => row.slice(0, table.key.length).join('|')
      const state = new Map([...rowsOf(table, start, before)].map(row => [keyOf(row), row]))
      const change = changeOf(table, start, before, after)
      for (const row of change.deletes) state.delete(keyOf(row))
      for (const row of change.upserts) state.set(keyOf(row), row)
      const filled = [...rowsOf(table, start, after)]
      expect(new Set(filled.map(keyOf)).size, `keys of ${table.name}`).toBe(filled.length)
      const order = (rows: Iterable<Row>): string[] => [...rows].map(row => JSON.stringify(row)).sort()
      expect(order(state.values()), `${table.name} from ${before} to ${after}`).toEqual(order(filled))
    }
  }
})

test('rows that have settled are never touched again, whatever comes later', async () => {
  await using database = await freshDatabase()
  const { systems } = await openStage(database, 3)
  for (const table of systems.flatMap(system => system.tables)) {
    if ('at' in table) continue
    for (const day of ['2024-09-06', '2025-02-20', '2026-10-02'].map(dayOf)) {
      expect(table.on(day, day + table.settles), table.name).toEqual(table.on(day, day + table.settles + 900))
      expect(table.on(day, day - table.ahead - 1), table.name).toEqual([])
    }
  }
})

test('corrections, deletions and late rows happen all the time', async () => {
  await using database = await freshDatabase()
  const { systems } = await openStage(database, 3)
  const counts: Record<string, { inserted: number; updated: number; deleted: number }> = {}
  for (const table of systems.flatMap(system => system.tables)) {
    const count = { inserted: 0, updated: 0, deleted: 0 }
    for (let day = dayOf('2025-03-20'); day < dayOf('2025-04-12'); day++) {
      if ('at' in table) break
      const known = new Set([...rowsOf(table, day - 90, day)].map(row => row[0]))
      const { upserts, deletes } = changeOf(table, day - 90, day, day + 1)
      count.inserted += upserts.filter(row => !known.has(row[0] ?? null)).length
      count.updated += upserts.filter(row => known.has(row[0] ?? null)).length
      count.deleted += deletes.length
    }
    counts[table.name] = count
  }
  expect(counts.activity?.inserted).toBeGreaterThan(500)
  expect(counts.activity?.updated).toBeGreaterThan(2000)
  expect(counts.activity?.deleted).toBeGreaterThan(0)
  expect(counts.gate_visits?.updated).toBeGreaterThan(10)
  expect(counts.issue_event?.deleted).toBeGreaterThan(0)
})

test('another seed, or an inbox that is not the demo\'s, is refused', async () => {
  await using database = await freshDatabase()
  const inbox = mkdtempSync(join(tmpdir(), 'demo-c-'))
  await fillSources(database, inbox, { seed: 1, from: '2026-11-01', to: '2026-11-02' })
  await expect(advanceSources(database, inbox, { seed: 2, to: '2026-11-03' })).rejects.toThrow('not filled with seed 2')
  const theirs = mkdtempSync(join(tmpdir(), 'theirs-'))
  writeFileSync(join(theirs, 'budget.xlsx'), '')
  await expect(fillSources(database, theirs, { seed: 1, from: '2026-11-01', to: '2026-11-02' })).rejects.toThrow('not the demo')
  for (const dir of [inbox, theirs]) rmSync(dir, { recursive: true })
})
