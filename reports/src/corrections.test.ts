import type { Restated } from '@mingshu/metrics'
import { expect, test } from 'vitest'
import { answering, contextOf, jiangmen } from '../test/given.js'
import type { Workbook } from './layout.js'
import { printed } from './number-text.js'
import { findReport, renderWorkbook } from './index.js'

const changed = (unit: string, period: string, metric: string, was: string | null, is: string | null, version = 3): Restated => ({ unit, period, metric, was, is, version, publishedAt: '2024-03-02T22:05:00Z' })

async function build(corrections: readonly Restated[], period = '2024Q1'): Promise<{ book: Workbook; since: string[] }> {
  const since: string[] = []
  const report = findReport('S2')
  if (!report) throw new Error('No S2.')
  const book = await report.build(answering().ask, contextOf(jiangmen, period, { corrections: async (day) => (since.push(day), corrections) }))
  return { book, since }
}
const body = ({ tables: [table] }: Workbook): string[][] => (table?.rows ?? []).map((row) => row.cells.map((cell) => printed(cell, 'zh')))

test('S2 lists what changed, by unit and month: what it was, what it is, since when', async () => {
  const { book, since } = await build([
    changed('440704', '2024-02', 'activity_count', '9', '12'), changed('440700', '2024-01', 'activity_count', '30', '28'), changed('440704', '2024-01', 'issue_accepted_count', null, '5'),
  ])
  expect(since).toEqual(['2024-01-01'])
  expect(body(book)).toEqual([
    ['1', '江门市', '2024-01', '党群活动场次', '场次', '30', '28', '-2', '3', '2024-03-03 06:05', ''],
    ['2', '江海区', '2024-01', '诉求受理件数', '件', '未上报', '5', '—', '3', '2024-03-03 06:05', ''],
    ['3', '江海区', '2024-02', '党群活动场次', '场次', '9', '12', '+3', '3', '2024-03-03 06:05', ''],
  ])
  expect(book.tables[0]?.head[2]).toBe('共3处')
  expect(book.definitions.map((d) => d.code)).toEqual(expect.arrayContaining(['activity_count', 'issue_accepted_count']))
})

test('S2 leaves out months outside its period and figures nobody publishes', async () => {
  const { book } = await build([changed('440704', '2024-05', 'activity_count', '9', '12'), changed('440704', '2024-01', 'wish_done', '1', '2')])
  expect(body(book)).toEqual([['统计期内各月的数公布以后没有更正过。']])
})

test('S2 prints the first thousand and says how many there are', async () => {
  const { book } = await build(Array.from({ length: 1001 }, (_, i) => changed('440704', '2024-01', 'activity_count', String(i), String(i + 1), i + 2)))
  expect(body(book)).toHaveLength(1000)
  expect(book.tables[0]?.notes).toContainEqual(expect.stringContaining('共1001处，本表列前1000处'))
  const { bytes } = await renderWorkbook(book)
  expect(bytes.byteLength).toBeGreaterThan(10_000)
})
