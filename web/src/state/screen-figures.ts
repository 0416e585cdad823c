import type { Answer, Question, Row } from '@mingshu/metrics'
import { computed, type ComputedRef, shallowRef, watch } from 'vue'
import type { Problem } from '../api.js'
import type { Setting, Stated } from '../figures/headline.js'
import { lastWholeMonth, monthsUpTo, type Period } from '../figures/period.js'
import type { Screen, Tile } from '../screens/screen.js'
import { language, words } from '../words/index.js'
import { type Asked, useAnswer } from './answers.js'
import { findMetric, metricsNamed } from './catalogue.js'
import { usePlace } from './place.js'
import { me } from './session.js'
import { isInZone, unitsBelow } from './units.js'

/** The figures of a screen, all of one version: what is on the wall changes as a whole or not at all. */
export interface ScreenFigures {
  readonly screen: Screen
  readonly unit: ComputedRef<string>
  readonly period: ComputedRef<Period>
  /** The month that runs, for what is planned ahead. */
  readonly ahead: ComputedRef<Period>
  /** Whether there is anything to show yet. */
  readonly isReady: ComputedRef<boolean>
  readonly total: ComputedRef<Row | undefined>
  /** The units below. */
  readonly rows: ComputedRef<readonly Row[]>
  readonly months: ComputedRef<readonly Row[]>
  /** The answer behind a tile of parts. */
  partsOf(tile: Tile): Answer | undefined
  stated(code: string): Stated | undefined
  readonly setting: ComputedRef<Setting>
  /** Asks again what got no answer. */
  retry(): void
}

const loop = ['issue_accepted_count', 'issue_closure_rate', 'issue_followup_rate', 'issue_satisfaction_rate']

const namedIn = (tile: Tile): readonly string[] => ('metrics' in tile ? tile.metrics : 'metric' in tile ? [tile.metric] : loop)
const tilesOf = ({ left, centre, below, right, beside }: Screen): readonly Tile[] => [left, centre, below, ...right, beside]

/** What cannot be answered at all is a gap of its tile; what failed on the way is asked again. */
const isFinal = (problem: Problem | undefined): boolean => problem !== undefined && problem.status >= 400 && problem.status < 500

/** Asks the figures of a screen: its own, those of the units below, month by month, and in parts. */
export function useScreenFigures(screen: Screen): ScreenFigures {
  const { address } = usePlace()
  const unit = computed(() => {
    const roots = me.value?.roots.map((r) => r.code) ?? []
    const isNamed = address.value.area !== (me.value?.unit.code ?? roots[0])
    return isNamed ? address.value.area : (roots.find((code) => isInZone(code) === (screen.place === 'zone')) ?? roots[0] ?? '')
  })
  const period = computed(() => address.value.period)
  const ahead = computed(() => {
    const businessOn = me.value?.businessOn ?? ''
    return period.value === lastWholeMonth(businessOn) ? businessOn.slice(0, 7) : period.value
  })
  const known = (codes: readonly string[]): readonly string[] => metricsNamed([...new Set(codes)]).map((m) => m.code)
  const tiles = tilesOf(screen)
  const parts = tiles.filter((t) => t.kind === 'parts')

  const ask = (codes: readonly string[], write: (metrics: readonly string[]) => Question | undefined): Asked =>
    useAnswer(() => (unit.value && known(codes).length > 0 ? write(known(codes)) : undefined))
  const totals = ask([...tiles.flatMap(namedIn), ...screen.facts], (metrics) => ({ metrics, unit: unit.value, period: period.value, compare: ['yoy'] }))
  const below = ask([screen.centre, screen.beside].flatMap(namedIn), (metrics) =>
    unitsBelow(unit.value).length > 0 ? { metrics, unit: unit.value, period: period.value, by: 'unit', compare: ['yoy'] } : undefined)
  const monthly = ask([screen.left, screen.below].flatMap(namedIn), (metrics) => ({ metrics, unit: unit.value, period: monthsUpTo(period.value, 13), by: 'month', compare: ['yoy'] }))
  const broken = parts.map((tile) => ask([tile.metric], (metrics) => ({ metrics, unit: unit.value, period: tile.isAhead ? ahead.value : period.value, by: tile.by })))

  const all = [totals, below, monthly, ...broken]
  const shown = shallowRef<readonly (Answer | undefined)[]>([])
  watch(() => all.map((a) => [a.answer.value, a.problem.value] as const), (asked) => {
    const answers = asked.map(([answer]) => answer)
    const isWhole = answers[0] !== undefined && new Set(answers.flatMap((a) => a?.dataVersion ?? [])).size === 1
    // The units below are not asked for where there are none.
    const isSettled = asked.every(([answer, problem], i) => answer !== undefined || isFinal(problem) || (i === 1 && unitsBelow(unit.value).length === 0))
    if (isWhole && isSettled) shown.value = answers
  }, { immediate: true })

  const total = computed(() => shown.value[0]?.total)
  return {
    screen, unit, period, ahead, total,
    isReady: computed(() => shown.value.length > 0),
    rows: computed(() => shown.value[1]?.rows ?? []),
    months: computed(() => shown.value[2]?.rows ?? []),
    partsOf: (tile) => shown.value[3 + parts.indexOf(tile as (typeof parts)[number])],
    stated(code) {
      const metric = findMetric(code)
      return metric && { metric, cell: total.value?.cells[code] }
    },
    setting: computed(() => ({ period: period.value, businessOn: me.value?.businessOn ?? '', against: 'yoy', w: words.value, language: language.value })),
    retry: () => all.filter((a) => a.problem.value && !isFinal(a.problem.value)).forEach((a) => a.retry()),
  }
}
