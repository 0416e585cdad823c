import type { System } from '@mingshu/metrics'

/**
 * Which keys of a fact a changed row of an entity touches: the row's own key, the key of what it belongs to (before and after
 * the change), or the keys of all rows of an entity: those that belong to it, or every one.
 */
export type Touch = 'row' | 'parent' | { readonly children: string } | { readonly all: string }

/** A fact table and what makes its rows. The rows of a set of keys are made by `etl/models/facts/<table>.sql`. */
export interface Fact {
  readonly table: string
  readonly source: System
  /** Column that holds the key a row is made from. Default `src_id`. */
  readonly key?: string
  /** Entity whose rows change the fact, to the keys they touch. */
  readonly touchedBy: Readonly<Record<string, Touch>>
  /** A new month of a roster touches everyone on it, and on the rosters before and after. */
  readonly touchedByRosters?: true
  /** A model of `etl/models/runs` that is made for the same keys first. */
  readonly uses?: string
}

/** All facts, in the order in which they are refreshed and locked. */
export const facts: readonly Fact[] = [
  { table: 'fact_center', source: 'service-menu', touchedBy: { center: 'row' } },
  { table: 'fact_activity', source: 'service-menu', touchedBy: { activity: 'row' } },
  { table: 'fact_attendance', source: 'service-menu', touchedBy: { sign_in: 'row', activity: { children: 'sign_in' } } },
  { table: 'fact_wish', source: 'service-menu', touchedBy: { micro_wish: 'row' } },
  { table: 'fact_showcase_project', source: 'service-menu', touchedBy: { showcase_project: 'row' } },
  { table: 'fact_firm', source: 'member-register', touchedBy: { firm: 'row' } },
  { table: 'fact_party_org', source: 'member-register', touchedBy: { party_org: 'row' } },
  {
    table: 'fact_worker', source: 'industry-rosters', key: 'worker_pid', uses: 'run_worker',
    touchedBy: { roster_row: 'parent', verification: 'parent' }, touchedByRosters: true,
  },
  {
    table: 'fact_found_member', source: 'industry-rosters', key: 'worker_pid', uses: 'run_worker',
    touchedBy: { roster_row: 'parent', member: 'parent' }, touchedByRosters: true,
  },
  { table: 'fact_station', source: 'station-gates', touchedBy: { station: 'row' } },
  { table: 'fact_station_day', source: 'station-gates', touchedBy: { station_day: 'row', station: { children: 'station_day' } } },
  { table: 'fact_station_visit', source: 'station-gates', touchedBy: { station_visit: 'row', station: { children: 'station_visit' } } },
  { table: 'fact_facility', source: 'station-gates', key: 'station_id', touchedBy: { facility_check: 'parent', station: 'row' } },
  { table: 'fact_care', source: 'station-gates', touchedBy: { care: 'row', site: { children: 'care' }, hospital: { all: 'care' } } },
  { table: 'fact_issue', source: 'issue-system', touchedBy: { issue: 'row', issue_event: 'parent' } },
  { table: 'fact_issue_spell', source: 'issue-system', key: 'issue_id', touchedBy: { issue: 'row', issue_event: 'parent' } },
]
