import { addDays, addMonths, monthOf, metricsOf, isPublic, subjects, type Question, type Unit } from '@mingshu/metrics'
import type { UnitTree } from '../access/units.js'

// The figures of the overview, in its own order; a test compares them with web/src/pages/Overview.vue.
const menu = ['activity_key_count', 'activity_person_times', 'svc_center_coverage_rate', 'issue_ontime_rate', 'wish_done_rate', 'activity_count', 'activity_satisfaction_rate']
const workers = ['station_visit_person_times', 'party_member_managed_rate', 'issue_ontime_rate', 'neg_worker_count', 'neg_party_member_count', 'org_coverage_rate', 'issue_satisfaction_rate', 'station_count']
const always = ['issue_accepted_count', 'issue_handle_days_avg', 'issue_overdue_count']

/** The lists of the overview. */
export const overview = { menu, workers, always }

/** The last month that is whole: the business date's own when it is its last day. */
export const lastWholeMonth = (businessOn: string): string => addMonths(monthOf(addDays(businessOn, 1)), -1).slice(0, 7)

/** What the overview asks first for a unit and a month: its figures, those of the units below that day, and thirteen months. */
export function firstQuestions(unit: Unit, period: string, tree: UnitTree, on: string): Question[] {
  const known = metricsOf(subjects)
  const codes = [...new Set([...(isInZone(unit, tree) ? [...workers, ...menu] : [...menu, ...workers]), ...always])]
  const metrics = codes.filter((code) => {
    const metric = known.get(code)
    return metric !== undefined && isPublic(metric)
  })
  return [
    { metrics, unit: unit.code, period, compare: ['prev', 'yoy', 'ytd', 'target'] },
    ...(tree.childrenOf(unit, on).length > 0 ? [{ metrics, unit: unit.code, period, by: 'unit', compare: ['yoy'] } as const] : []),
    { metrics, unit: unit.code, period: `${addMonths(`${period}-01`, -12).slice(0, 7)}..${period}`, by: 'month', compare: ['yoy'] },
  ]
}

function isInZone(unit: Unit, tree: UnitTree): boolean {
  for (let at: Unit | undefined = unit; at; at = at.parent === null ? undefined : tree.find(at.parent)) if (at.kind === 'zone') return true
  return false
}
