import { activities, centerUse, participants, showcaseProjects, wishes } from './activities.js'
import { councils, demands, householdVisits } from './demands.js'
import { development, memberChanges, partyMembers } from './development.js'
import { issues, issueSpells } from './issues.js'
import { firmCover, firms, partyOrgs } from './members.js'
import { claims, jointCommittees, menuItems, menus, partners, resources, resourceUse } from './menus.js'
import { emergencies, points, reportIns, training, volunteering, volunteerTeams } from './participation.js'
import { branchQuarters, partyLife } from './party-life.js'
import { committeeSeats, decisions, documents, meetings, planTasks } from './plans.js'
import { returns, ruleFailures } from './returns.js'
import { centers, centersDue } from './services.js'
import { care, facilities, stationDays, stations, stationVisits } from './stations.js'
import type { Metric, Subject } from './subject.js'
import { text, type Text } from './text.js'
import { foundMembers, workers } from './workers.js'

/** Every subject, in the order of the catalogue's groups. */
export const subjects: readonly Subject[] = [
  centers, centersDue, menus, demands, householdVisits, resources, resourceUse, partners, menuItems, claims, jointCommittees, councils,
  activities, participants, centerUse, wishes, showcaseProjects,
  firms, workers, foundMembers,
  partyOrgs, firmCover, partyMembers, memberChanges, development, planTasks, documents, committeeSeats, meetings, decisions,
  partyLife, branchQuarters, training,
  stations, stationDays, stationVisits, facilities, care,
  issues, issueSpells,
  reportIns, volunteerTeams, volunteering, emergencies, points,
  returns, ruleFailures,
]

/** Every metric of the given subjects by its code; parts that only ratios use are included. */
export function metricsOf(of: readonly Subject[]): ReadonlyMap<string, Metric> {
  const known = listed.get(of) ?? new Map(of.flatMap((s) => [...s.measures, ...s.ratios]).map((m) => [m.code, m]))
  listed.set(of, known)
  return known
}

// Asked for with every question; a list of subjects does not change once it is made.
const listed = new WeakMap<readonly Subject[], ReadonlyMap<string, Metric>>()

/** Whether a metric is a figure of the catalogue, not only a part of one. */
export const isPublic = (m: Metric): boolean => m.kind === 'ratio' || !m.internal

/** Names of the catalogue's groups by their letter, in the order tables print them. */
export const groupNames: Readonly<Record<string, Text>> = {
  A: text('阵地与服务菜单', 'Centres and service menu'),
  B: text('活动与项目', 'Activities and projects'),
  C: text('新业态新就业群体底数', 'New-employment groups'),
  D: text('党组织与党员', 'Party organisations and members'),
  E: text('组织生活与教育', 'Party life and education'),
  F: text('驿站与关爱', 'Stations and care'),
  G: text('诉求与治理问题', 'Appeals and governance issues'),
  H: text('报到、志愿与积分', 'Reporting in, volunteering and points'),
  I: text('报送与数据质量', 'Returns and data quality'),
}
