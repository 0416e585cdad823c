import type { System, World } from '../system.js'
import { firmTable } from './firms.js'
import { type Members, memberTable } from './members.js'
import { partyOrgTable } from './party-orgs.js'
import { verificationTable } from './verifications.js'

/** Plays the member register. */
export function memberRegister(world: World, members: Members): System {
  return {
    name: 'member-register',
    tables: [partyOrgTable(world.places), firmTable(), memberTable(world, members), verificationTable(world, members.workforce)],
  }
}
