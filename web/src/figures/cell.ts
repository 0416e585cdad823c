import type { Direction, Language, Status, Text } from '@mingshu/metrics'
import type { Figure } from '../api.js'
import type { Against } from '../state/address.js'
import type { Words } from '../words/zh.js'
import { compare as compareDecimals, magnitude, minus, signOf } from './decimal.js'
import { isMaturing } from './maturing.js'
import { dash, headcount, number, percentage, points, withSign } from './number.js'
import { reachText } from './reach.js'

/** What printing a figure needs to know about its metric. */
export interface Printable {
  readonly code: string
  readonly name: Text
  readonly unit: Text
  readonly decimals: number
  readonly good: Direction
  readonly kind: string
}

/** Whether the value is a fraction of one that prints as a percentage. */
export const isShare = (m: Pick<Printable, 'unit'>): boolean => m.unit.zh === '%'

/** The printed value without its unit; 1,234 or 89.7%. */
export const printed = (value: string, m: Printable): string => (isShare(m) ? percentage(value, m.decimals) : number(value, m.decimals))

/** The unit to print after the value; shares carry their % already. */
export const unitOf = (m: Pick<Printable, 'unit'>, language: Language): string => (isShare(m) ? '' : language === 'en' ? m.unit.en && ` ${m.unit.en}` : m.unit.zh)

/** Value and unit in one, for sentences: 312次, 89.7%. */
export const quantity = (value: string, m: Printable, language: Language): string => printed(value, m) + unitOf(m, language)

/** What stands where there is no value: not to be told, not reported, or nothing to count. */
export const gapText = (cell: Figure | undefined, w: Words): string => (cell?.status === 'suppressed' ? '*' : cell?.status === 'not_reported' ? w.state.notReported : dash)

/** A cell as it is printed: a number, or the word or sign for why there is none. */
export interface Shown {
  readonly text: string
  readonly unit: string
  /** The exact value where `text` is shortened, or why there is no value. */
  readonly title: string
  readonly status: Status
}

/** Prints a cell. `card` shortens values from a million on and keeps the exact one in the title. */
export function shown(cell: Figure | undefined, m: Printable, w: Words, language: Language, card = false): Shown {
  const status = cell?.status ?? 'not_applicable'
  const value = cell?.value ?? null
  if (value !== null && status !== 'suppressed') {
    const exact = printed(value, m)
    const text = card && !isShare(m) ? headcount(value, language, m.decimals) : exact
    return { text, unit: unitOf(m, language), title: status === 'partial' ? (cell?.reach ? reachText(cell.reach, w, language) : w.state.partial) : text === exact ? '' : exact, status }
  }
  return { text: gapText(cell, w), unit: '', title: status === 'suppressed' ? w.state.suppressed : '', status }
}

/** Whether the movement of a figure is good news; `even` when it stands still, `neutral` where it means neither. */
export type Verdict = 'better' | 'worse' | 'even' | 'neutral'

/** A movement against something: its sign, size and meaning. */
export interface Change {
  readonly sign: -1 | 0 | 1
  /** Size without sign: 18.2%, 2.4个百分点, 3件. */
  readonly size: string
  /** With sign: +18.2%. */
  readonly text: string
  /** The same for tables that say once what their small print means: +18.2%, +2.4. */
  readonly brief: string
  readonly verdict: Verdict
  /** Size of the movement, to put different figures in order: relative for counts and means, four times the points for shares, for 5 points of a share weigh like 20 %. */
  readonly weight: number
}

/** What a movement means for a figure whose better direction is `good`. */
export function verdictOf(sign: -1 | 0 | 1, good: Direction): Verdict {
  if (sign === 0) return 'even'
  if (good === 'neutral') return 'neutral'
  return (sign > 0) === (good === 'up') ? 'better' : 'worse'
}

/** The value a figure is compared with. */
export function baseOf(cell: Figure | undefined, against: Against): string | null {
  if (against === 'yoy') return cell?.yoy_value ?? null
  if (against === 'mom') return cell?.prev_value ?? null
  if (against === 'yend') return cell?.yend_value ?? null
  if (against === 'plan') return cell?.target ?? null
  return null
}

/** Exact movement of a figure, in its own unit; null where a side is missing. */
export function deltaOf(cell: Figure | undefined, against: Against): string | null {
  const base = baseOf(cell, against)
  return cell?.value == null || base === null || cell.status === 'suppressed' ? null : minus(cell.value, base)
}

/** A rate from so small a base says nothing: the counts are printed instead. */
const smallBase = '5'

/** What prints as nothing is no movement. */
const signPrinted = (text: string, value: string): -1 | 0 | 1 => (/[1-9]/.test(text) ? signOf(value) : 0)

/** The movement of a figure against what the page compares with; null where there is nothing to compare, or the figure is too young to be compared. */
export function changeOf(cell: Figure | undefined, m: Printable, against: Against, w: Words, language: Language): Change | null {
  const base = baseOf(cell, against)
  const delta = deltaOf(cell, against)
  if (delta === null || base === null || isMaturing(m.code)) return null
  const verdict = (sign: -1 | 0 | 1): Verdict => verdictOf(sign, m.good)
  if (m.kind === 'ratio') {
    const text = isShare(m) ? points(delta, m.decimals) : number(delta, m.decimals)
    const sign = signPrinted(text, delta)
    const named = (t: string): string => (isShare(m) ? w.compare.points(t) : t + unitOf(m, language))
    return { sign, size: named(magnitude(text).replace('−', '')), text: named(withSign(text)), brief: withSign(text), verdict: verdict(sign), weight: isShare(m) ? Math.abs(Number(delta)) * 4 : Math.abs(Number(delta) / (Number(base) || 1)) }
  }
  const rate = against === 'yoy' ? cell?.yoy : against === 'mom' ? cell?.prev : null
  if (rate == null || compareDecimals(magnitude(base), smallBase) < 0) {
    const text = number(delta, m.decimals)
    const sign = signPrinted(text, delta)
    return {
      sign, verdict: verdict(sign), weight: signOf(base) === 0 ? 0 : Math.min(1, Math.abs(Number(delta) / Number(base))) / 4,
      size: text.replace('−', '') + unitOf(m, language), text: withSign(text) + unitOf(m, language), brief: withSign(text),
    }
  }
  const text = percentage(rate)
  const sign = signPrinted(text, rate)
  return { sign, size: text.replace('−', ''), text: withSign(text), brief: withSign(text), verdict: verdict(sign), weight: Math.abs(Number(rate)) }
}

/** Whether there is a value to draw or print. */
export const isKnown = (cell: Figure | undefined): cell is Figure & { value: string } => cell?.value != null && cell.status !== 'suppressed'

/** Whether something is told of the metric here and then, be it that it is too small to be told. */
export const isTold = (cell: Figure | undefined): boolean => cell !== undefined && (cell.value !== null || cell.status === 'suppressed' || cell.status === 'partial')
