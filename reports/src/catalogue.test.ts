import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { activities, activityKind, isPublic, subject, subjects, text, type Subject } from '@mingshu/metrics'
import { describe, expect, test } from 'vitest'
import { answering, contextOf, jiangmen, unit } from '../test/given.js'
import { contextFor, dataOf, read, rowsOf } from '../test/workbooks.js'
import { members } from './columns.js'
import { findReport, refusal, reports, renderWorkbook } from './index.js'

const get = (number: string) => findReport(number) ?? (() => { throw new Error(`No report ${number}.`) })()

test('every file of the catalogue is in the contents, and nothing else', () => {
  const files = readdirSync(join(import.meta.dirname, 'catalogue')).filter((name) => name.endsWith('.ts'))
  const contents = readFileSync(join(import.meta.dirname, 'index.ts'), 'utf8')
  const imported = [...contents.matchAll(/from '\.\/catalogue\/([\w-]+)\.js'/g)].map(([, name]) => `${name}.ts`)
  expect(imported.sort()).toEqual(files.sort())
  expect(reports.map((r) => `${r.id}.ts`).sort()).toEqual(files)
})

test('a report is found by its id and by its official number', () => {
  expect(reports.map((r) => r.number)).toEqual(['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R08', 'R09', 'R10', 'R11', 'R12', 'R13', 'R14', 'S1', 'S2', 'S3', 'S4'])
  expect(findReport('key-activities')).toBe(findReport('R03'))
  expect(findReport('R99')).toBeUndefined()
})

describe('a report that does not fit is refused with a sentence', () => {
  const village = unit('440703002131', '丰乐社区', 'Fengle', 'village')

  test('for the level of its unit', async () => {
    expect(refusal(get('R03'), village, '2024')?.zh).toBe('《重点党群活动情况表》按市、县(市、区)、镇(街)编制，丰乐社区是村(社区)一级单位。请改选单位。')
    await expect(get('R03').build(answering().ask, contextOf(village, '2024'))).rejects.toThrow('请改选单位')
    expect(refusal(get('R01'), village, '2024')).toBeUndefined()
  })

  test('for its period', () => {
    expect(refusal(get('R07'), jiangmen, '2024-10-31')?.zh).toBe('《新业态新就业群体底数表》按年、季、月编制，不能用于“2024-10-31”。请改选统计时段。')
    expect(refusal(get('R13'), jiangmen, '2024-10-07..2024-10-13')).toBeUndefined()
    expect(refusal(get('R04'), village, '2024')?.zh).toBe('《每月党群服务菜单》按月编制，不能用于“2024”。请改选统计时段。')
    expect(refusal(get('R04'), village, '2024-12')).toBeUndefined()
    expect(refusal(get('R09'), jiangmen, '2024-12')?.zh).toBe('《党员增减变动表》按年编制，不能用于“2024-12”。请改选统计时段。')
  })
})

test('a breakdown a metric does not allow is refused when the report is declared', () => {
  expect(() => members(activities.metrics.activity_person_times, 'venue_kind', activityKind)).toThrow('activity_person_times has no breakdown “venue_kind”')
})

test('every question of a report is pinned at its version', async () => {
  for (const report of reports) {
    const { ask, asked } = answering()
    await report.build(ask, contextFor(report, { version: 7 }))
    expect(new Set(asked.map((q) => q.v))).toEqual(new Set([7]))
  }
})

test('an answer of another version is not mixed in', async () => {
  const { ask } = answering()
  const other = async (question: Parameters<typeof ask>[0]) => ({ ...(await ask(question)), dataVersion: question.by === 'kind' ? 8 : 7 })
  await expect(get('R03').build(other, contextFor(get('R03'), { version: 7 }))).rejects.toThrow('a workbook holds one version')
})

test('R01 lists every public metric of the catalogue', async () => {
  const book = await get('R01').build(answering().ask, contextOf(jiangmen, '2024'))
  const printed = book.tables.flatMap((t) => t.figures.map((f) => f.metric))
  expect(printed.sort()).toEqual(subjects.flatMap((s) => [...s.measures, ...s.ratios]).filter(isPublic).map((m) => m.code).sort())
})

test('a metric added to a subject is in the list, the data and the definitions with no other edit', async () => {
  const added = subject('activity', {
    name: text('党群活动', 'Activities'), group: 'B', system: 'service-menu', from: 'fact_activity',
    measures: {
      activity_rainy_count: {
        kind: 'flow', on: 'held_on', where: 'is_rainy', name: text('雨天活动场次', 'Activities in the rain'), unit: text('场次', ''), good: 'neutral', basis: '试验',
        meaning: text('下雨天举办的活动场次。', 'Activities held in the rain.'),
      },
    },
  })
  const all: readonly Subject[] = subjects.map((s) => (s.id === 'activity' ? { ...s, measures: [...s.measures, ...added.measures] } : s))
  const { ask } = answering({ subjects: all })
  const { bytes } = await renderWorkbook(await get('R01').build(ask, contextOf(jiangmen, '2024', { subjects: all })))
  const book = read(bytes)
  expect(rowsOf(book, '主要指标').find((row) => row[0]?.trim() === '雨天活动场次')?.[1]).toBe('场次')
  expect(dataOf(book).find((row) => row['指标代码'] === 'activity_rainy_count')?.['指标名称']).toBe('雨天活动场次')
  expect(rowsOf(book, '指标口径', 5).find((row) => row[0] === '雨天活动场次')?.[2]).toBe('下雨天举办的活动场次。')
})
