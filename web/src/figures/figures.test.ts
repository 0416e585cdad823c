import type { Cell, Row } from '@mingshu/metrics'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { zh } from '../words/zh.js'
import { findBehind } from './behind.js'
import { besideOf } from './beside.js'
import { changeOf, type Printable, shown } from './cell.js'
import { compare, plus } from './decimal.js'
import { findingOf } from './finding.js'
import { headline, lede, type Setting } from './headline.js'
import { movers } from './movers.js'
import { contributions, ratePairs, splitRate } from './why.js'

const count: Printable = { code: 'activity_key_count', name: { zh: '重点党群活动次数', en: 'Key activities' }, unit: { zh: '次', en: '' }, decimals: 0, good: 'up', kind: 'flow' }
const rate: Printable = { code: 'issue_ontime_rate', name: { zh: '按时办结率', en: 'On-time closure' }, unit: { zh: '%', en: '%' }, decimals: 1, good: 'up', kind: 'ratio' }
const days: Printable = { code: 'issue_handle_days_avg', name: { zh: '平均办理时长', en: 'Handling time' }, unit: { zh: '工作日', en: 'working days' }, decimals: 1, good: 'down', kind: 'ratio' }
const ok = (value: string, more: Partial<Cell> = {}): Cell => ({ value, status: 'ok', ...more })
const row = (unit: string, cells: Record<string, Cell>): Row => ({ unit, period: '2025-10', cells })
const setting: Setting = { period: '2025-10', businessOn: '2025-11-24', against: 'yoy', w: zh, language: 'zh' }
const names = new Map([['440783', '开平市'], ['440703', '蓬江区'], ['440785', '恩平市']])
const nameOf = (code: string): string => names.get(code) ?? code

describe('a cell', () => {
  it('prints zero, not reported, not applicable and hidden as four different things', () => {
    const text = (cell: Cell | undefined): string => shown(cell, count, zh, 'zh').text
    expect(text(ok('0'))).toBe('0')
    expect(text({ value: null, status: 'not_reported' })).toBe('未上报')
    expect(text({ value: null, status: 'not_applicable' })).toBe('—')
    expect(text({ value: null, status: 'suppressed' })).toBe('*')
    expect(text({ value: '3', status: 'suppressed' })).toBe('*')
  })

  it('keeps the exact value in its title when a card shortens it', () => {
    expect(shown(ok('1234567'), count, zh, 'zh', true)).toMatchObject({ text: '123.5万', unit: '次', title: '1,234,567' })
  })

  it('moves in percent, a share in points, and a mean in its own unit', () => {
    expect(changeOf(ok('312', { yoy: '0.1818', yoy_value: '264' }), count, 'yoy', zh, 'zh')).toMatchObject({ text: '+18.2%', verdict: 'better', sign: 1 })
    expect(changeOf(ok('0.897', { yoy: '-0.024', yoy_value: '0.921' }), rate, 'yoy', zh, 'zh')).toMatchObject({ text: '−2.4个百分点', verdict: 'worse' })
    expect(changeOf(ok('4.6', { prev: '-0.4', prev_value: '5.0' }), days, 'mom', zh, 'zh')).toMatchObject({ text: '−0.4工作日', verdict: 'better' })
  })

  it('prints counts instead of a percentage when the base is below five, and nothing without a base', () => {
    expect(changeOf(ok('9', { yoy: '2', yoy_value: '3' }), count, 'yoy', zh, 'zh')?.text).toBe('+6次')
    expect(changeOf(ok('9', { yoy: null, yoy_value: '0' }), count, 'yoy', zh, 'zh')?.text).toBe('+9次')
    expect(changeOf(ok('9'), count, 'yoy', zh, 'zh')).toBeNull()
    expect(changeOf(ok('9', { yoy: '2', yoy_value: '3' }), count, 'none', zh, 'zh')).toBeNull()
  })

  it('calls a change that rounds to nothing even', () => {
    expect(changeOf(ok('0.8971', { yoy: '0.0001', yoy_value: '0.8970' }), rate, 'yoy', zh, 'zh')).toMatchObject({ sign: 0, verdict: 'even' })
  })
})

