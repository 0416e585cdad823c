import { narrow as narrowed, text, type Narrowed, type Question, type Unit } from '@mingshu/metrics'
import { refuse } from '../http/problem.js'
import { metricsShown } from '../screens/pages.js'
import { plainUnit } from './plain-unit.js'
import type { UnitTree } from './units.js'
import { sightOf, type Viewer } from './viewer.js'

/** The state of the figures a question is asked of. */
export interface Version {
  readonly version: number
  readonly businessOn: string
}

/**
 * Whether the service refuses foreign units itself. Always, but for the test that shows that row-level security alone also
 * holds.
 */
export type Wall = 'up' | 'down'

/**
 * Cuts a question down to what its viewer may see: the only place of the server where a {@link Narrowed} is made. A unit that
 * is not theirs is refused in the same words whether it exists or not, and to a screen what its pages do not show.
 */
export function narrow(question: Question, viewer: Viewer, tree: UnitTree, at: Version, wall: Wall = 'up'): Narrowed {
  const of = getUnit(question.unit, viewer, tree, wall)
  const shown = viewer.shows && metricsShown(viewer.shows)
  const other = shown && question.metrics.find((code) => !shown.includes(code))
  if (other !== undefined) throw refuse(403, 'not_shown', text(`大屏只读自己页面上的指标，其中没有“${other}”。`, `A screen reads the metrics of its own pages only; “${other}” is none of them.`))
  return narrowed(question, { v: at.version, of, children: tree.childrenOf(of, at.businessOn).map(plainUnit), scope: viewer.scope, businessOn: at.businessOn })
}

/** The unit of a code, if it is the viewer's. */
export function getUnit(code: string, viewer: Viewer, tree: UnitTree, wall: Wall = 'up'): Unit {
  const unit = tree.find(code)
  if (unit && (wall === 'down' || viewer.roots.some((root) => tree.isBelow(unit, root)))) {
    return plainUnit(unit)
  }
  const sight = sightOf(viewer)
  throw refuse(403, 'foreign_unit', text(`您不能查看单位“${code}”。您可查看：${sight.zh}。`, `You may not see the unit “${code}”. You may see: ${sight.en}.`))
}
