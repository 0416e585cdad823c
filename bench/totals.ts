import {
  activities, centers, demands, householdVisits, issues, issueSpells, menuItems, menus, partyLife, partyMembers, stations, stationVisits, type Measure,
} from '@mingshu/metrics'
import { numberOf, type Place } from './place.js'

interface Total {
  readonly of: Measure
  /** What the facts say of it; `:on` is the last day that counts. */
  readonly facts: string
}

// What happened in a month its county did not report is told by nobody.
const happened = (fact: string, on: string, where = 'true', value = '1'): string =>
  `select coalesce(sum(${value}), 0) from ${fact} f where ${on} <= :on::date and ${where}
   and exists (select from coverage c where c.source = f.source and (c.county_id = f.county_id or f.county_id = 0) and c.month_on = month_of(${on}))`
const stands = (fact: string, from: string, to: string): string => `select count(*) from ${fact} where ${from} <= :on::date and (${to} is null or ${to} > :on::date)`

const households = 'visits_by_cadres + visits_by_grid_workers + visits_by_volunteers'
const totals: readonly Total[] = [
  { of: centers.metrics.svc_center_count, facts: stands('fact_center', 'opened_on', 'closed_on') },
  { of: activities.metrics.activity_count, facts: happened('fact_activity', 'held_on', `status = 'held'`) },
  { of: activities.metrics.activity_person_times, facts: happened('fact_activity', 'held_on', `status = 'held'`, 'attendance') },
  { of: menus.metrics.svc_menu_published_count, facts: happened('fact_menu', 'f.month_on', 'published_on <= :on::date') },
  { of: menuItems.metrics.menu_item_count, facts: happened('fact_menu_item', 'menu_on') },
  { of: demands.metrics.demand_collected_count, facts: happened('fact_demand', 'collected_on', 'is_valid') },
  { of: issues.metrics.issue_accepted_count, facts: happened('fact_issue', 'accepted_on') },
  { of: issueSpells.metrics.issue_closed_count, facts: happened('fact_issue_spell', 'closed_on', `ended_by = 'close'`) },
  { of: stations.metrics.station_count, facts: stands('fact_station', 'opened_on', 'closed_on') },
  { of: stationVisits.metrics.station_visit_person_times, facts: happened('fact_station_visit', 'visited_on', 'true', 'person_times') },
  { of: householdVisits.metrics.demand_visit_household_count, facts: happened('fact_monthly_return', 'f.month_on', 'true', households) },
  { of: partyLife.metrics.party_life_event_count, facts: happened('fact_life_event', 'held_on') },
  { of: partyMembers.metrics.party_member_count, facts: stands('fact_party_member', 'increased_on', 'left_on') },
]

/** Rejects unless the cells of all cities add up to the facts, and no rule kept a subject from being folded. */
export async function mustEqualFacts({ database }: Place, on: string): Promise<void> {
  for (const { of, facts } of totals) {
    const months = of.kind === 'stock' ? 'r.period_on = month_of(:on::date)' : 'r.period_on <= :on::date'
    const cells = await numberOf(
      database,
      `select coalesce(sum(r.${of.code}), 0) from rollup_${of.subject} r join unit u on u.unit_id = r.unit_id and u.level = 'city'
       where r.county_id = 0 and r.grain = 'm' and r.dim = '' and r.until_version is null and ${months}`, { on })
    const counted = await numberOf(database, facts, { on })
    if (cells !== counted || counted === 0) throw new Error(`${of.code}: the cities have ${cells}, the facts ${counted}.`)
  }
  const { rows: [last] } = await database.pool('etl').raw<{ rows: { held: string[] }[] }>('select held from data_version order by version desc limit 1')
  if (last?.held.length !== 0) throw new Error(`Held back by a rule: ${last?.held.join(', ')}.`)
}
