import type { Screen } from './screen.js'

/** A city or district: its services, its activities and what became of people's issues. */
export const overview: Screen = {
  name: 'overview',
  title: { zh: '党群服务运行情况', en: 'Party-mass services' },
  place: 'city',
  left: { kind: 'figures', metrics: ['activity_key_count', 'activity_person_times', 'svc_center_coverage_rate', 'issue_ontime_rate', 'activity_satisfaction_rate'] },
  centre: { kind: 'ranking', metric: 'activity_person_times' },
  below: { kind: 'trend', metric: 'activity_person_times' },
  right: [
    { kind: 'parts', title: { zh: '服务菜单', en: 'Service menu' }, metric: 'menu_item_count', by: 'category', isAhead: true },
    { kind: 'loop' },
    { kind: 'parts', title: { zh: '驿站服务', en: 'Service stations' }, metric: 'station_visit_person_times', by: 'service' },
  ],
  beside: { kind: 'table', metrics: ['activity_key_count', 'svc_center_coverage_rate', 'svc_menu_advance_rate', 'issue_ontime_rate', 'issue_overdue_count'] },
  facts: ['svc_menu_advance_rate', 'activity_satisfaction_rate', 'demand_collected_count', 'partner_count', 'issue_satisfaction_rate'],
}
