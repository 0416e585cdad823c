import type { System } from '@mingshu/metrics'

/**
 * Which keys of a fact a changed row of an entity touches: the row's own key, the key of what it belongs to (before and after
 * the change), or the keys of rows of another entity: those that belong to it, those that name it in a column (by their own key,
 * or by that of what they belong to), or every one.
 */
export type Touch =
  | 'row' | 'parent' | { readonly children: string } | { readonly all: string }
  | { readonly naming: string; readonly in: string; readonly as: 'row' | 'parent' }

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
  { table: 'fact_demand', source: 'service-menu', touchedBy: { demand: 'row', demand_match: 'parent', menu_item: 'parent' } },
  { table: 'fact_resource', source: 'service-menu', touchedBy: { resource: 'row', partner: { children: 'resource' } } },
  { table: 'fact_partner_link', source: 'service-menu', touchedBy: { partner_link: 'row', partner: { children: 'partner_link' } } },
  { table: 'fact_menu', source: 'service-menu', touchedBy: { menu: 'row' } },
  {
    table: 'fact_menu_item', source: 'service-menu',
    touchedBy: { menu_item: 'row', menu_claim: 'parent', partner: { naming: 'partner_no', in: 'menu_claim', as: 'parent' } },
  },
  { table: 'fact_claim', source: 'service-menu', touchedBy: { menu_claim: 'row', partner: { naming: 'partner_no', in: 'menu_claim', as: 'row' } } },
  { table: 'fact_committee_unit', source: 'service-menu', touchedBy: { committee_unit: 'row' } },
  { table: 'fact_firm', source: 'member-register', touchedBy: { firm: 'row' } },
  { table: 'fact_party_org', source: 'member-register', touchedBy: { party_org: 'row' } },
  { table: 'fact_party_member', source: 'member-register', touchedBy: { member: 'row' } },
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
  { table: 'fact_report_in', source: 'issue-system', touchedBy: { report_in: 'row' } },
  { table: 'fact_volunteer_team', source: 'issue-system', touchedBy: { volunteer_team: 'row' } },
  { table: 'fact_volunteer_event', source: 'issue-system', touchedBy: { volunteer_event: 'row' } },
  { table: 'fact_training', source: 'issue-system', touchedBy: { training_session: 'row' } },
  { table: 'fact_points', source: 'issue-system', touchedBy: { points_entry: 'row' } },
  { table: 'fact_branch', source: 'party-affairs', touchedBy: { branch: 'row' } },
  { table: 'fact_life_event', source: 'party-affairs', touchedBy: { life_event: 'row' } },
  { table: 'fact_stage', source: 'party-affairs', key: 'person_pid', touchedBy: { stage_event: 'parent' } },
  { table: 'fact_plan_task', source: 'party-affairs', touchedBy: { plan_task: 'row' } },
  { table: 'fact_document', source: 'party-affairs', touchedBy: { policy_document: 'row' } },
  { table: 'fact_committee_seat', source: 'party-affairs', touchedBy: { committee_seat: 'row' } },
  { table: 'fact_meeting', source: 'party-affairs', touchedBy: { meeting: 'row' } },
  { table: 'fact_meeting_decision', source: 'party-affairs', touchedBy: { meeting_decision: 'row' } },
  { table: 'fact_monthly_return', source: 'monthly-returns', touchedBy: { monthly_return: 'row' } },
]
