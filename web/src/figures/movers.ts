import type { Stated } from './headline.js'
import type { Against } from '../state/address.js'
import type { Words } from '../words/zh.js'
import type { Language } from '@mingshu/metrics'
import { type Change, changeOf } from './cell.js'

/** A figure that moved. */
export interface Mover {
  readonly stated: Stated
  readonly change: Change
}

/** A movement below half a percent is noise to a reader. */
const noise = 0.005

/** Figures in the order of how far they moved. */
export function movers(stated: readonly Stated[], against: Against, w: Words, language: Language): readonly Mover[] {
  return stated
    .flatMap((s): Mover[] => {
      const change = changeOf(s.cell, s.metric, against, w, language)
      return change && change.sign !== 0 && change.weight >= noise ? [{ stated: s, change }] : []
    })
    .sort((a, b) => b.change.weight - a.change.weight)
}

/** How many of the figures went well, badly or nowhere. */
export function tally(stated: readonly Stated[], against: Against, w: Words, language: Language): { better: number; worse: number; even: number } {
  const count = { better: 0, worse: 0, even: 0 }
  for (const s of stated) {
    const verdict = changeOf(s.cell, s.metric, against, w, language)?.verdict
    if (verdict === 'better' || verdict === 'worse' || verdict === 'even') count[verdict] += 1
  }
  return count
}
