import { text } from '@mingshu/metrics'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { refusal } from './refusal.js'
import { prepareRollups } from './rollup-tables.js'
import { runJob, type LoadStep } from './run.js'

/** A source that refuses so many times before it answers. */
function source(name: string, refusals: number, isPassing: boolean): LoadStep {
  let left = refusals
  return {
    name: `load ${name}`,
    run: async () => {
      if (left-- > 0) throw refusal(text('读不到。', 'Cannot be read.'), isPassing)
      return { rowsIn: 5, rowsOut: 4, rowsRejected: 1 }
    },
  }
}

test('a source that is away for a moment is tried again, twice at most; one that refuses is not', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const loads = [source('well', 0, true), source('away', 2, true), source('gone', 3, true), source('closed', 1, false)]
  const run = await runJob(database, 'a', { job: 'test', fireAt: '2024-05-01T02:00:00+08:00' }, { loads, retryAfter: [1, 1] })
  const { rows } = await database.pool('etl').raw<{ rows: object[] }>(
    `select name, tries, rows_in::int as "in", rows_out::int as "out", rows_rejected::int as rejected, note_en is not null as noted from run_step where name like 'load %' order by name`)
  expect(rows).toEqual([
    { name: 'load away', tries: 3, in: 5, out: 4, rejected: 1, noted: false },
    { name: 'load closed', tries: 1, in: null, out: null, rejected: null, noted: true },
    { name: 'load gone', tries: 3, in: null, out: null, rejected: null, noted: true },
    { name: 'load well', tries: 1, in: 5, out: 4, rejected: 1, noted: false },
  ])
  expect(run?.version).toBe(1)
})

test('a run of one step reads that source alone, and publishes; of publishing alone it reads none', async () => {
  await using database = await freshDatabase()
  await prepareRollups(database)
  const loads = [source('one', 0, true), source('two', 0, true)]
  const steps = async (onlyStep: string, fireAt: string): Promise<string[]> => {
    const run = await runJob(database, 'a', { job: 'retry', fireAt, onlyStep }, { loads })
    const { rows } = await database.pool('etl').raw<{ rows: { name: string }[] }>('select name from run_step where run_id = ? order by seq', [run?.runId ?? ''])
    return rows.map((r) => r.name)
  }
  expect(await steps('load two', '2024-05-01T02:00:00+08:00')).toEqual(['load two', 'publish', 'prove'])
  expect(await steps('publish', '2024-05-02T02:00:00+08:00')).toEqual(['publish', 'prove'])
})
