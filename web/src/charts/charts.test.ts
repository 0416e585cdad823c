import { init } from 'echarts'
import type { EChartsCoreOption } from 'echarts/core'
import { describe, expect, it } from 'vitest'
import type { Printable } from '../figures/cell.js'
import { csvOf } from '../figures/table.js'
import { en } from '../words/en.js'
import { zh } from '../words/zh.js'
import { partsChart } from './parts.js'
import { spark } from './spark.js'
import { makeTheme, type Tokens } from './theme.js'
import { trend, type TrendData } from './trend.js'

const tokens: Tokens = {
  ink: '#1f1a17', ink2: '#4d4540', ink3: '#6b625b', ctl: '#8a8078', line: '#e6dfd6', surface: '#ffffff', rest: '#888c99', warn: '#9a4a00', warnTint: '#fdf1e3',
  cat: ['#a3221b', '#2f5fb3', '#c4780f', '#2d2140', '#888c99'], font: 'sans-serif', size: 12,
}
const visits: Printable = { code: 'station_visit_person_times', name: { zh: '驿站服务人次', en: 'Station person-times' }, unit: { zh: '人次', en: '' }, decimals: 0, good: 'up', kind: 'flow' }
const share: Printable = { code: 'issue_ontime_rate', name: { zh: '按时办结率', en: 'On-time closure' }, unit: { zh: '%', en: '%' }, decimals: 1, good: 'up', kind: 'ratio' }

const data = (more: Partial<TrendData> = {}): TrendData => ({
  metric: visits, periods: ['2025-09', '2025-10', '2025-11'], running: new Set(['2025-11']), target: null,
  lines: [{ name: '本期', role: 'now', values: ['16602', null, '15570'], gaps: ['—', '未上报', '—'] }, { name: '去年同期', role: 'before', values: ['14000', '15000', null] }],
  ...more,
})

interface DrawnSeries {
  readonly name: string
  readonly data: readonly (number | null | { readonly value: number })[]
}
const seriesOf = (option: unknown): readonly DrawnSeries[] => (option as { series: DrawnSeries[] }).series

/** What is drawn under each name: a line whose end still runs is drawn in two pieces. */
function drawnByName(option: unknown): readonly (readonly (number | null)[])[] {
  const names = [...new Set(seriesOf(option).map((s) => s.name))]
  return names.map((name) => {
    const pieces = seriesOf(option).filter((s) => s.name === name).map(valuesOf)
    return (pieces[0] ?? []).map((_, at) => pieces.map((p) => p[at] ?? null).find((v) => v !== null) ?? null)
  })
}
const valuesOf = (s: DrawnSeries | undefined): readonly (number | null)[] => s?.data.map((d) => (typeof d === 'object' && d !== null ? d.value : d)) ?? []

