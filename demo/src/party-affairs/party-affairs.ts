import type { System, World } from '../system.js'
import { branchSize, type People } from './branch-size.js'
import { branchTable } from './branches.js'
import { documentTable } from './documents.js'
import { lifeEventTable } from './life-events.js'
import { meetingTables } from './meetings.js'
import { planLife } from './plan-life.js'
import { planTable } from './plans.js'
import { seatTable } from './seats.js'
import { stageEventTable } from './stage-events.js'
import { taskTable } from './tasks.js'

/** Plays the party-affairs system. */
export function partyAffairs(world: World, people: People): System {
  const size = branchSize(people)
  return {
    name: 'party-affairs',
    tables: [
      branchTable(world, size), lifeEventTable(world.seed, planLife(world, size)), stageEventTable(people.developments), planTable, taskTable,
      documentTable, seatTable, ...meetingTables(world),
    ],
  }
}
