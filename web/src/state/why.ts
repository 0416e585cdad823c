import type { Answer, Question, Row } from '@mingshu/metrics'
import { computed, type ComputedRef } from 'vue'
import { fetchPlaces, type KnownEvent, type MetricEntry, type PlaceChanges } from '../api.js'
import { basePeriod } from '../figures/base-period.js'
import { deltaOf } from '../figures/cell.js'
import { baseName, type Setting } from '../figures/headline.js'
import { type EventGroup, eventsMoving, fallsInto } from '../figures/known-event.js'
import { isRunning, moved, yearBefore } from '../figures/period.js'
import { areAlike } from '../figures/redefined.js'
import { contributions, type Parts, ratePairs, type RateSplit, splitRate } from '../figures/why.js'
import { whySentence } from '../figures/why-sentence.js'
import { say } from '../words/index.js'
import { type Asked, useAnswer } from './answers.js'
import { findMetric } from './catalogue.js'
import { type Fetched, useFetched } from './fetched.js'
import { useKnownEvents } from './known-events.js'
import { usePlace } from './place.js'
import { me } from './session.js'
import { unitName } from './units.js'

/** A check of whether a change is only the data. */
export interface DataCheck {
  readonly fine: boolean
  readonly text: string
}

/** What explains a change, step by step. */
export interface Why {
  /** The page compares with the year or the period before: then there is a change to explain. */
  readonly isComparable: ComputedRef<boolean>
  /** The period compared with; empty without one. */
  readonly base: ComputedRef<string>
  readonly checks: ComputedRef<readonly DataCheck[]>
  readonly byUnit: ComputedRef<Parts | null>
  readonly split: ComputedRef<RateSplit | null>
  readonly before: Asked
  readonly places: Fetched<PlaceChanges>
  readonly events: ComputedRef<readonly EventGroup[]>
  readonly sentence: ComputedRef<string>
  /** The questions behind the panel, for a workbook. */
  readonly questions: ComputedRef<readonly Question[]>
}

/** Gathers what explains the change of the page's figure. */
export function useWhy(metric: () => MetricEntry, total: () => Answer | undefined, rows: () => readonly Row[], setting: () => Setting): Why {
  const { address, version } = usePlace()
  const isComparable = computed(() => setting().against === 'yoy' || setting().against === 'mom')
  const compare = computed(() => (setting().against === 'mom' ? ('prev' as const) : ('yoy' as const)))
  const base = computed(() => {
    const { against, period, businessOn } = setting()
    return against === 'yoy' || against === 'mom' ? basePeriod(period, against, businessOn) : ''
  })
  const cell = computed(() => total()?.total.cells[metric().code])
  const area = computed(() => total()?.question.unit ?? address.value.area)
  const byUnit = computed(() => (metric().kind === 'ratio' || rows().length === 0 ? null : contributions(rows(), cell.value, metric().code, setting().against, (r) => r.unit)))
  const before = useAnswer(() =>
    metric().kind === 'ratio' && isComparable.value && rows().length > 0 ? { metrics: [metric().code], unit: area.value, period: base.value, by: 'unit' } : undefined)
  const split = computed(() => {
    const whole = deltaOf(cell.value, setting().against)
    return before.answer.value && whole !== null ? splitRate(ratePairs(before.answer.value.rows, rows(), metric().code), metric().scale ?? 1, Number(whole)) : null
  })
  const places = useFetched(
    () => (metric().places && isComparable.value && version.value > 0 ? { metric: metric().code, unit: area.value, period: setting().period, compare: compare.value, v: version.value } : undefined),
    fetchPlaces)
  const periods = computed(() => (isComparable.value ? [wholeBase(setting()), setting().period] : [setting().period]))
  const known: Fetched<readonly KnownEvent[]> = useKnownEvents(() => periods.value)
  const events = computed(() => eventsMoving(metric(), (known.value.value ?? []).filter((e) => fallsInto(e, periods.value))))
  const checks = computed(() => checksOf({ metric: metric(), rows: rows(), total: total(), setting: setting(), silent: places.value.value?.silent ?? null, places: places.value.value?.name }))
  const sentence = computed(() =>
    isComparable.value
      ? whySentence({
          metric: metric(), cell: cell.value, setting: setting(), doubts: checks.value.filter((c) => !c.fine).map((c) => c.text),
          byUnit: byUnit.value, places: places.value.value, split: split.value, nameOfUnit: unitName,
        })
      : '')
  const questions = computed<readonly Question[]>(() => {
    const asked = { metrics: [metric().code], unit: area.value, period: setting().period, ...(isComparable.value ? { compare: [compare.value] } : {}) }
    return [...(rows().length > 0 ? [{ ...asked, by: 'unit' }] : [asked]), ...metric().dimensions.map((by) => ({ ...asked, by }))]
  })
  return { isComparable, base, checks, byUnit, split, before, places, events, sentence, questions }
}

const wholeBase = ({ against, period }: Setting): string => (against === 'mom' ? moved(period, -1) : yearBefore(period))

interface Checked {
  readonly metric: MetricEntry
  readonly rows: readonly Row[]
  readonly total: Answer | undefined
  readonly setting: Setting
  /** Places without data; null while it is not known, or where there are none. */
  readonly silent: number | null
  readonly places: { readonly zh: string; readonly en: string } | undefined
}

/** Is it only the data? All units reported, the last load complete, no other definition, no place missing. */
function checksOf({ metric, rows, total, setting, silent, places }: Checked): readonly DataCheck[] {
  const { w, period, against, businessOn } = setting
  const missing = rows.filter((r) => r.cells[metric.code]?.status === 'not_reported').map((r) => unitName(r.unit))
  const isCompared = against === 'yoy' || against === 'mom'
  const redefined = !isCompared ? undefined : [metric, findMetric(metric.of ?? ''), findMetric(metric.to ?? '')].map((m) => m?.redefined).find((r) => r && !areAlike(wholeBase(setting), period, r.on))
  const changed = total?.notes.some((n) => n.code === 'definition_changed') ?? false
  const isLate = me.value?.late ?? false
  const running = isRunning(period, businessOn)
  return [
    { fine: missing.length === 0, text: missing.length === 0 ? w.why.allReported : w.why.missing(w.listed(missing)) },
    { fine: !isLate, text: isLate ? w.why.late : w.why.fresh },
    { fine: !changed && !redefined, text: redefined ? w.why.redefined(baseName(period, against, w), say(redefined.how)) : changed ? w.why.newDefinition : w.why.sameDefinition },
    ...(silent === null || !places ? [] : [{ fine: silent === 0, text: silent === 0 ? w.why.noneSilent(say(places)) : w.why.silent(silent, say(places)) }]),
    ...(running ? [{ fine: true, text: w.why.running }] : []),
  ]
}
