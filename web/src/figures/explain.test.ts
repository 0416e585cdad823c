import { describe, expect, it } from 'vitest'
import type { KnownEvent, MetricEntry, PlaceChanges } from '../api.js'
import { zh } from '../words/zh.js'
import { basePeriod } from './base-period.js'
import { byWeekday } from './by-weekday.js'
import { bandOf, eventsMoving, fallsInto } from './known-event.js'
import { nextTile, stepOf, tilesOf } from './schematic.js'
import { contributions, splitRate } from './why.js'
import { whySentence } from './why-sentence.js'

const visits: MetricEntry = {
  code: 'station_visit_person_times', name: { zh: '驿站服务人次', en: '' }, unit: { zh: '人次', en: '' }, group: 'F', subject: 'station_visit', kind: 'flow', good: 'up', decimals: 0,
  overUnits: 'sum', overTime: 'sum', dimensions: [], meaning: { zh: '', en: '' }, basis: '', definition: 1, places: { zh: '驿站', en: 'stations' }, daily: true,
}
const row = (unit: string, value: string, prev_value: string) => ({ unit, period: '2025-10', cells: { [visits.code]: { value, prev_value, status: 'ok' as const } } })

describe('the period compared with', () => {
  it.each([
    ['2025-10', 'mom', '2025-11-15', '2025-09'], ['2025-10', 'yoy', '2025-11-15', '2024-10'], ['2025-11', 'mom', '2025-11-15', '2025-10-01..2025-10-15'],
    ['2025-11', 'yoy', '2025-11-15', '2024-11-01..2024-11-15'], ['2025-03', 'mom', '2025-03-30', '2025-02-01..2025-02-28'], ['2025Q4', 'mom', '2025-10-01', '2025-07-01'], ['2024-02', 'yoy', '2024-02-28', '2023-02-01..2023-02-28'],
  ] as const)('of %s against %s on %s is %s', (period, against, businessOn, base) => {
    expect(basePeriod(period, against, businessOn)).toBe(base)
  })
})

describe('the sentence', () => {
  const cell = { value: '15570', prev_value: '16602', prev: '-0.062161', status: 'ok' as const }
  const byUnit = contributions([row('乐华街道', '2000', '2736'), row('泉庄街道', '13570', '13866')], cell, visits.code, 'mom', (r) => r.unit)
  const places: PlaceChanges = {
    name: { zh: '驿站', en: 'stations' }, was: '16602', is: '15570', silent: 0,
    kinds: [{ kind: 'paused', places: 3, was: '900', is: '210', change: '-690' }, { kind: 'same', places: 13, was: '15702', is: '15360', change: '-342' }],
    places: [{ kind: 'paused', place: '107', name: '甲', unit: null, since: '2025-10-11', was: '300', is: '70', change: '-230' }],
  }
  const setting = { period: '2025-10', businessOn: '2025-11-15', against: 'mom' as const, w: zh, language: 'zh' as const }
  const told = { metric: visits, cell, setting, doubts: [], byUnit, places, split: null, nameOfUnit: (c: string) => c }

  it('says how much, where, and what became of places, by rules', () => {
    expect(whySentence(told)).toBe('比上月少1,032人次(−6.2%)，其中乐华街道−736占71%；3个驿站10-11起停用可解释690。')
  })

  it('begins with the doubt about the data', () => {
    expect(whySentence({ ...told, doubts: ['硇洲镇未上报'], places: undefined })).toBe('✕ 硇洲镇未上报；比上月少1,032人次(−6.2%)，其中乐华街道−736占71%。')
  })

  it('names two units that moved against each other instead of a share above the whole', () => {
    const apart = contributions([row('鹤山市', '441', '376'), row('新会区', '206', '255')], { value: '647', prev_value: '631', status: 'ok' }, visits.code, 'mom', (r) => r.unit)
    expect(whySentence({ ...told, cell: { value: '647', prev_value: '631', prev: '0.025357', status: 'ok' }, byUnit: apart, places: undefined })).toBe('比上月多16人次(+2.5%)，其中鹤山市+65、新会区−49。')
  })

  it('gives no share of what stands still, and takes a rate apart', () => {
    expect(whySentence({ ...told, byUnit: { parts: [], whole: '0', rest: '0' } })).toBe('与上月持平。')
    const rate = { ...visits, code: 'issue_ontime_rate', kind: 'ratio' as const, unit: { zh: '%', en: '%' }, decimals: 1, places: undefined } as unknown as MetricEntry
    expect(whySentence({ ...told, metric: rate, byUnit: null, places: undefined, split: { own: -0.018, mix: -0.003, whole: -0.021, rest: 0, parts: [] } })).toBe('比上月低2.1个百分点，其中本身变化−1.8，构成变化−0.3。')
    expect(whySentence({ ...told, metric: rate, byUnit: null, places: undefined, split: { own: -0.018, mix: -0.003, whole: -0.025, rest: -0.004, parts: [] } })).toBe('比上月低2.5个百分点，其中本身变化−1.8，构成变化−0.3，未能分解−0.4。')
  })
})

