import type { Question, Row } from '@mingshu/metrics'
import { computed, type ComputedRef } from 'vue'
import type { MetricEntry } from '../api.js'
import { isCollected } from '../figures/cell.js'
import type { Setting, Stated } from '../figures/headline.js'
import { language, say, words } from '../words/index.js'
import { type Asked, useAnswer } from './answers.js'
import { metricsNamed } from './catalogue.js'
import { usePlace } from './place.js'
import { rowsQuestion, sparkQuestion, totalsQuestion } from './questions.js'
import { me } from './session.js'
import { unitName, unitsBelow } from './units.js'
import { withYearEnd, yearEndBefore } from './year-end.js'

/** The figures a page is made of, asked once for all its panels. */
export interface PageFigures {
  readonly totals: Asked
  readonly byUnit: Asked
  readonly byMonth: Asked
  readonly total: ComputedRef<Row | undefined>
  /** The units directly below. */
  readonly rows: ComputedRef<readonly Row[]>
  readonly months: ComputedRef<readonly Row[]>
  /** Those of the page's metrics that are collected here; all of them until that is known. */
  readonly collected: ComputedRef<readonly MetricEntry[]>
  readonly setting: ComputedRef<Setting>
  /** Who has not reported, as a sentence; empty when everybody has. */
  readonly missing: ComputedRef<string>
  /** The first answers, or the reasons why there are none, have come: all at once, for they were asked at once. */
  readonly isReady: ComputedRef<boolean>
  stated(metric: MetricEntry): Stated
}

/** Asks the figures of a page: its own, those of the units below, and month by month. */
export function usePageFigures(codes: () => readonly string[]): PageFigures {
  const { address } = usePlace()
  const metrics = computed(() => metricsNamed(codes()))
  const ask = (write: (names: readonly string[]) => Question): Asked =>
    useAnswer(() => (metrics.value.length > 0 && address.value.area ? write(metrics.value.map((m) => m.code)) : undefined))
  const totals = ask((names) => totalsQuestion(address.value, names))
  const byUnit = useAnswer(() => (metrics.value.length > 0 && unitsBelow(address.value.area).length > 0 ? rowsQuestion(address.value, metrics.value.map((m) => m.code)) : undefined))
  const byMonth = ask((names) => sparkQuestion(address.value, names))
  const isYearEnd = computed(() => address.value.cmp === 'yend')
  const atYearEnd = computed(() => ({ ...address.value, period: yearEndBefore(address.value.period), cmp: 'none' as const }))
  const names = computed(() => metrics.value.map((m) => m.code))
  const totalBefore = useAnswer(() => (isYearEnd.value && names.value.length > 0 ? { metrics: names.value, unit: address.value.area, period: atYearEnd.value.period } : undefined))
  const rowsBefore = useAnswer(() => (isYearEnd.value && names.value.length > 0 && unitsBelow(address.value.area).length > 0 ? rowsQuestion(atYearEnd.value, names.value) : undefined))
  const total = computed(() => {
    const own = totals.answer.value?.total
    return own && isYearEnd.value ? withYearEnd(own, totalBefore.answer.value?.total, metrics.value) : own
  })
  const rows = computed(() => {
    const own = byUnit.answer.value?.rows ?? []
    return isYearEnd.value ? own.map((r) => withYearEnd(r, rowsBefore.answer.value?.rows.find((b) => b.unit === r.unit), metrics.value)) : own
  })
  const collected = computed(() => {
    const row = total.value
    return row ? metrics.value.filter((m) => isCollected(row.cells[m.code])) : metrics.value
  })
  return {
    totals, byUnit, byMonth, total, rows, collected,
    months: computed(() => byMonth.answer.value?.rows ?? []),
    setting: computed(() => ({ period: address.value.period, businessOn: me.value?.businessOn ?? '', against: address.value.cmp, w: words.value, language: language.value })),
    missing: computed(() => {
      const told = totals.answer.value?.notes.filter((n) => n.code === 'partial') ?? []
      if (told.length > 0) return told.map(say).join('')
      const codesHere = collected.value.map((m) => m.code)
      const silent = rows.value.filter((r) => codesHere.some((c) => r.cells[c]?.status === 'not_reported') && codesHere.every((c) => r.cells[c]?.value == null))
      return silent.length === 0 || silent.length === rows.value.length ? '' : words.value.headline.missing(silent.length, rows.value.length, words.value.listed(silent.map((r) => unitName(r.unit))))
    }),
    isReady: computed(() => [totals, byMonth, ...(unitsBelow(address.value.area).length > 0 ? [byUnit] : [])].every((a) => a.answer.value !== undefined || a.problem.value !== undefined)),
    stated: (metric) => ({ metric, cell: total.value?.cells[metric.code] }),
  }
}
