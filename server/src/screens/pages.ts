/** The pages a screen may turn; a test compares them with web/src/screens. */
export const screenPages = ['overview', 'stations'] as const

// The figures of the pages, the closed loop's first; a test compares them too.
const loop = ['issue_accepted_count', 'issue_closure_rate', 'issue_followup_rate', 'issue_satisfaction_rate']
const metrics: Readonly<Record<string, readonly string[]>> = {
  overview: [
    ...loop, 'activity_key_count', 'activity_person_times', 'svc_center_coverage_rate', 'issue_ontime_rate', 'activity_satisfaction_rate', 'menu_item_count', 'station_visit_person_times',
    'svc_menu_advance_rate', 'issue_overdue_count', 'demand_collected_count', 'partner_count',
  ],
  stations: [
    ...loop, 'neg_worker_count', 'party_member_managed_rate', 'org_coverage_rate', 'issue_ontime_rate', 'report_in_count', 'station_visit_person_times', 'station_count',
    'station_visits_per_open_day', 'station_facility_ok_rate', 'neg_party_member_count', 'party_life_event_count', 'care_person_times',
  ],
}

/** The metrics that some pages show. */
export const metricsShown = (shows: readonly string[]): readonly string[] => shows.flatMap((page) => metrics[page] ?? [])

/** Address of the first page with the link's secret in the fragment, which no browser sends and no log keeps. */
export const screenLink = (url: string, shows: readonly string[], secret: string): string =>
  `${url}/screen/${shows[0] ?? ''}${shows.length > 1 ? `?cycle=${shows.join(',')}` : ''}#${secret}`
