import type { Question, Row } from '@mingshu/metrics'
import { computed, type ComputedRef } from 'vue'
import type { MetricEntry } from '../api.js'
import { isKnown, isTold } from '../figures/cell.js'
import type { Setting, Stated } from '../figures/headline.js'
import type { Period } from '../figures/period.js'
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
  /** Unit and period that `total` is of: those of the last answer while the next is awaited, so that no sentence puts one's number to another. */
  readonly told: ComputedRef<{ readonly area: string; readonly period: Period }>
  /** The units directly below. */
  readonly rows: ComputedRef<readonly Row[]>
  /** The same as far as they belong to `total`: for sentences. */
  readonly ownRows: ComputedRef<readonly Row[]>
  readonly months: ComputedRef<readonly Row[]>
  /** Those of the page's metrics that are collected here, now or in the months before; all of them until that is known. */
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
  const names = computed(() => metrics.value.map((m) => m.code))
  const ask = (write: () => Question | undefined): Asked => useAnswer(() => (names.value.length > 0 && address.value.area ? write() : undefined))
  const hasRows = computed(() => unitsBelow(address.value.area).length > 0)
  const totals = ask(() => totalsQuestion(address.value, names.value))
  const byUnit = ask(() => (hasRows.value ? rowsQuestion(address.value, names.value) : undefined))
  const byMonth = ask(() => sparkQuestion(address.value, names.value))
  const isYearEnd = computed(() => address.value.cmp === 'yend')
  const atYearEnd = computed(() => ({ ...address.value, period: yearEndBefore(address.value.period), cmp: 'none' as const }))
  const totalBefore = ask(() => (isYearEnd.value ? { metrics: names.value, unit: address.value.area, period: atYearEnd.value.period } : undefined))
  const rowsBefore = ask(() => (isYearEnd.value && hasRows.value ? rowsQuestion(atYearEnd.value, names.value) : undefined))
  const told = computed(() => ({ area: totals.answer.value?.question.unit ?? address.value.area, period: totals.answer.value?.question.period ?? address.value.period }))
  const isOwn = ({ answer }: Asked, period: Period): boolean => answer.value?.question.unit === told.value.area && answer.value.question.period === period
  const total = computed(() => {
    const own = totals.answer.value?.total
    // Another metric's page may be open by now.
    if (!own || !totals.answer.value?.question.metrics.includes(names.value[0] ?? '')) return undefined
    return isYearEnd.value && isOwn(totalBefore, yearEndBefore(told.value.period)) ? withYearEnd(own, totalBefore.answer.value?.total, metrics.value) : own
  })
  const rows = computed(() => {
    const own = byUnit.answer.value?.rows ?? []
    return isYearEnd.value && isOwn(rowsBefore, yearEndBefore(told.value.period)) ? own.map((r) => withYearEnd(r, rowsBefore.answer.value?.rows.find((b) => b.unit === r.unit), metrics.value)) : own
  })
  const collected = computed(() => {
    const row = total.value
    // What is collected and did not come this time stays, as 未上报.
    const came = (code: string): boolean => (byMonth.answer.value?.rows ?? []).some((r) => isKnown(r.cells[code]))
    return row ? metrics.value.filter((m) => isTold(row.cells[m.code]) || (row.cells[m.code]?.status === 'not_reported' && came(m.code))) : metrics.value
  })
  return {
    totals, byUnit, byMonth, total, told, rows, collected,
    ownRows: computed(() => (isOwn(byUnit, told.value.period) ? rows.value : [])),
    months: computed(() => byMonth.answer.value?.rows ?? []),
    setting: computed(() => ({ period: told.value.period, businessOn: me.value?.businessOn ?? '', against: address.value.cmp, w: words.value, language: language.value })),
    missing: computed(() => {
      const told = totals.answer.value?.notes.filter((n) => n.code === 'partial') ?? []
      if (told.length > 0) return told.map(say).join('')
      const codesHere = collected.value.map((m) => m.code)
      const silent = rows.value.filter((r) => codesHere.some((c) => r.cells[c]?.status === 'not_reported') && codesHere.every((c) => r.cells[c]?.value == null))
      return silent.length === 0 || silent.length === rows.value.length ? '' : words.value.headline.missing(silent.length, rows.value.length, words.value.listed(silent.map((r) => unitName(r.unit))))
    }),
    isReady: computed(() => [totals, byMonth, ...(hasRows.value ? [byUnit] : [])].every((a) => a.answer.value !== undefined || a.problem.value !== undefined)),
    stated: (metric) => ({ metric, cell: total.value?.cells[metric.code] }),
  }
}
