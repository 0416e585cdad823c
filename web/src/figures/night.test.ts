import { describe, expect, test } from 'vitest'
import type { Run, RunStep } from '../api.js'
import { en } from '../words/en.js'
import { zh } from '../words/zh.js'
import { culpritOf, isSlow, nightSpan, nightTitle, placeIn, timesOf } from './night.js'

const now = new Date('2026-11-28T09:00:00+08:00')
const at = (clock: string): string => `2026-11-28T${clock}:00+08:00`
const night = (more: Partial<Run> = {}): Run => ({
  runId: 'r', job: 'nightly', fireAt: at('02:00'), state: 'done', businessOn: '2026-11-27', startedAt: at('02:00'), finishedAt: at('06:42'), version: null, failure: null, onlyStep: null,
  promisedAt: at('06:00'), minutesLate: 42, demo: false, ...more,
})
const step = (name: string, from: string, to: string | null, usual: number | null, more: Partial<RunStep> = {}): RunStep => ({
  name, startedAt: at(from), finishedAt: to === null ? null : at(to), rowsIn: '1', rowsOut: '1', rowsRejected: '0', progress: null, note: null, tries: 1, failed: false, usual, nights: usual === null ? 0 : 30, ...more,
})

describe('the headline of a night', () => {
  test.each<[string, Partial<Run>, string, string]>([
    ['late', {}, '昨夜汇总06:42完成，比约定晚42分钟', 'Last night’s run finished at 06:42, 42 minutes later than promised'],
    ['hours late', { finishedAt: at('08:15'), minutesLate: 135 }, '昨夜汇总08:15完成，比约定晚2小时15分钟', 'Last night’s run finished at 08:15, 2 h 15 min later than promised'],
    ['in time', { finishedAt: at('04:24'), minutesLate: 0 }, '昨夜汇总04:24完成，没有迟到', 'Last night’s run finished at 04:24, in time'],
    ['under way', { state: 'running', finishedAt: null, minutesLate: 0 }, '昨夜汇总正在进行', 'Last night’s run is under way'],
    ['overdue', { state: 'running', finishedAt: null, minutesLate: 180 }, '昨夜汇总还没有完成，已比约定晚3小时', 'Last night’s run has not finished, 3 hours after its promise'],
    ['failed', { state: 'failed', minutesLate: 180 }, '昨夜汇总没有完成，仍是上一次的数', 'Last night’s run did not finish; the figures are those of before'],
  ])('%s', (_, more, chinese, english) => {
    expect([nightTitle(night(more), now, zh), nightTitle(night(more), now, en)]).toEqual([chinese, english])
  })

  test('names the day once a night is more than a day ago', () => {
    expect(nightTitle(night(), new Date('2026-11-29T09:00:00+08:00'), zh)).toBe('11-28夜间汇总06:42完成，比约定晚42分钟')
  })
})

describe('a step beside its median', () => {
  const gates = step('load station-gates', '02:30', '06:00', 4065)
  test('took three times as long', () => {
    expect(timesOf(gates, now)).toBeCloseTo(3.1, 2)
  })
  test('is not judged where there is no night to compare with', () => {
    expect([timesOf(step('publish', '06:00', '07:00', null), now), isSlow(step('publish', '06:00', '07:00', null), now)]).toEqual([null, false])
  })
  test('held the night up when the most time went beyond its median', () => {
    expect(culpritOf([step('load party-affairs', '02:00', '02:20', 300), gates, step('publish', '06:00', '06:42', 2500)], now)?.name).toBe('load station-gates')
    expect(culpritOf([step('publish', '06:00', '06:42', 2500)], now)).toBeUndefined()
  })
  test('that still runs has taken as long as it has', () => {
    expect(timesOf(step('load issue-system', '08:00', null, 1200), now)).toBe(3)
  })
})

describe('the timeline', () => {
  test('runs from midnight to eight', () => {
    const span = nightSpan(night(), [step('publish', '02:00', '06:42', 100)], now)
    expect([span.from, span.to]).toEqual([Date.parse(at('00:00')), Date.parse(at('08:00'))])
    expect(span.marks).toHaveLength(9)
    expect(placeIn(span, Date.parse(at('06:00')))).toBe(0.75)
  })
  test('is longer when the night was', () => {
    const span = nightSpan(night({ finishedAt: at('10:30') }), [step('publish', '02:00', '10:30', 100)], now)
    expect([span.to, span.marks.length]).toEqual([Date.parse(at('11:00')), 6])
  })
})
