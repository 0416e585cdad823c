import type { Entity, FileSource, PostgresSystem } from '../source.js'
import { industryRosters } from './industry-rosters.js'
import { issueSystem } from './issue-system.js'
import { memberRegister } from './member-register.js'
import { monthlyReturns } from './monthly-returns.js'
import { partyAffairs } from './party-affairs.js'
import { serviceMenu } from './service-menu.js'
import { stationGates } from './station-gates.js'

export { industryRosters, issueSystem, memberRegister, monthlyReturns, partyAffairs, serviceMenu, stationGates }

/** The systems read through a PostgreSQL connection. */
export const systems: readonly PostgresSystem[] = [serviceMenu, stationGates, memberRegister, issueSystem, partyAffairs]

/** What comes as files. */
export const fileSources: readonly FileSource[] = [industryRosters, monthlyReturns]

/** Everything the sources tell about. */
export const entities: readonly Entity[] = [...systems.flatMap((s) => s.entities), ...fileSources.map((s) => s.entity)]
