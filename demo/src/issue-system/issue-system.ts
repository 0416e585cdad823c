import type { Month } from '../days.js'
import type { System, World } from '../system.js'
import type { Workforce } from '../workforce.js'
import { issueTables } from './issues.js'
import { planIssues } from './plan-issues.js'
import { planPoints } from './plan-points.js'
import { planReportIns } from './plan-report-ins.js'
import { planTraining } from './plan-training.js'
import { planVolunteerEvents } from './plan-volunteer-events.js'
import { pointsTable } from './points.js'
import { reportInTable } from './report-ins.js'
import { trainingTable } from './training-sessions.js'
import { volunteerEventTable } from './volunteer-events.js'
import { teamTable } from './volunteer-teams.js'

/** Plays the issue system of the points mini-programme. */
export function issueSystem(world: World, workforce: (month: Month) => Workforce): System {
  const { seed } = world
  const reports = planReportIns(world, workforce)
  const events = planVolunteerEvents(world)
  const sessions = planTraining(world)
  return {
    name: 'issue-system',
    tables: [
      ...issueTables(seed, planIssues(world)), reportInTable(reports), teamTable(seed), volunteerEventTable(events), trainingTable(sessions),
      pointsTable(planPoints({ seed, workforce, reports, events, sessions })),
    ],
  }
}