describe('the headline', () => {
  const lead = { metric: count, cell: ok('312', { yoy: '0.1818', yoy_value: '264' }) }

  it('states the period, the figure and its change', () => {
    expect(headline(lead, setting)).toBe('10月重点党群活动312次，比去年同月多18.2%')
    expect(headline({ metric: rate, cell: ok('0.897', { yoy: '0.024', yoy_value: '0.873' }) }, setting)).toBe('10月按时办结率89.7%，比去年同月高2.4个百分点')
    expect(headline({ metric: count, cell: { value: null, status: 'not_reported' } }, setting)).toBe('10月重点党群活动未上报')
    const stock = { metric: { ...count, kind: 'stock' }, cell: ok('87') }
    expect([headline(stock, setting), headline(stock, { ...setting, period: '2025-11' })]).toEqual(['10月末重点党群活动87', '截至2025年11月24日，重点党群活动87'].map((s) => `${s}次`))
  })

  it('is followed by the main contributor, the other figures and what is overdue', () => {
    const rows = [
      row('440703', { activity_key_count: ok('60', { yoy_value: '55' }) }),
      row('440783', { activity_key_count: ok('62', { yoy_value: '41' }) }),
      row('440785', { activity_key_count: ok('20', { yoy_value: '30' }) }),
    ]
    const text = lede(lead, [{ metric: rate, cell: ok('0.897', { yoy: '-0.01', yoy_value: '0.907' }) }], rows, nameOf, ok('9'), setting).map((c) => c.map((p) => p.text).join(''))
    expect(text).toEqual(['增加主要来自开平市（+21次）', '按时办结率89.7%，比去年同月低1.0个百分点', '9件诉求超期未办结'])
  })
})

describe('what changed and who is behind', () => {
  it('puts the greatest movement first and leaves out noise', () => {
    const stated = [
      { metric: count, cell: ok('312', { yoy: '0.18', yoy_value: '264' }) },
      { metric: rate, cell: ok('0.80', { yoy: '-0.10', yoy_value: '0.90' }) },
      { metric: { ...count, code: 'activity_count' }, cell: ok('1000', { yoy: '0.001', yoy_value: '999' }) },
    ]
    expect(movers(stated, 'yoy', zh, 'zh').map((m) => m.stated.metric.code)).toEqual(['issue_ontime_rate', 'activity_key_count'])
  })

  it('does not hold the young age of a rate that still matures against it', () => {
    const done = { ...rate, code: 'wish_done_rate' }
    const cell = ok('0.37', { yoy: '-0.42', yoy_value: '0.79', of: '37', to: '100' })
    expect(movers([{ metric: done, cell }], 'yoy', zh, 'zh')).toEqual([])
    expect(findBehind([row('440703', { wish_done_rate: ok('0.1', { of: '2', to: '20' }) })], row('4407', { wish_done_rate: cell }), [done], 'yoy')).toEqual([])
  })

  it('names units below the whole in a share, unless their denominator is small', () => {
    const total = row('4407', { issue_ontime_rate: ok('0.90', { of: '90', to: '100' }) })
    const rows = [
      row('440703', { issue_ontime_rate: ok('0.70', { of: '14', to: '20' }) }),
      row('440783', { issue_ontime_rate: ok('0.50', { of: '2', to: '4' }) }),
      row('440785', { issue_ontime_rate: { value: null, status: 'not_reported' } }),
    ]
    expect(findBehind(rows, total, [rate], 'yoy').map((b) => [b.unit, b.reason])).toEqual([['440785', 'missing'], ['440703', 'level']])
  })

  it('does not call a small count behind a large one, only one that fell', () => {
    const total = row('4407', { activity_key_count: ok('100') })
    const rows = [
      row('440703', { activity_key_count: ok('5', { yoy: '0', yoy_value: '5' }) }),
      row('440783', { activity_key_count: ok('60', { yoy: '-0.4', yoy_value: '100' }) }),
    ]
    expect(findBehind(rows, total, [count], 'yoy').map((b) => b.unit)).toEqual(['440783'])
  })
})

