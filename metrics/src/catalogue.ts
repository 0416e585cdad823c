import { activities, centerUse, participants, showcaseProjects, wishes } from './activities.js'
import { issues, issueSpells } from './issues.js'
import { firms, partyOrgs } from './members.js'
import { centers, centersDue } from './services.js'
import { care, facilities, stationDays, stations, stationVisits } from './stations.js'
import type { Metric, Subject } from './subject.js'
import { foundMembers, workers } from './workers.js'

/** Every subject, in the order of the catalogue's groups. */
export const subjects: readonly Subject[] = [
  centers, centersDue,
  activities, participants, centerUse, wishes, showcaseProjects,
  workers, foundMembers,
  firms, partyOrgs,
  stations, stationDays, stationVisits, facilities, care,
  issues, issueSpells,
]

/** Every metric of the given subjects by its code; parts that only ratios use are included. */
export function metricsOf(of: readonly Subject[]): ReadonlyMap<string, Metric> {
  return new Map(of.flatMap((s) => [...s.measures, ...s.ratios]).map((m) => [m.code, m]))
}

/** Whether a metric is a figure of the catalogue, not only a part of one. */
export const isPublic = (m: Metric): boolean => m.kind === 'ratio' || !m.internal
