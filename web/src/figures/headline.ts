import type { Language, Row, Text } from '@mingshu/metrics'
import type { Figure } from '../api.js'
import type { Against } from '../state/address.js'
import type { Words } from '../words/zh.js'
import { changeOf, deltaOf, isKnown, type Printable, printed, quantity, unitOf } from './cell.js'
import { compare, magnitude, signOf } from './decimal.js'
import { number, withSign } from './number.js'
import { grainOf, isRunning, type Period, shortNameOf } from './period.js'

/** A piece of a sentence; one that states a figure names its metric, so that the page can link it to its proof. */
export interface Piece {
  readonly text: string
  readonly metric?: string
}

/** A figure with its metric. */
export interface Stated {
  readonly metric: Printable
  readonly cell: Figure | undefined
}

/** What sentences are written for. */
export interface Setting {
  readonly period: Period
  readonly businessOn: string
  readonly against: Against
  readonly w: Words
  readonly language: Language
}

const say = (text: Text, language: Language): string => text[language] || text.zh

/** What sentences call a figure. */
export const subjectOf = (m: Printable, w: Words, language: Language): string => w.short[m.code] ?? say(m.name, language)

/** What a page compares with, in words: 去年同月, 上季度, 目标. */
export function baseName(period: Period, against: Against, w: Words): string {
  const grain = grainOf(period)
  return against === 'mom' ? w.compare.momLong[grain] : against === 'yend' ? w.compare.yendLong : against === 'plan' ? w.compare.plan : w.compare.yoyLong[grain]
}

function changeClause({ metric, cell }: Stated, { period, against, w, language }: Setting): string {
  const change = changeOf(cell, metric, against, w, language)
  if (!change || against === 'none') return ''
  const base = baseName(period, against, w)
  if (change.sign === 0) return w.headline.same(base)
  if (metric.kind === 'ratio') return change.sign > 0 ? w.headline.higher(base, change.size) : w.headline.lower(base, change.size)
  return change.sign > 0 ? w.headline.more(base, change.size) : w.headline.less(base, change.size)
}

/** The finding a page opens with: the period, the figure and how it moved. */
export function headline(stated: Stated, setting: Setting): string {
  const { period, businessOn, w, language } = setting
  const name = shortNameOf(period, language, businessOn)
  const { metric, cell } = stated
  const subject = subjectOf(metric, w, language)
  if (cell?.status === 'not_reported') return w.headline.notReported(name, subject)
  if (!isKnown(cell)) return w.state.emptyPeriod(name)
  // What stands in a period that still runs is of the last day counted, not of its end.
  const isOpen = metric.kind === 'stock' && isRunning(period, businessOn)
  const write = isOpen ? w.headline.stockNow : metric.kind === 'stock' ? w.headline.stock : w.headline.count
  return write({ period: isOpen ? shortNameOf(businessOn, language, businessOn) : name, subject, value: printed(cell.value, metric), unit: unitOf(metric, language), change: changeClause(stated, setting) })
}

/** The unit below whose own change explains most of the whole's, in the same direction. */
function mainContributor(rows: readonly Row[], total: Figure | undefined, code: string, against: Against): { readonly row: Row; readonly delta: string } | null {
  const whole = deltaOf(total, against)
  const sign = whole === null ? 0 : signOf(whole)
  let best: { readonly row: Row; readonly delta: string } | null = null
  for (const row of rows) {
    const delta = deltaOf(row.cells[code], against)
    if (delta === null || sign === 0 || signOf(delta) !== sign) continue
    if (!best || compare(magnitude(delta), magnitude(best.delta)) > 0) best = { row, delta }
  }
  return best
}

/** Clauses of the paragraph below the headline: where the change came from, the other figures, what is overdue. */
export function lede(lead: Stated, others: readonly Stated[], rows: readonly Row[], nameOfUnit: (code: string) => string, overdue: Figure | undefined, setting: Setting): readonly (readonly Piece[])[] {
  const { against, w, language } = setting
  const clauses: (readonly Piece[])[] = []
  const contributor = lead.metric.kind === 'ratio' ? null : mainContributor(rows, lead.cell, lead.metric.code, against)
  if (contributor && against !== 'none') {
    const say = signOf(contributor.delta) > 0 ? w.headline.byGrowth : w.headline.byFall
    const size = withSign(number(contributor.delta, lead.metric.decimals)) + unitOf(lead.metric, language)
    clauses.push([{ text: say(nameOfUnit(contributor.row.unit)) }, { text: w.inBrackets('', size), metric: lead.metric.code }])
  }
  for (const stated of others) {
    if (!isKnown(stated.cell)) continue
    const figure = { text: quantity(stated.cell.value, stated.metric, language), metric: stated.metric.code }
    const subject = subjectOf(stated.metric, w, language)
    clauses.push([{ text: language === 'zh' ? subject : `${subject} ` }, figure, { text: changeClause(stated, setting) }])
  }
  if (isKnown(overdue)) {
    const none = signOf(overdue.value) === 0
    clauses.push([{ text: none ? w.headline.noneOverdue : w.headline.overdue(number(overdue.value)), metric: 'issue_overdue_count' }])
  }
  return clauses
}
