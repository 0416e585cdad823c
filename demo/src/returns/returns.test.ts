import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { begin, dayOf, isoOf, type Month, monthOf } from '../days.js'
import { openStage, type Stage } from '../world.js'
import { deadline } from './deadline.js'
import { deliverReturns } from './inbox.js'
import { lineOf } from './return-lines.js'

const inbox = mkdtempSync(join(tmpdir(), 'demo-returns-'))
let world: Stage['world']
let written: string[]

beforeAll(async () => {
  await using database = await freshDatabase();
  ({ world } = await openStage(database, 1))
  written = deliverReturns(world, inbox, begin - 1, dayOf('2026-11-24'))
})

afterAll(() => rmSync(inbox, { recursive: true }))

const month = (iso: string): Month => monthOf(dayOf(`${iso}-01`))

async function open(name: string, dir = inbox): Promise<exceljs.CellValue[][]> {
  const book = new exceljs.Workbook()
  await book.xlsx.load(readFileSync(join(dir, 'returns', name)) as unknown as ArrayBuffer)
  const sheet = book.getWorksheet('月报')
  return Array.from({ length: sheet?.rowCount ?? 0 }, (_, y) => Array.from({ length: 10 }, (_, x) => sheet?.getCell(y + 1, x + 1).value ?? null))
}

const lines = (rows: exceljs.CellValue[][]): exceljs.CellValue[][] => rows.filter(row => /^\d{9}$/.test(String(row[1])))

test('every month that is over has a return of each place', () => {
  expect(written).toHaveLength(46 * 2)
  expect(written.slice(0, 2)).toEqual(['returns/2023-01/月报_江门市_2023-01.xlsx', 'returns/2023-01/月报_湛江经开区_2023-01.xlsx'])
  expect(readdirSync(join(inbox, 'returns')).at(-1)).toBe('2026-10')
})

test('a workbook opens, with a merged title, the header in row 2, a line of each town, their sum and who filled it in', async () => {
  const rows = await open('2024-10/月报_江门市_2024-10.xlsx')
  expect(new Set(rows[0])).toEqual(new Set(['江门市党群服务工作月报 2024年10月']))
  expect(rows[1]).toEqual(['地区', '单位代码', '单位名称', '报出日期', '党员干部入户(户次)', '网格员入户(户次)', '志愿者入户(户次)', '议事会(次)', '议定事项(项)', '备注'])
  expect(lines(rows).map(row => row[1])).toEqual(world.places.jiangmen.town.map(town => town.code))
  for (const row of lines(rows)) expect([row[0], ...row.slice(4, 9).map(value => typeof value)]).toEqual(['江门市', ...Array.from({ length: 5 }, () => 'number')])
  const sum = rows.at(-2) ?? []
  expect(sum[0]).toBe('合计')
  expect(sum.slice(4, 9)).toEqual([4, 5, 6, 7, 8].map(x => lines(rows).reduce((total, row) => total + Number(row[x]), 0)))
  expect(rows.at(-1)?.filter(value => value !== null).map(String).map(text => text.replace(/：.*/, ''))).toEqual(['填报单位(盖章)', '填表人', '审核人'])
  expect(lines(await open('2024-10/月报_湛江经开区_2024-10.xlsx')).map(row => row[1])).toEqual(world.places.zone.town.map(town => town.code))
})

test('clerks write a day in five ways', async () => {
  const days = lines(await open('2024-10/月报_江门市_2024-10.xlsx')).map(row => row[3])
  const ways = days.map(day => (day instanceof Date ? 'cell' : String(day).replaceAll(/\d+/g, 'n')))
  expect([...new Set(ways)].sort()).toEqual(['cell', 'n-n-n', 'n.n.n', 'n/n/n', 'n年n月n日'].sort())
})

test('那吉镇 alone has not handed in for October 2026', async () => {
  const codes = new Set(lines(await open('2026-10/月报_江门市_2026-10.xlsx')).map(row => row[1]))
  expect(world.places.jiangmen.town.filter(town => !codes.has(town.code)).map(town => town.code)).toEqual(['440785107'])
})

test('a file is delivered after the deadline with the lines in time, and again with the late ones', async () => {
  const due = deadline(world.calendar, month('2024-10'))
  expect([isoOf(due), isoOf(deadline(world.calendar, month('2024-09'))), isoOf(deadline(world.calendar, month('2026-08')))]).toEqual(['2024-11-05', '2024-10-08', '2026-09-07'])
  const other = mkdtempSync(join(tmpdir(), 'demo-returns-'))
  expect(deliverReturns(world, other, due - 5, due)).toEqual([])
  expect(deliverReturns(world, other, due, due + 1)).toHaveLength(2)
  const inTime = lines(await open('2024-10/月报_江门市_2024-10.xlsx', other))
  expect(inTime.length).toBeLessThan(73)
  expect(inTime.length).toBeGreaterThan(60)
  expect(deliverReturns(world, other, due + 1, due + 8)).toEqual([])
  expect(deliverReturns(world, other, due + 8, due + 9)).toHaveLength(2)
  expect(lines(await open('2024-10/月报_江门市_2024-10.xlsx', other))).toHaveLength(73)
  rmSync(other, { recursive: true })
})

test('one clerk first wrote “约20”, and 20 when he was asked', async () => {
  const other = mkdtempSync(join(tmpdir(), 'demo-returns-'))
  deliverReturns(world, other, dayOf('2025-08-05'), dayOf('2025-08-06'))
  const name = '2025-07/月报_江门市_2025-07.xlsx'
  const [rough, ...more] = lines(await open(name, other)).filter(row => row.slice(4, 9).some(value => typeof value !== 'number'))
  expect([rough?.[6], more]).toEqual(['约20', []])
  expect(lines(await open(name)).find(row => row[1] === rough?.[1])?.[6]).toBe(20)
  rmSync(other, { recursive: true })
})

test('the lines of 2024 add up to what such a city does; nineteen of twenty are in time', () => {
  const all = Array.from({ length: 12 }, (_, i) => month('2024-01') + i)
    .flatMap(m => world.places.jiangmen.town.flatMap(town => ({ due: deadline(world.calendar, m), line: lineOf(world, town, m) })))
    .flatMap(({ due, line }) => (line ? [{ due, line, visits: line.visitsByCadres + line.visitsByGridWorkers + line.visitsByVolunteers }] : []))
  const visits = all.map(at => at.visits)
  const total = visits.reduce((a, b) => a + b, 0)
  const meetings = all.reduce((sum, { line }) => sum + line.meetings, 0)
  expect([total > 65_000 && total < 75_000, meetings > 2150 && meetings < 2450]).toEqual([true, true])
  expect([Math.min(...visits) >= 30, Math.max(...visits) <= 260]).toEqual([true, true])
  expect(all.some(({ line }) => line.meetings === 0 && line.decisions === 0)).toBe(true)
  const late = all.map(({ due, line }) => line.handedIn - due)
  const inTime = late.filter(days => days <= 0).length / late.length
  expect([inTime > 0.92 && inTime < 0.96, Math.max(...late) <= 8]).toEqual([true, true])
})
