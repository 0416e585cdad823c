import type { Month } from '../days.js'
import type { System, World } from '../system.js'
import type { Workforce } from '../workforce.js'
import { firmTable } from './firms.js'
import { memberTable } from './members.js'
import { partyOrgTable } from './party-orgs.js'
import { verificationTable } from './verifications.js'

/** Plays the member register. */
export function memberRegister(world: World, workforce: (month: Month) => Workforce): System {
  return {
    name: 'member-register',
    tables: [partyOrgTable(world.places), firmTable(), memberTable(world, workforce), verificationTable(world, workforce)],
  }
}
