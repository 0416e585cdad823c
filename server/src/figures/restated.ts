import { scoped, type Database } from '@mingshu/db'
import { restatedSql, type Day, type Restated, type Unit } from '@mingshu/metrics'
import { plainUnit } from '../access/plain-unit.js'
import type { UnitTree } from '../access/units.js'
import type { Viewer } from '../access/viewer.js'
import { runner } from './asker.js'
import type { VersionInfo } from './versions.js'

/** Figures of closed months of a unit and its children that changed after they had been published, as a viewer may see them; newest first. */
export async function restated(database: Database, viewer: Viewer, tree: UnitTree, at: VersionInfo, { of, since, limit }: { of: Unit; since: Day; limit: number }): Promise<readonly Restated[]> {
  const sql = restatedSql({ of, children: tree.childrenOf(of, at.businessOn).map(plainUnit), scope: viewer.scope, v: at.version, since, limit })
  return scoped(database.pool('api'), viewer.scope, (trx) => runner(trx)<Restated>(sql))
}