/** Draws without a browser, as text. */
function draw(option: EChartsCoreOption): string {
  const chart = init(null, makeTheme(tokens), { renderer: 'svg', ssr: true, width: 640, height: 300 })
  chart.setOption(option)
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

describe('a trend', () => {
  it('has a table with the numbers that are drawn', () => {
    const drawing = trend(data(), tokens, zh, 'zh', false)
    const drawn = drawnByName(drawing.option)
    const listed = [1, 2].map((col) => drawing.table.rows.map((r) => r.cells[col]?.replaceAll(',', '') ?? ''))
    drawn.forEach((values, i) => values.forEach((value, at) => expect(value === null ? Number.NaN : value).toEqual(Number(listed[i]?.[at]))))
  })

  it('gives a share that never moves an axis all the same', () => {
    const { option } = trend(data({ metric: share, lines: [{ name: '本期', role: 'now', values: ['1', '1', '1'] }] }), tokens, zh, 'zh', false)
    const { min, max, interval } = (option as { yAxis: { min: number; max: number; interval: number } }).yAxis
    expect([min, max]).toEqual([0, 100])
    expect((max - min) / interval).toBeLessThanOrEqual(5)
  })

  it('leaves a gap where nothing was reported and says so in the table', () => {
    const drawing = trend(data(), tokens, zh, 'zh', false)
    expect(drawnByName(drawing.option)[0]).toEqual([16602, null, 15570])
    expect(drawing.table.rows[1]?.cells).toEqual(['2025年10月', '未上报', '15,000'])
    const masked = trend(data({ lines: [{ name: '本期', role: 'now', values: ['7', null, '9'], gaps: ['—', '*', '—'] }] }), tokens, zh, 'zh', false)
    expect([masked.table.rows[1]?.cells, masked.readings[1]?.lines[0]?.value]).toEqual([['2025年10月', '*'], '*'])
  })

  it('dots the way to a period that still runs', () => {
    const whole = data({ lines: [{ name: '本期', role: 'now', values: ['3', '4', '1'] }] })
    const [line, open] = seriesOf(trend(whole, tokens, zh, 'zh', false).option)
    expect(valuesOf(line)).toEqual([3, 4, null])
    expect(valuesOf(open)).toEqual([null, 4, 1])
  })

  it('says each place in one sentence', () => {
    const { readings } = trend(data(), tokens, zh, 'zh', false)
    expect(readings[0]?.sentence).toBe('2025年9月，16,602人次，去年同期14,000人次')
    expect(readings[2]?.sentence).toBe('2025年11月 (本期未完)，15,570人次')
    expect(trend(data(), tokens, en, 'en', false).readings[0]?.sentence).toBe('September 2025, 16,602, the year before 14,000')
  })

  it('counts shares in percent', () => {
    const drawing = trend(data({ metric: share, lines: [{ name: '本期', role: 'now', values: ['0.897', '0.9', '1'] }] }), tokens, zh, 'zh', false)
    expect(drawnByName(drawing.option)[0]).toEqual([89.7, 90, 100])
    expect(drawing.table.rows[0]?.cells[1]).toBe('89.7%')
  })

  it('draws units apart by dashes as well as by colour', () => {
    const lines = ['蓬江区', '江海区', '新会区', '台山市'].map((name) => ({ name, role: 'unit' as const, values: ['1', '2', '3'] }))
    const { series } = trend(data({ lines }), tokens, zh, 'zh', false)
    expect(new Set(series.map((s) => s.mark.dash)).size).toBe(4)
    expect(new Set(series.map((s) => s.mark.color)).size).toBe(4)
  })

  it('is not joined across the day on which the figure was defined anew, and says so there', () => {
    const periods = ['2025-05', '2025-06', '2025-07', '2025-08']
    const values = ['40', '41', '9', '10']
    const redefined = data({ periods, running: new Set(), redefinedOn: '2025-07-01', lines: [{ name: '本期', role: 'now', values }, { name: '去年同期', role: 'before', values: ['30', '31', '32', '33'] }] })
    const drawing = trend(redefined, tokens, zh, 'zh', false)
    const [old, anew, before] = seriesOf(drawing.option)
    expect(valuesOf(old)).toEqual([40, 41, null, null])
    expect(valuesOf(anew)).toEqual([null, null, 9, 10])
    expect(valuesOf(before)).toEqual([30, 31, 32, 33])
    expect(drawing.table.rows.map((r) => r.cells[0])).toEqual(['2025年5月', '2025年6月', '2025年7月 (口径调整)', '2025年8月'])
    expect(drawing.readings[2]?.sentence).toContain('口径调整')
    const svg = draw(drawing.option)
    expect(svg).toContain('口径调整')
  })

  it('leaves a year that holds the day to itself', () => {
    const years = data({ periods: ['2024', '2025', '2026'], running: new Set(), redefinedOn: '2025-07-01', lines: [{ name: '本期', role: 'now', values: ['1', '2', '3'] }] })
    expect(seriesOf(trend(years, tokens, zh, 'zh', false).option).map(valuesOf)).toEqual([[1, null, null], [null, 2, null], [null, null, 3]])
  })

  it('is drawn by ECharts with its labels', () => {
    const svg = draw(trend(data({ target: '17000' }), tokens, zh, 'zh', false).option)
    expect(svg).toContain('去年同期')
    expect(svg).toContain('目标17,000')
    expect(svg).toContain('20,000')
  })
})

describe('the parts of a change', () => {
  const parts = { parts: [{ key: '440783', delta: '21', share: 0.7 }, { key: '440785', delta: '-3', share: -0.1 }], whole: '30', rest: '12' }
  const drawing = partsChart(parts, '跨单位重复', visits, (k) => (k === '440783' ? '开平市' : '恩平市'), tokens, zh, 'zh')

  it('show what they leave over, so that the bars add up to the whole', () => {
    expect(drawing.table.rows.map((r) => r.cells)).toEqual([['开平市', '+21', '70%'], ['恩平市', '−3', '−10%'], ['跨单位重复', '+12', '—']])
    expect(valuesOf(seriesOf(drawing.option)[0]).reduce((a, b) => (a ?? 0) + (b ?? 0), 0)).toBe(30)
  })

  it('are drawn with their names and signed numbers', () => {
    const svg = draw(drawing.option)
    expect(svg).toContain('开平市')
    expect(svg).toContain('−3')
  })
})

describe('a spark', () => {
  it('leaves gaps and ends at the last known value', () => {
    expect(spark(['0', '10', null, '5', '10'], 40, 10)).toEqual({ path: 'M0 10L10 0M30 5L40 0', end: { x: 40, y: 0 } })
    expect(spark(['3', '3'], 10, 10).path).toBe('M0 5L10 5')
    expect(spark([null, null], 10, 10)).toEqual({ path: '', end: null })
    expect(spark(['0', '10', '0', '10'], 30, 10, [2]).path).toBe('M0 10L10 0M20 10L30 0')
  })
})

describe('a table as CSV', () => {
  it('marks demonstration data, keeps numbers as numbers and formulas as text', () => {
    const table = { columns: [{ label: '地区', numeric: false }, { label: '数值', numeric: true }], rows: [{ key: 'a', cells: ['=SUM(A1)', '−1,032'] }] }
    expect(csvOf(table, { label: '数据性质', text: '演示', numeric: false })).toBe("\uFEFF地区,数值,数据性质\r\n'=SUM(A1),-1032,演示\r\n")
  })
})
