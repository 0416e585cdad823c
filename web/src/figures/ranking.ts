import type { Language, Row } from '@mingshu/metrics'
import type { Words } from '../words/zh.js'
import { isKnown, type Printable, quantity } from './cell.js'
import { compare } from './decimal.js'
import { subjectOf } from './headline.js'
import { percentage } from './number.js'

const valueOf = (row: Row | undefined, code: string): string | undefined => row?.cells[code]?.value ?? undefined

/** The rows that have a value of the metric, the greatest first. */
export const rankedBy = (rows: readonly Row[], code: string): readonly Row[] =>
  rows.filter((r) => isKnown(r.cells[code])).sort((a, b) => compare(valueOf(b, code) ?? '0', valueOf(a, code) ?? '0'))

/** The first of ranked rows; none where several share the place. */
export const firstOf = (ranked: readonly Row[], code: string): Row | undefined =>
  ranked.length > 1 && valueOf(ranked[0], code) !== valueOf(ranked[1], code) ? ranked[0] : undefined

/** What a ranking finds: who is first, who is last, and the first one's share or both rates. Plain where nobody stands out. */
export function rankingTitle(ranked: readonly Row[], metric: Printable, nameOfUnit: (code: string) => string, w: Words, language: Language): string {
  const { code } = metric
  const [first, last, beforeLast] = [firstOf(ranked, code), ranked.at(-1), ranked.at(-2)]
  if (!first || !last) return w.ranking.plain(subjectOf(metric, w, language))
  const text = (r: Row): string => quantity(valueOf(r, code) ?? '0', metric, language)
  const hasLast = valueOf(last, code) !== valueOf(beforeLast, code) || ranked.length === 2
  if (metric.kind === 'ratio') return hasLast ? w.ranking.rate(nameOfUnit(first.unit), text(first), nameOfUnit(last.unit), text(last)) : w.ranking.plain(subjectOf(metric, w, language))
  const share = first.cells[code]?.share
  const named = hasLast ? w.ranking.title(nameOfUnit(first.unit), nameOfUnit(last.unit)) : w.ranking.most(nameOfUnit(first.unit))
  return share == null ? named : named + (hasLast ? w.ranking.share : w.ranking.shareOne)(percentage(share))
}
