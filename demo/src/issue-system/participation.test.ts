import { beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { rowsOf } from '../change.js'
import { begin, dayOf, isoOf, monthOf } from '../days.js'
import type { Row } from '../system.js'
import { openStage, type Stage } from '../world.js'

// The published figures are counted long after the year they are about, like those of golden.test.ts.
const today = dayOf('2026-11-24')
let stage: Stage
const tables: Record<string, readonly Row[]> = {}

beforeAll(async () => {
  await using database = await freshDatabase()
  stage = await openStage(database, 1)
  Object.assign(tables, played(stage))
})

const played = ({ systems }: Stage): Record<string, readonly Row[]> => Object.fromEntries(
  systems.filter(({ name }) => name === 'issue-system').flatMap(system => system.tables.map(table => [table.name, [...rowsOf(table, begin, today)]] as const)))
const rows = (table: string): readonly Row[] => tables[table] ?? []

// Report-ins that stand at the end of a day.
const standing = (reports: readonly Row[], day: string): Row[] =>
  reports.filter(([, , , , , , at, cancelled]) => String(at).slice(0, 10) <= day && (cancelled === null || String(cancelled).slice(0, 10) > day))
const persons = (reports: readonly Row[]): number => new Set(reports.map(row => row[2])).size
const countBy = (values: readonly unknown[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1
  return counts
}

describe('report-ins', () => {
  test('152 people are reported in at the end of 2024, 60 a year before; 25 show that they are members, and are', () => {
    const golden = standing(rows('report_in'), '2024-12-31')
    expect([persons(golden), persons(standing(rows('report_in'), '2023-12-31'))]).toEqual([152, 60])
    expect(golden.length).toBeGreaterThan(152)
    const showing = golden.filter(row => row[5] === '是')
    expect(persons(showing)).toBe(25)
    const found = new Set(Array.from({ length: 24 }, (_, i) => stage.workforce(monthOf(begin) + i)).flatMap(work => [...work.members.keys()].map(w => w.id)))
    expect(showing.every(row => found.has(String(row[2])))).toBe(true)
  })

  test('everybody was on the rosters when he reported; nobody cancels before he reported', () => {
    for (const [no, , id, area, , , at, cancelled] of rows('report_in')) {
      const worker = stage.workforce(monthOf(dayOf(String(at).slice(0, 10)))).listed.find(w => w.id === id)
      expect(worker, String(no)).toBeDefined()
      expect(String(area)).toMatch(/^44(0803|0811)\d{6}$/)
      if (cancelled !== null) expect(String(cancelled) > String(at)).toBe(true)
    }
  })

  test('some people report twice, some again after they had cancelled', () => {
    const twice = Object.entries(countBy(rows('report_in').map(row => row[2]))).filter(([, count]) => count > 1)
    expect(twice.length).toBeGreaterThan(8)
    const now = new Set(standing(rows('report_in'), isoOf(today)).map(row => row[2]))
    const again = twice.filter(([id]) => now.has(id) && rows('report_in').some(row => row[2] === id && row[7] !== null))
    expect(again.length).toBeGreaterThan(0)
  })
})

describe('volunteers and training', () => {
  test('one team stands at the end of 2024', () => {
    expect(rows('volunteer_team').filter(row => String(row[3]) <= '2024-12-31').map(row => row.slice(0, 5)))
      .toEqual([['ZYD01', '湛江经开区新就业群体党员志愿者服务队', '4408Z1000000', '2023-08-15', null]])
  })

  test('volunteers are called on the typhoon days of 2024, and only then', () => {
    const called = rows('volunteer_event').filter(row => row[7] === '台风')
    expect([...new Set(called.map(row => String(row[4])).filter(day => day.startsWith('2024')))]).toEqual(['2024-09-05', '2024-09-06', '2024-09-07'])
    for (const row of called) expect(stage.world.calendar.isTyphoon(dayOf(String(row[4])))).toBe(true)
    const minutes = rows('volunteer_event').flatMap(row => (row[3] === '应急支援' ? [Number(row[8])] : []))
    expect([Math.min(...minutes) >= 25, Math.max(...minutes) <= 70]).toEqual([true, true])
    expect(rows('volunteer_event').every(row => (row[3] === '应急支援') === (row[7] !== null) && (row[7] !== null) === (row[8] !== null))).toBe(true)
  })

  test('11 sessions were held in 2024, in two series, and one was called off for the typhoon', () => {
    const of2024 = rows('training_session').filter(row => String(row[5]).startsWith('2024'))
    const held = of2024.filter(row => row[6] === '已举办')
    expect(countBy(held.map(row => row[2]))).toEqual({ 交通安全: 3, 沟通技巧: 3, 职业技能: 3, 电商直播: 2 })
    expect(countBy(held.map(row => row[1]))).toEqual({ 社区友好学堂: 5, 青年夜校: 6 })
    expect(of2024.filter(row => row[6] !== '已举办').map(row => row[6])).toEqual(['取消'])
    expect(rows('training_session').filter(row => String(row[5]) < '2024')).toEqual([])
  })
})

describe('points', () => {
  test('no account is ever below zero, and nothing is spent on less than it costs', () => {
    const balances = new Map<string, number>()
    let before = ''
    for (const [, account, , , points, , at] of rows('points_entry')) {
      expect(String(at) >= before).toBe(true)
      before = String(at)
      const balance = (balances.get(String(account)) ?? 0) + Number(points)
      expect(balance).toBeGreaterThanOrEqual(0)
      balances.set(String(account), balance)
    }
    expect(balances.size).toBe(persons(rows('report_in')))
    expect(rows('points_entry').every(row => (row[5] !== null) === (row[3] === '积分兑换'))).toBe(true)
  })

  test('about half of what was issued is redeemed; some of it is taken back or runs out', () => {
    const sum = (test: (row: Row) => boolean): number => rows('points_entry').filter(test).reduce((total, row) => total + Number(row[4]), 0)
    const redeemed = -sum(row => row[3] === '积分兑换') / sum(row => Number(row[4]) > 0)
    expect(redeemed).toBeGreaterThan(0.45)
    expect(redeemed).toBeLessThan(0.6)
    const actions = countBy(rows('points_entry').map(row => row[3]))
    expect(Object.keys(actions).sort()).toEqual(['公益活动', '冲正', '参加培训', '反映问题', '志愿服务', '报到', '积分兑换', '过期清零'].sort())
    const in2024 = rows('points_entry').filter(row => String(row[6]).startsWith('2024')).length
    expect([in2024 > 2600 && in2024 < 3400, rows('points_entry').length > 8000 && rows('points_entry').length < 10_000]).toEqual([true, true])
  })
})

test('the published figures do not depend on the seed', async () => {
  await using database = await freshDatabase()
  for (const seed of [2, 7, 20_241_231]) {
    const other = played(await openStage(database, seed))
    const golden = standing(other.report_in ?? [], '2024-12-31')
    const sessions = other.training_session?.filter(row => row[6] === '已举办' && String(row[5]).startsWith('2024')) ?? []
    const lowest = (other.points_entry ?? []).reduce((at, [, account, , , points]) => {
      const balance = (at.balances.get(account) ?? 0) + Number(points)
      at.balances.set(account, balance)
      return { balances: at.balances, lowest: Math.min(at.lowest, balance) }
    }, { balances: new Map<unknown, number>(), lowest: 0 })
    expect([persons(golden), persons(golden.filter(row => row[5] === '是')), sessions.length, lowest.lowest]).toEqual([152, 25, 11, 0])
  }
})