describe('parts', () => {
  it('of a rate are scaled as it is declared, and add up', () => {
    const pairs = [{ key: 'a', before: { of: 3, to: 1000 }, now: { of: 5, to: 1200 } }, { key: 'b', before: { of: 0, to: 0 }, now: { of: 2, to: 300 } }]
    const split = splitRate(pairs, 1000)
    expect(split?.whole).toBeCloseTo(1000 * (7 / 1500 - 3 / 1000), 12)
    expect(Math.abs((split?.own ?? 0) + (split?.mix ?? 0) - (split?.whole ?? 1))).toBeLessThan(1e-9)
  })

  it('by weekday add up to the change of the whole month', () => {
    const days = (month: string, count: number, value: (day: number) => number) => Array.from({ length: count }, (_, i) => ({ unit: 'u', period: `${month}-${String(i + 1).padStart(2, '0')}`, cells: { m: { value: String(value(i + 1)), status: 'ok' as const } } }))
    const found = byWeekday(days('2025-10', 31, (d) => d), days('2025-09', 30, () => 2), 'm', String((31 * 32) / 2 - 60))
    expect(found?.rest).toBe('0')
    expect(found?.parts.reduce((sum, p) => sum + Number(p.delta), 0)).toBe((31 * 32) / 2 - 60)
    expect(found?.days.map((d) => d.now)).toEqual([4, 4, 5, 5, 5, 4, 4])
    expect(found?.days.map((d) => d.before)).toEqual([5, 5, 4, 4, 4, 4, 4])
  })
})

describe('events', () => {
  const event = (more: Partial<KnownEvent>): KnownEvent => ({ id: '1', unit: '440703', kind: 'typhoon', from: '2025-09-23', to: '2025-09-24', zh: '台风', en: 'Typhoon', enteredBy: '演示', enteredAt: '', ...more })

  it('are told once for all units they struck, where they can have moved the figure', () => {
    const events = [event({}), event({ id: '2', unit: '440704' }), event({ id: '3', kind: 'renovation', zh: '装修' })]
    expect(eventsMoving(visits, events).map((e) => [e.kind, e.units])).toEqual([['typhoon', ['440703', '440704']], ['renovation', ['440703']]])
    expect(eventsMoving({ overTime: 'end' }, events)).toEqual([])
  })

  it('count for the two periods compared, not for the months between', () => {
    const storm = (from: string, to: string): boolean => fallsInto({ from, to }, ['2024-09', '2025-09'])
    expect([storm('2025-09-23', '2025-09-24'), storm('2025-08-30', '2025-09-01'), storm('2025-02-01', '2025-02-03'), storm('2025-09-30', '2025-10-02'), storm('2025-10-01', '2025-10-02')]).toEqual([true, true, false, true, false])
  })

  it('lie within their month, and not outside the chart', () => {
    const months = ['2025-08', '2025-09', '2025-10']
    const band = bandOf('2025-09-16', '2025-09-30', months, '')
    expect([band?.from, band?.to]).toEqual([1, 1.5])
    expect(bandOf('2025-10-25', '2025-12-30', months, '')).toBe(undefined)
    expect(bandOf('2025-09-16', '2026-01-01', months, '')).toEqual({ from: 1, to: 2, name: '' })
    expect(bandOf('2025-05-01', '2025-05-02', months, '')).toBe(undefined)
  })
})

describe('the schematic map', () => {
  const counties = ['440703', '440704', '440705', '440781', '440783', '440784', '440785']

  it('has a place for each county of Jiangmen and each town of the zone, no two the same', () => {
    for (const units of [counties, ['440803070', '440803071', '440811070', '440811071', '440811072', '440811173']]) {
      const tiles = tilesOf(units)
      expect(new Set([...(tiles?.values() ?? [])].map((t) => `${t.column} ${t.row}`)).size).toBe(units.length)
    }
    expect(tilesOf([...counties, '440999'])).toBe(undefined)
  })

  it('is walked by arrows to every tile', () => {
    const tiles = tilesOf(counties) ?? new Map()
    const seen = new Set(['440785'])
    for (const from of seen) for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
      const next = nextTile(tiles, from, key)
      if (next) seen.add(next)
    }
    expect([...seen].sort()).toEqual(counties)
    expect(nextTile(tiles, '440783', 'ArrowRight')).toBe('440705')
  })

  it('is deepest where most is', () => {
    expect([0, 19, 20, 99, 100].map((v) => stepOf(v, 0, 100))).toEqual([1, 1, 2, 5, 5])
    expect(stepOf(3, 3, 3)).toBe(3)
  })
})
