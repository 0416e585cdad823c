import type { PostgresSystem } from '../source.js'
import { industryRosters } from './industry-rosters.js'
import { issueSystem } from './issue-system.js'
import { memberRegister } from './member-register.js'
import { serviceMenu } from './service-menu.js'
import { stationGates } from './station-gates.js'

export { industryRosters, issueSystem, memberRegister, serviceMenu, stationGates }

/** The systems read through a PostgreSQL connection. Rosters come as files. */
export const systems: readonly PostgresSystem[] = [serviceMenu, stationGates, memberRegister, issueSystem]
