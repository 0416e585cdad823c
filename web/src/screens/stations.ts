import type { Screen } from './screen.js'

/** A functional zone: its stations, its workers and their members. */
export const stations: Screen = {
  name: 'stations',
  title: { zh: '新就业群体服务运行情况', en: 'Services for platform workers' },
  place: 'zone',
  left: { kind: 'figures', metrics: ['neg_worker_count', 'party_member_managed_rate', 'org_coverage_rate', 'issue_ontime_rate', 'report_in_count'] },
  centre: { kind: 'ranking', metric: 'station_visit_person_times' },
  below: { kind: 'trend', metric: 'station_visit_person_times' },
  right: [
    { kind: 'parts', title: { zh: '服务驿站', en: 'Service stations' }, metric: 'station_count', by: 'venue_kind' },
    { kind: 'loop' },
    { kind: 'parts', title: { zh: '服务对象', en: 'Who is served' }, metric: 'station_visit_person_times', by: 'worker_group' },
  ],
  beside: { kind: 'table', metrics: ['station_count', 'station_visits_per_open_day', 'station_facility_ok_rate', 'neg_worker_count', 'issue_ontime_rate'] },
  facts: ['neg_party_member_count', 'report_in_count', 'station_facility_ok_rate', 'party_life_event_count', 'care_person_times'],
}
