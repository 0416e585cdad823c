import type { Database } from '@mingshu/db'
import { readCalendar } from './calendar.js'
import type { Month } from './days.js'
import { issueSystem } from './issue-system/issue-system.js'
import { memberRegister } from './member-register/member-register.js'
import { otherMembers } from './member-register/other-members.js'
import { partyAffairs } from './party-affairs/party-affairs.js'
import { planDevelopment } from './party-affairs/plan-development.js'
import { readPlaces } from './places.js'
import { serviceMenu } from './service-menu/service-menu.js'
import { stationGates } from './station-gates/station-gates.js'
import type { System, World } from './system.js'
import { type Workforce, workforce } from './workforce.js'

/** Everything the demo plays: the systems with a database, and the workforce that the roster files are about. */
export interface Stage {
  readonly world: World
  readonly systems: readonly System[]
  readonly workforce: (month: Month) => Workforce
}

/** Sets the stage for a seed, in the places and holidays that our database knows. */
export async function openStage(database: Database, seed: number): Promise<Stage> {
  const [places, calendar] = await Promise.all([readPlaces(database), readCalendar(database, seed)])
  const world: World = { seed, places, calendar }
  const work = workforce(world)
  const people = { developments: planDevelopment(world), others: otherMembers(world) }
  const systems = [
    serviceMenu(world), stationGates(world), memberRegister(world, { workforce: work, ...people }), issueSystem(world, work),
    partyAffairs(world, people),
  ]
  return { world, workforce: work, systems }
}