describe('what stands beside the values of a list', () => {
  const beside = (cells: readonly Cell[], m: Printable, against: 'yoy' | 'none' | 'plan'): readonly string[] => {
    const column = besideOf(cells, m, against, zh, 'zh')
    return [column.head, ...cells.map(column.of)]
  }
  it('means the same in every line, and is named after what it is', () => {
    expect(beside([ok('312', { yoy: '0.1818', yoy_value: '264' }), ok('9')], count, 'yoy')).toEqual(['同比', '▲18.2%', ''])
    expect(beside([ok('0.9', { of: '9', to: '10' }), ok('0.5', { of: '1', to: '2' })], rate, 'none')).toEqual(['分子/分母', '9/10', '1/2'])
    expect(beside([ok('90', { target: '100', completion: '0.9' }), ok('7')], count, 'plan')).toEqual(['目标', '完成90.0%', ''])
    expect(beside([ok('90')], count, 'none')[0]).toBe('')
  })
  it('is no movement of a figure that is too young for one', () => {
    expect(beside([ok('0.4', { of: '4', to: '10', yoy: '-0.5', yoy_value: '0.9' })], { ...rate, code: 'wish_done_rate' }, 'yoy')).toEqual(['分子/分母', '4/10'])
  })
})

describe('why a figure changed', () => {
  it('has parts that add up to the whole, the rest included', () => {
    const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 9999 })), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(values, fc.integer({ min: -50, max: 50 }), (pairs, overlap) => {
        const rows = pairs.map(([now, before], i) => row(String(i), { c: ok(String(now), { yoy_value: String(before) }) }))
        const sum = pairs.reduce((s, [now, before]) => s + now - before, 0) + overlap
        const split = contributions(rows, ok(String(sum), { yoy_value: '0' }), 'c', 'yoy', (r) => r.unit)
        const parts = split?.parts.reduce((s, p) => plus(s, p.delta), '0') ?? '0'
        return compare(plus(parts, split?.rest ?? '0'), split?.whole ?? '') === 0
      }),
    )
  })

  it('splits a rate into its own and mix change with no residual', () => {
    const side = fc.record({ of: fc.nat(1000), to: fc.nat(1000) }).map(({ of, to }) => ({ of: Math.min(of, to), to }))
    fc.assert(
      fc.property(fc.array(fc.record({ key: fc.string(), before: side, now: side }), { minLength: 1, maxLength: 15 }), (pairs) => {
        const split = splitRate(pairs)
        return split === null || Math.abs(split.own + split.mix - split.whole) < 1e-9
      }),
    )
  })

  it('leaves what the units do not explain of the whole in a rest', () => {
    const split = splitRate([{ key: 'a', before: { of: 1, to: 10 }, now: { of: 2, to: 10 } }], 1, 0.25)
    expect([split?.whole, split?.own, split?.mix].map((n) => n?.toFixed(4))).toEqual(['0.2500', '0.1000', '0.0000'])
    expect(split?.rest).toBeCloseTo(0.15, 12)
  })

  it('gives a unit that appears its whole effect as mix', () => {
    const pairs = ratePairs(
      [row('a', { r: ok('0.9', { of: '90', to: '100' }) })],
      [row('a', { r: ok('0.9', { of: '90', to: '100' }) }), row('b', { r: ok('0.5', { of: '50', to: '100' }) })],
      'r',
    )
    const split = splitRate(pairs)
    expect(split?.own).toBeCloseTo(0, 12)
    expect(split?.mix).toBeCloseTo(-0.2, 12)
  })
})

describe('the finding of a series', () => {
  it('is its extreme or its run at the end, and nothing when neither is there', () => {
    expect(findingOf(['1', '2', '3', '2', '4', '3', '9'])).toEqual({ kind: 'highest', at: 6, of: 7 })
    expect(findingOf(['5', '2', '3', '2', '4', '3', '1'])).toEqual({ kind: 'lowest', at: 6, of: 7 })
    expect(findingOf(['9', '1', '2', '3', '4'])).toEqual({ kind: 'rising', steps: 3 })
    expect(findingOf(['1', '5', '2', '6', '3'])).toEqual({ kind: 'plain' })
    expect(findingOf(['1', '2', '3', '4', null])).toEqual({ kind: 'plain' })
    // Nothing is known of a month without a figure: what came before it is no run with what came after.
    expect(findingOf(['1', '2', null, '3', '4', '5', '6'])).toEqual({ kind: 'rising', steps: 3 })
    expect(findingOf(['1', '2', '3', null, '4', '5'])).toEqual({ kind: 'plain' })
    expect(findingOf(['1', '2', '3', null, '2', '4', '3', '2', '9'])).toEqual({ kind: 'plain' })
  })
})
