import type { Language } from '@mingshu/metrics'
import type { Figure, MetricEntry, PlaceChanges } from '../api.js'
import { isShare, unitOf } from './cell.js'
import { compare, magnitude, plus, signOf } from './decimal.js'
import { baseName, type Setting } from './headline.js'
import { number, percentage, points, withSign } from './number.js'
import type { Parts, RateSplit } from './why.js'

/** What the sentence is made of: nothing that is not told by an answer. */
export interface Told {
  readonly metric: MetricEntry
  readonly cell: Figure | undefined
  readonly setting: Setting
  /** Doubts about the data, the gravest first. */
  readonly doubts: readonly string[]
  readonly byUnit: Parts | null
  readonly places: PlaceChanges | undefined
  readonly split: RateSplit | null
  readonly nameOfUnit: (code: string) => string
}

/** The size of a change with its sign: +1,032, −2.4 in points for shares. */
export const sizeOf = (delta: string, metric: MetricEntry): string => withSign(isShare(metric) ? points(delta, metric.decimals) : number(delta, metric.decimals))

/** 占 71%: a share of the whole change. */
const shareOf = (part: string, whole: string): string => percentage((Number(part) / Number(whole)).toFixed(6), 0)

/** The result in one sentence, by rules: doubts first, then how much it moved, where, and what became of places. */
export function whySentence({ metric, cell, setting, doubts, byUnit, places, split, nameOfUnit }: Told): string {
  const { w, language, against } = setting
  const whole = metric.kind === 'ratio' ? (split ? split.whole.toFixed(12) : null) : (byUnit?.whole ?? (places ? wholeOf(places) : null))
  if (whole === null) return doubts.length > 0 ? w.why.doubt(doubts[0] ?? '') : ''
  const base = baseName(setting.period, against, w)
  const lead = doubts.length > 0 ? w.why.doubt(doubts[0] ?? '') : ''
  if (signOf(whole) === 0) return lead + w.why.even(base)
  const parts = metric.kind === 'ratio' ? [rateClause(metric, split, language, setting)] : [movedClause(metric, cell, whole, base, setting), ...unitClause(metric, byUnit, nameOfUnit, setting), ...placeClause(metric, places, whole, setting)]
  return lead + w.why.joined(parts)
}

const wholeOf = ({ kinds }: PlaceChanges): string => kinds.reduce((sum, k) => plus(sum, k.change), '0')

/** 多2,560人次, 少736人次. */
const plain = (delta: string, metric: MetricEntry, language: Language): string => sizeOf(delta, metric).replace(/^[+−]/, '') + unitOf(metric, language)

function movedClause(metric: MetricEntry, cell: Figure | undefined, whole: string, base: string, { against, language, w }: Setting): string {
  const rate = against === 'yoy' ? cell?.yoy : cell?.prev
  const size = (signOf(whole) < 0 ? w.why.down : w.why.up)(plain(whole, metric, language))
  return w.why.moved(base, size, rate == null ? '' : withSign(percentage(rate)))
}

function unitClause(metric: MetricEntry, byUnit: Parts | null, nameOfUnit: (code: string) => string, { w }: Setting): string[] {
  if (!byUnit) return []
  const sign = signOf(byUnit.whole)
  const greatest = [...byUnit.parts].sort((a, b) => compare(magnitude(b.delta), magnitude(a.delta)))
  const [first, against] = [greatest.find((p) => signOf(p.delta) === sign), greatest.find((p) => signOf(p.delta) === -sign)]
  if (!first) return []
  // More than the whole is no share of it: units moved against each other, and both are named.
  if (compare(magnitude(first.delta), magnitude(byUnit.whole)) > 0 && against) return [w.why.partsAgainst(nameOfUnit(first.key) + sizeOf(first.delta, metric), nameOfUnit(against.key) + sizeOf(against.delta, metric))]
  return [w.why.part(nameOfUnit(first.key), sizeOf(first.delta, metric), metric.overUnits === 'distinct' ? '' : shareOf(first.delta, byUnit.whole))]
}

function placeClause(metric: MetricEntry, places: PlaceChanges | undefined, whole: string, { w, language }: Setting): string[] {
  if (!places) return []
  const name = places.name[language]
  return places.kinds.flatMap((k) => {
    if (k.kind === 'same' || k.kind === 'unnamed' || signOf(k.change) !== signOf(whole)) return []
    const since = places.places.filter((p) => p.kind === k.kind && p.since !== null).map((p) => p.since ?? '').sort()[0] ?? ''
    return [w.why.placePart[k.kind](k.places, name, since.slice(5), sizeOf(k.change, metric).replace(/^[+−]/, ''))]
  })
}

function rateClause(metric: MetricEntry, split: RateSplit | null, language: Language, { w, period, against }: Setting): string {
  if (!split) return ''
  const size = (n: number): string => withSign(isShare(metric) ? points(n.toFixed(8), metric.decimals) : number(n.toFixed(8), metric.decimals))
  const whole = size(split.whole).replace(/^[+−]/, '')
  const told = isShare(metric) ? w.compare.points(whole) : whole + unitOf(metric, language)
  return w.why.rateMoved(baseName(period, against, w), (split.whole < 0 ? w.why.lower : w.why.higher)(told), size(split.own), size(split.mix), /[1-9]/.test(size(split.rest)) ? size(split.rest) : '')
}
