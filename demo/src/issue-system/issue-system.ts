import type { System, World } from '../system.js'
import { issueTables } from './issues.js'
import { planIssues } from './plan-issues.js'

/** Plays the issue system of the points mini-programme. */
export function issueSystem(world: World): System {
  return { name: 'issue-system', tables: issueTables(world.seed, planIssues(world)) }
}
