import type { Database } from '@mingshu/db'
import { text } from '@mingshu/metrics'
import { openUnits, type Units } from '../access/tree.js'
import type { UnitTree } from '../access/units.js'
import { viewerOf, type Viewer } from '../access/viewer.js'
import type { Config } from '../config.js'
import { openAsker, type Asker } from '../figures/asker.js'
import { openBehind, type Behind } from '../figures/behind.js'
import { openVersions, type Versions } from '../figures/versions.js'
import { refuse } from '../http/problem.js'
import { findAccount } from '../people/accounts.js'

/** What the commands that read figures need: who asks, and whom to ask. */
export interface Desk {
  readonly viewer: Viewer
  readonly units: Units
  readonly tree: UnitTree
  readonly versions: Versions
  readonly asker: Asker
  readonly behind: Behind
}

/** Asks for somebody who has an account, or for whoever has the machine, who may see everything. */
export async function openDesk(database: Database, { smallCell }: Pick<Config, 'smallCell'>, login?: string): Promise<Desk> {
  const units = openUnits(database.pool('api'))
  const versions = openVersions(database.pool('api'))
  const asker = openAsker(database, units, versions)
  const tree = await units.get()
  return { viewer: login === undefined ? viewerOf(machine(tree), tree) : await viewerOfLogin(database, tree, login, smallCell), units, tree, versions, asker, behind: openBehind(database, units, asker) }
}

const machine = (tree: UnitTree): Parameters<typeof viewerOf>[0] => ({ userId: '', login: 'command', name: 'command', role: 'reviewer', unitCodes: tree.tops().map((u) => u.code) })

async function viewerOfLogin(database: Database, tree: UnitTree, login: string, smallBelow: number): Promise<Viewer> {
  const account = await findAccount(database.pool('desk'), login)
  if (!account || account.isDisabled) throw refuse(404, 'unknown_user', text(`没有用户“${login}”，或已停用。`, `There is no user “${login}”, or it was disabled.`))
  return viewerOf(account, tree, smallBelow)
}
