import type { Language } from '@mingshu/metrics'
import type { Figure } from '../api.js'
import type { Against } from '../state/address.js'
import type { Words } from '../words/zh.js'
import { changeOf, isShare, type Printable, printed } from './cell.js'
import { percentage } from './number.js'

/** What stands beside the values of a list, the same for all of them: one column, one meaning. */
export interface Beside {
  /** What the column holds; empty where there is none. */
  readonly head: string
  of(cell: Figure | undefined): string
}

const nothing: Beside = { head: '', of: () => '' }

/** The movement against what the page compares with, how far the target is reached, or else the two sides of a rate. */
export function besideOf(cells: readonly (Figure | undefined)[], m: Printable, against: Against, w: Words, language: Language): Beside {
  if (against === 'plan') {
    const done = (cell: Figure | undefined): string => (cell?.target == null ? '' : cell.completion == null || isShare(m) ? w.compare.target(printed(cell.target, m)) : w.compare.completion(percentage(cell.completion)))
    return cells.some(done) ? { head: w.compare.plan, of: done } : nothing
  }
  const moved = (cell: Figure | undefined): string => {
    const change = changeOf(cell, m, against, w, language)
    return !change ? '' : change.sign === 0 ? w.compare.even : `${change.sign > 0 ? '▲' : '▼'}${change.size}`
  }
  if (cells.some(moved)) return { head: w.compare[against], of: moved }
  const sides = (cell: Figure | undefined): string => (cell?.of == null || cell.to == null ? '' : w.of(cell.of, cell.to))
  return m.kind === 'ratio' && cells.some(sides) ? { head: `${w.metric.numerator}/${w.metric.denominator}`, of: sides } : nothing
}
