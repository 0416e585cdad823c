import { expect, test } from 'vitest'
import { subjects } from '@mingshu/metrics'
import { freshDatabase } from '../../test/database.js'
import { morning, play } from '../test/played-system.js'
import { loadSystem } from './load-system.js'
import { proveCells } from './prove-cells.js'
import { proveSample, sampleNote } from './prove-sample.js'
import { prepareRollups } from './rollup-tables.js'
import { runJob } from './run.js'
import { issueSystem } from './sources/index.js'

test('a sample is proved after each run; a figure that is wrong is named, with what to do', async () => {
  await using database = await freshDatabase()
  await using desk = await play(database, issueSystem)
  await prepareRollups(database)
  const pool = database.pool('etl')
  for (const [i, day] of ['2024-02-20', '2024-03-05', '2024-03-06'].entries()) {
    await desk.add('issue', {
      issue_no: `SQ${i}`, issue_type: '基层治理', category: '消防安全隐患', channel: '心愿墙', reporter: '居民', area_code: '440703002131', title: 't',
      accepted_at: `${day} 09:00+08`, first_due: '2024-03-20', state: '办理中', updated_at: '2024-03-05',
    })
  }
  await loadSystem(database, issueSystem, { ...morning, url: desk.url, asOf: '2024-03-31T23:00:00+08:00' })
  const done = await runJob(database, 'test', { job: 'test', fireAt: '2024-04-01T02:00:00+08:00' }, { loads: [] })
  const { rows: [step] } = await pool.raw<{ rows: { rows_in: string; rows_out: string; note_zh: string }[] }>(`select rows_in, rows_out, note_zh from run_step where name = 'prove'`)
  expect(Number(step?.rows_in)).toBeGreaterThan(0)
  expect(step).toMatchObject({ rows_out: step?.rows_in, note_zh: `抽核 ${step?.rows_in} 个数，与明细一致。` })
  expect(await proveCells(pool, subjects)).toMatchObject({ version: 1, different: [], ahead: [] })

  await pool.raw('update rollup_issue set issue_accepted_count = issue_accepted_count + 1')
  const spoilt = await proveSample(pool, { version: done?.version ?? 0, size: 200 }, subjects)
  const first = spoilt.different[0]
  expect(first?.code).toMatch(/^issue_/)
  expect(sampleNote(spoilt).zh).toContain(`个与明细不一致：${first?.code} ${first?.unit} ${first?.period}(${first?.value} ≠ ${first?.recomputed})`)
  expect(sampleNote(spoilt).zh).toContain('mingshu run --full')
  expect((await proveCells(pool, subjects)).different.length).toBeGreaterThan(0)

  // Facts that changed since wait to be folded: they prove nothing.
  await desk.run(`update issue set area_code = '440704001'`)
  await loadSystem(database, issueSystem, { ...morning, url: desk.url, asOf: '2024-03-31T23:30:00+08:00' })
  expect(await proveSample(pool, { version: 1, size: 200 }, subjects)).toMatchObject({ proved: 0 })
  expect((await proveCells(pool, subjects)).ahead).toContain('issue')
})
